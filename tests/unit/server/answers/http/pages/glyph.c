/*
 * Visible forms, and what may not stand in a page.
 */

#include "server/answers/http/pages/glyph.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/indexes/ready.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void assert_glyph(const uint32_t *points, size_t count, const char *category,
                         const char *expected)
{
    struct buffer out = BUFFER_INIT;

    glyph_append(&out, points, count, category);
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, expected);
    buffer_release(&out);
}

static void test_forms(void **state)
{
    static const uint32_t heart = 0x2764, acute = 0x301, escape = 0x1B, delete = 0x7F, next = 0x85,
                          flag[] = {0x1F1E8, 0x1F1ED};

    (void)state;
    assert_glyph(&heart, 1, "So", "\u2764");
    assert_glyph(&acute, 1, "Mn", "\u25CC\u0301");
    assert_glyph(&escape, 1, "Cc", "\u241B");
    assert_glyph(&delete, 1, "Cc", "\u2421");
    assert_glyph(&next, 1, "Cc", "\uFFFD");
    assert_glyph(flag, 2, "So", "\U0001F1E8\U0001F1ED");
}

static void test_the_usual_form(void **state)
{
    static const struct {
        uint32_t point;
        const char *form;
    } cases[] = {{0x2764, "\u2764\uFE0F"}, {0xA9, "©"}, {0x1F44D, "👍"}, {'1', "1"}};
    struct reason reason = {.text = ""};
    struct charindex *index;

    (void)state;
    assert_int_equal(ready_index(READY_ENGLISH, &index, &reason), 0);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer out = BUFFER_INIT;
        uint32_t document;

        assert_true(charindex_find(index, cases[i].point, &document));
        glyph_append_usual(&out, index, document, "So");
        buffer_append(&out, "", 1);
        assert_string_equal(out.bytes, cases[i].form);
        buffer_release(&out);
    }
    charindex_unref(index);
}

static void test_what_is_safe(void **state)
{
    static const struct {
        uint32_t points[2];
        size_t count;
        bool safe;
    } texts[] = {
        {{0x2764}, 1, true},          {{0x301}, 1, true},
        {{0x200D}, 1, true},          {{0x1B}, 1, true}, /* as its picture */
        {{0xE000}, 1, true},          {{0x202E}, 1, false},
        {{0x2066}, 1, false},         {{0x200F}, 1, false},
        {{0x61C}, 1, false},          {{0x2028}, 1, false},
        {{0xD800}, 1, false},         {{0xDFFF}, 1, false},
        {{0xFFFE}, 1, false},         {{0x378}, 1, false},
        {{0x10FFFF}, 1, false},       {{0x2764, 0xFE0F}, 2, true},
        {{0x2764, 0x202E}, 2, false}, {{0x2764, 0xD800}, 2, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_int_equal(glyph_is_safe(NULL, texts[i].points, texts[i].count), texts[i].safe);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_the_usual_form),
        cmocka_unit_test(test_what_is_safe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
