/*
 * What a terminal obeys is escaped, and nothing else is changed.
 */

#include "index/base/terminal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_what_is_obeyed(void **state)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0, 0x1F},        {0x7F, 0x9F},     {0x61C, 0x61C},
        {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069},
    };
    unsigned count = 0;

    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++)
        count += terminal_obeys(c, c);
    for (size_t i = 0; i < COUNT(ranges); i++) {
        for (uint32_t c = ranges[i].first; c <= ranges[i].last; c++) {
            assert_true(terminal_obeys(c, c));
            count--;
        }
        assert_false(terminal_obeys(ranges[i].last + 1, ranges[i].last + 1));
        assert_true(terminal_obeys(ranges[i].last, ranges[i].last + 1));
    }
    assert_int_equal(count, 0); /* nothing else */
    assert_false(terminal_obeys(TERMINAL_LAST + 1, 0x10FFFF));
    assert_false(terminal_obeys(0x20, 0x7E));
    assert_true(terminal_obeys(0, 0x10FFFF));
}

static void test_texts(void **state)
{
    static const struct {
        const char *text, *shown;
    } texts[] = {
        {"", ""},
        {"cat face", "cat face"},
        {"\\n stays", "\\n stays"},
        {"a\r\n\tb", "a\\r\\n\\tb"},
        {"\x1b[2J\x07\x7f", "\\x1b[2J\\x07\\x7f"},
        {"\xc2\x9b", "\\x9b"},
        {"\xd8\x9c\xe2\x80\x8f", "\\u061c\\u200f"},
        {"\xe2\x80\xae\xe2\x81\xa6", "\\u202e\\u2066"},
        {"\xff\xe2\x98", "\\xff\\xe2\\x98"},
        {"\xe2\x98\x80\xf0\x9f\x90\xb1", "\xe2\x98\x80\xf0\x9f\x90\xb1"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        char shown[256] = "", escaped[TERMINAL_ESCAPE_SIZE];
        size_t size = strlen(texts[i].text), piece_size;

        for (size_t at = 0; at < size;) {
            const char *piece = terminal_next(texts[i].text, size, &at, escaped, &piece_size);

            strncat(shown, piece, piece_size);
        }
        assert_string_equal(shown, texts[i].shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_obeyed),
        cmocka_unit_test(test_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
