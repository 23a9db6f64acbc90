/* What pictures show: characters, marks on a circle, names of what is not seen. */

#include "server/answers/http/pages/drawing.h"

#include "tests/unit/server/answers/http/real_world.h"

static const struct {
    const char *path;
    uint32_t points[8]; /* zeros end them */
    bool boxed, coloured;
} drawn[] = {
    {"U+2764", {0x2764}, false, false},
    {"U+1F996", {0x1F996}, false, true},
    {"U+0301", {0x25CC, 0x301}, false, false},
    {"U+0903", {0x25CC, 0x903}, false, false},
    {"U+1F1E8+1F1ED", {0x1F1E8, 0x1F1ED}, false, true},
    {"U+0031+FE0F+20E3", {'1', 0xFE0F, 0x20E3}, false, true},
    {"U+200B", {'Z', 'W', 'S', 'P'}, true, false},
    {"U+0007", {'B', 'E', 'L'}, true, false},
    {"U+0085", {'N', 'E', 'L'}, true, false},
    {"U+202E", {'R', 'L', 'O'}, true, false},
    {"U+2800", {'2', '8', '0', '0'}, true, false},
    {"U+E0041", {'E', '0', '0', '4', '1'}, true, false},
    {"U+E000", {0xE000}, false, false},
};

static struct subject subject_of(const struct world *world, const char *text)
{
    struct character_path path;
    struct subject subject;

    assert_true(character_path_read(slice_of(text), &path));
    assert_int_equal(subject_find(&subject, world->index, &path), SUBJECT_FOUND);
    return subject;
}

static void test_what_is_drawn(void **state)
{
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        struct subject subject = subject_of(*state, drawn[i].path);
        struct wish wish;
        size_t count = 0;

        assert_true(drawing_wish(&subject, &wish));
        while (count < 8 && drawn[i].points[count])
            count++;
        if (wish.count != count || wish.boxed != drawn[i].boxed ||
            wish.coloured != drawn[i].coloured ||
            memcmp(wish.points, drawn[i].points, count * sizeof *wish.points) != 0)
            fail_msg("%s: %u points from U+%04X", drawn[i].path, wish.count, wish.points[0]);
    }
}

static void test_what_is_not_a_character(void **state)
{
    static const char *const paths[] = {"U+D800", "U+DFFF", "U+0378", "U+FFFF", "U+10FFFF"};

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct subject subject = subject_of(*state, paths[i]);
        struct wish wish;

        assert_false(drawing_wish(&subject, &wish));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_drawn),
        cmocka_unit_test(test_what_is_not_a_character),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
