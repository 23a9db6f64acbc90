/*
 * What paths are about, in the real index and without one.
 */

#include "server/answers/http/pages/subject.h"

#include "server/answers/json/json_tree.h"
#include "tests/unit/server/answers/http/real_world.h"

static enum subject_outcome find(struct subject *subject, const struct charindex *index,
                                 const char *text)
{
    struct character_path path;

    assert_true(character_path_read(slice_of(text), &path));
    return subject_find(subject, index, &path);
}

static void test_outcomes(void **state)
{
    const struct charindex *index = ((struct world *)*state)->index;
    struct subject subject;

    assert_int_equal(find(&subject, index, "U+2764"), SUBJECT_FOUND);
    assert_true(subject.place.known && !subject.is_sequence);
    assert_int_equal(subject.points[0], 0x2764);
    assert_int_equal(find(&subject, index, "U+2764+FE0F"), SUBJECT_FOUND);
    assert_int_equal(subject.count, 1);
    assert_int_equal(find(&subject, index, "U+0378"), SUBJECT_FOUND);
    assert_false(subject.place.known);
    assert_int_equal(find(&subject, index, "U+D800"), SUBJECT_FOUND);
    assert_int_equal(find(&subject, index, "U+1F1E8+1F1ED"), SUBJECT_FOUND);
    assert_true(subject.is_sequence);
    assert_int_equal(subject.count, 2);
    assert_int_equal(find(&subject, index, "U+31+20E3"), SUBJECT_FOUND);
    assert_int_equal(subject.count, 3); /* as the index writes it, with U+FE0F */
    assert_int_equal(find(&subject, index, "U+110000"), SUBJECT_BEYOND);
    assert_int_equal(find(&subject, index, "U+2764+FFFFFFFF"), SUBJECT_BEYOND);
    assert_int_equal(find(&subject, index, "sun"), SUBJECT_UNKNOWN);
    assert_int_equal(find(&subject, index, "U+1F1E8+0041"), SUBJECT_UNKNOWN);
}

static void test_no_index(void **state)
{
    struct subject subject;

    (void)state;
    assert_int_equal(find(&subject, NULL, "U+2764"), SUBJECT_FOUND);
    assert_false(subject.place.known);
    assert_int_equal(find(&subject, NULL, "U+1F1E8+1F1ED"), SUBJECT_NO_INDEX);
    assert_int_equal(find(&subject, NULL, "U+110000"), SUBJECT_BEYOND);
}

static void test_documents_and_their_cost(void **state)
{
    static const char *const texts[] = {"U+2764", "U+0378", "U+D800", "U+1F1E8+1F1ED", "U+10FFFF"};
    const struct charindex *index = ((struct world *)*state)->index;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buffer out = BUFFER_INIT;
        struct budget budget = BUDGET_INIT;
        struct subject subject;

        assert_int_equal(find(&subject, index, texts[i]), SUBJECT_FOUND);
        subject_charge(&subject, &budget);
        assert_true(budget_spent_all(&budget) > 0);
        json_tree_append(&out, subject_document(&subject));
        assert_false(out.failed);
        assert_true(out.size > 500);
        buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outcomes),
        cmocka_unit_test(test_no_index),
        cmocka_unit_test(test_documents_and_their_cost),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
