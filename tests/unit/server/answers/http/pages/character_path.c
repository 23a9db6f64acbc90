/*
 * Paths of characters: every notation, and what is not one.
 */

#include "server/answers/http/pages/character_path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define HEART        "\xE2\x9D\xA4"
#define PICTURE      "\xEF\xB8\x8F"
#define FLAG         "\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD"

static const struct {
    const char *text, *canonical; /* NULL: cannot be read */
    bool is;                      /* a path of a page */
} paths[] = {
    {"U+2764", "U+2764", true},
    {"u+2764", "U+2764", true},
    {"U+002764", "U+2764", true},
    {"U+41", "U+0041", true},
    {"U+1f996", "U+1F996", true},
    {"U+1F1E8+1F1ED", "U+1F1E8+1F1ED", true},
    {"U+1F1E8+U+1F1ED", "U+1F1E8+1F1ED", true},
    {"U+1F1E8 U+1F1ED", "U+1F1E8+1F1ED", true},
    {"u+1f1e8 1f1ed", "U+1F1E8+1F1ED", true},
    {"U+D800", "U+D800", true},
    {"U+110000", "U+110000", true},
    {"U+FFFFFFFF", "U+FFFFFFFF", true},
    {HEART, "U+2764", true},
    {HEART PICTURE, "U+2764+FE0F", true},
    {FLAG, "U+1F1E8+1F1ED", true},
    {"a", "U+0061", true},
    {"/", "U+002F", true},
    {" ", "U+0020", true},
    {"1" PICTURE "\xE2\x83\xA3", "U+0031+FE0F+20E3", true},
    /* Texts, for the API to refuse. */
    {"favicon.ico", "U+0066+0061+0076+0069+0063+006F+006E+002E+0069+0063+006F", false},
    {"sun", "U+0073+0075+006E", false},
    {"U+", "U+0055+002B", false},
    {"U+XYZ", "U+0055+002B+0058+0059+005A", false},
    {"U+2764+", "U+0055+002B+0032+0037+0036+0034+002B", false},
    {"U+27++64", "U+0055+002B+0032+0037+002B+002B+0036+0034", false},
    {"U+123456789", "U+0055+002B+0031+0032+0033+0034+0035+0036+0037+0038+0039", false},
    {"", NULL, false},
    {"a text that is far too long to be a sequence", NULL, false},
};

static void test_paths(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct buffer out = BUFFER_INIT;
        struct character_path path;
        const bool able = character_path_read(slice_of(paths[i].text), &path);

        assert_int_equal(able, paths[i].canonical != NULL);
        if (able) {
            character_path_append(&out, path.points, path.count);
            buffer_append(&out, "", 1);
            assert_string_equal(out.bytes, paths[i].canonical);
        }
        assert_int_equal(character_path_is(slice_of(paths[i].text)), paths[i].is);
        buffer_release(&out);
    }
}

/* As many as a sequence may have with U+FE0F after each, and no more. */
static void test_many(void **state)
{
    struct buffer text = BUFFER_INIT;
    struct character_path path;

    (void)state;
    buffer_append_text(&text, "U+A");
    for (size_t i = 1; i < CHARACTER_PATH_MAX; i++)
        buffer_append_text(&text, "+A");
    assert_true(character_path_read((struct slice){text.bytes, text.size}, &path));
    assert_int_equal(path.count, CHARACTER_PATH_MAX);
    buffer_append_text(&text, "+A");
    assert_false(character_path_is((struct slice){text.bytes, text.size}));
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
