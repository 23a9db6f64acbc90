/*
 * JSON strings. The expected values follow RFC 8259, section 7. The tests of the answers parse the
 * same output with jansson.
 */

#include "index/base/json_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The copy has exactly its size, so that a sanitizer sees a read past the end. */
static void assert_text(const char *text, size_t size, const char *expected)
{
    struct buffer out = BUFFER_INIT;
    char *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, text, size);
    json_text_append(&out, (struct slice){.bytes = copy, .size = size});
    free(copy);
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, expected);
    buffer_release(&out);
}

static void test_texts(void **state)
{
    static const struct {
        const char *text, *json;
    } table[] = {
        {"", "\"\""},
        {"BLACK SUN WITH RAYS", "\"BLACK SUN WITH RAYS\""},
        {"\"", "\"\\\"\""},
        {"a\"b\\c/d", "\"a\\\"b\\\\c/d\""},
        {"\\\\", "\"\\\\\\\\\""},
        {"\n", "\"\\u000A\""},
        {"a\x01\x1F\x7F"
         "b",
         "\"a\\u0001\\u001F\\u007Fb\""},
        {"\xC2\x80\xC2\x9F", "\"\\u0080\\u009F\""},
        {"\xC2\xA0\xC3\x80", "\"\xC2\xA0\xC3\x80\""},
        {"\xE2\x80\xA8", "\"\xE2\x80\xA8\""},
        {"\xE5\xA4\xAA\xE9\x98\xB3\"", "\"\xE5\xA4\xAA\xE9\x98\xB3\\\"\""},
        {"\xF0\x9F\x98\x80", "\"\xF0\x9F\x98\x80\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_text(table[i].text, strlen(table[i].text), table[i].json);
}

/* The code checks eight bytes at a time. A byte that needs an escape must be found at every
 * offset. */
static void test_what_needs_an_escape_is_found_everywhere(void **state)
{
    static const struct {
        const char *text, *json;
    } escapes[] = {
        {"\"", "\\\""},      {"\\", "\\\\"},          {"\x1F", "\\u001F"},      {"\x01", "\\u0001"},
        {"\x7F", "\\u007F"}, {"\xC2\x85", "\\u0085"}, {"\xC2\xA9", "\xC2\xA9"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        for (int before = 0; before < 20; before++)
            for (int after = 0; after < 20; after++) {
                char text[64], json[64];
                int size = snprintf(text, sizeof text, "%.*s%s%.*s", before,
                                    "!#[]~\xE2\x98\x80 ABCDEFGHIJKL", escapes[i].text, after,
                                    " ~}|{abcdefghijklmno");

                (void)snprintf(json, sizeof json, "\"%.*s%s%.*s\"", before,
                               "!#[]~\xE2\x98\x80 ABCDEFGHIJKL", escapes[i].json, after,
                               " ~}|{abcdefghijklmno");
                assert_text(text, (size_t)size, json);
            }
}

static void test_a_nul_is_a_character_like_others(void **state)
{
    (void)state;
    assert_text("a\0b", 3, "\"a\\u0000b\"");
}

/* Text that ends within a character is invalid and does not occur in an index or a target. Nothing
 * past the end may be read. */
static void test_a_text_that_ends_too_early(void **state)
{
    (void)state;
    assert_text("a\xC2", 2, "\"a\xC2\"");
}

static void test_code_points(void **state)
{
    static const uint32_t points[] = {0x42, 0xFE0F, 0x20E3, '"', '\\', 0, 0x85, 0x1F600};
    struct buffer out = BUFFER_INIT;

    (void)state;
    json_text_append_points(&out, points, sizeof points / sizeof *points);
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, "\"B\xEF\xB8\x8F\xE2\x83\xA3\\\"\\\\\\u0000\\u0085"
                                   "\xF0\x9F\x98\x80\"");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_what_needs_an_escape_is_found_everywhere),
        cmocka_unit_test(test_a_nul_is_a_character_like_others),
        cmocka_unit_test(test_a_text_that_ends_too_early),
        cmocka_unit_test(test_code_points),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
