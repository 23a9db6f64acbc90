/*
 * Strings quoted as Python quotes them. The expected values are the output of repr(text) in Python
 * 3.11.
 */

#include "index/base/repr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct {
    const char *text;
    size_t size;
    const char *quoted;
} python[] = {
    {"", 0, "''"},
    {"digit", 5, "'digit'"},
    {"cat face", 8, "'cat face'"},
    {"it's", 4, "\"it's\""},
    {"say \"cat\"", 9, "'say \"cat\"'"},
    {"it's \"cat\"", 10, "'it\\'s \"cat\"'"},
    {"'", 1, "\"'\""},
    {"\"", 1, "'\"'"},
    {"''", 2, "\"''\""},
    {"'\"", 2, "'\\'\"'"},
    {"\\", 1, "'\\\\'"},
    {"\\'", 2, "\"\\\\'\""},
    {"\\\"'", 3, "'\\\\\"\\''"},
    {"a\\b", 3, "'a\\\\b'"},
    {"tab\x09here", 8, "'tab\\there'"},
    {"line\x0A"
     "feed",
     9, "'line\\nfeed'"},
    {"carriage\x0Dreturn", 15, "'carriage\\rreturn'"},
    {"\x00", 1, "'\\x00'"},
    {"\x01", 1, "'\\x01'"},
    {"\x07\x08\x0B\x0C", 4, "'\\x07\\x08\\x0b\\x0c'"},
    {"\x1B[2J", 4, "'\\x1b[2J'"},
    {"\x1F", 1, "'\\x1f'"},
    {" ", 1, "' '"},
    {"  two  ", 7, "'  two  '"},
    {"\x7F", 1, "'\\x7f'"},
    {"\xC2\x80", 2, "'\\x80'"},
    {"\xC2\x85", 2, "'\\x85'"},
    {"\xC2\x9F", 2, "'\\x9f'"},
    {"\xC2\xA0", 2, "'\\xa0'"},
    {"\xC2\xAD", 2, "'\\xad'"},
    {"\xC2\xA1", 2, "'\xC2\xA1'"},
    {"caf\xC3\xA9", 5, "'caf\xC3\xA9'"},
    {"\xC3\xBF", 2, "'\xC3\xBF'"},
    {"\xC4\x80\xC4\x81", 4, "'\xC4\x80\xC4\x81'"},
    {"\xC2\xBD\xC2\xB2", 4, "'\xC2\xBD\xC2\xB2'"},
    {"\xCF\x80", 2, "'\xCF\x80'"},
    {"\xC3\x9F", 2, "'\xC3\x9F'"},
    {"e\xCC\x81", 3, "'e\xCC\x81'"},
    {"\xCC\x81", 2, "'\xCC\x81'"},
    {"\xE2\x80\x8B", 3, "'\\u200b'"},
    {"\xE2\x80\x8D", 3, "'\\u200d'"},
    {"\xE2\x80\x8E", 3, "'\\u200e'"},
    {"\xE2\x80\xA8", 3, "'\\u2028'"},
    {"\xE2\x80\xA9", 3, "'\\u2029'"},
    {"\xE2\x80\xAE", 3, "'\\u202e'"},
    {"\xE2\x81\xA0", 3, "'\\u2060'"},
    {"\xE3\x80\x80", 3, "'\\u3000'"},
    {"\xE2\x80\x83", 3, "'\\u2003'"},
    {"\xE1\x9A\x80", 3, "'\\u1680'"},
    {"\xEF\xBB\xBF", 3, "'\\ufeff'"},
    {"\xE2\x98\x80", 3, "'\xE2\x98\x80'"},
    {"\xE2\x98\x80\xEF\xB8\x8F", 6, "'\xE2\x98\x80\xEF\xB8\x8F'"},
    {"\xE4\xB8\x80", 3, "'\xE4\xB8\x80'"},
    {"\xEF\xBD\x86\xEF\xBD\x95\xEF\xBD\x8C\xEF\xBD\x8C", 12,
     "'\xEF\xBD\x86\xEF\xBD\x95\xEF\xBD\x8C\xEF\xBD\x8C'"},
    {"\xCD\xB8", 2, "'\\u0378'"},
    {"\xD8\x80", 2, "'\\u0600'"},
    {"\xE1\xA0\x8E", 3, "'\\u180e'"},
    {"\xEE\x80\x80", 3, "'\\ue000'"},
    {"\xEF\xA3\xBF", 3, "'\\uf8ff'"},
    {"\xEF\xBF\xBD", 3, "'\xEF\xBF\xBD'"},
    {"\xEF\xBF\xBE", 3, "'\\ufffe'"},
    {"\xEF\xBF\xBF", 3, "'\\uffff'"},
    {"\xF0\x9F\x98\x80", 4, "'\xF0\x9F\x98\x80'"},
    {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", 11,
     "'\xF0\x9F\x91\xA9\\u200d\xF0\x9F\x92\xBB'"},
    {"\xF0\x9F\x87\xA6", 4, "'\xF0\x9F\x87\xA6'"},
    {"\xF0\x9D\x94\x84", 4, "'\xF0\x9D\x94\x84'"},
    {"\xF3\xA0\x80\x81", 4, "'\\U000e0001'"},
    {"\xF3\xA0\x84\x80", 4, "'\xF3\xA0\x84\x80'"},
    {"\xF3\xB0\x80\x80", 4, "'\\U000f0000'"},
    {"\xF4\x8F\xBF\xBD", 4, "'\\U0010fffd'"},
    {"\xF4\x8F\xBF\xBF", 4, "'\\U0010ffff'"},
    {"\xF0\xBF\xBF\xBE", 4, "'\\U0003fffe'"},
    {"No match for 'x'", 16, "\"No match for 'x'\""},
    {"%s %n", 5, "'%s %n'"},
    {"a\x00"
     "b",
     3, "'a\\x00b'"},
};

static void assert_quoted(const char *text, size_t size, const char *expected)
{
    struct buffer out = BUFFER_INIT;
    char *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, text, size);
    repr_append(&out, copy, size);
    assert_false(out.failed);
    if (out.size != strlen(expected) || memcmp(out.bytes, expected, out.size) != 0)
        fail_msg("%.*s instead of %s", (int)out.size, out.bytes, expected);
    free(copy);
    buffer_release(&out);
}

static void test_as_python_quotes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(python); i++)
        assert_quoted(python[i].text, python[i].size, python[i].quoted);
}

static void test_it_is_appended(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    buffer_append_text(&out, "No match for ");
    repr_append(&out, "xyzzy", 5);
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, "No match for 'xyzzy'");
    buffer_release(&out);
}

/* Every ASCII character, by the rules of Objects/unicodeobject.c. */
static void test_every_ascii_character(void **state)
{
    (void)state;
    for (int c = 0; c < 0x80; c++) {
        char text = (char)c, expected[8];

        if (c == '\t' || c == '\n' || c == '\r' || c == '\\')
            (void)snprintf(expected, sizeof expected, "'\\%c'",
                           c == '\t'   ? 't'
                           : c == '\n' ? 'n'
                           : c == '\r' ? 'r'
                                       : '\\');
        else if (c == '\'')
            (void)snprintf(expected, sizeof expected, "\"'\"");
        else if (c < 0x20 || c == 0x7F)
            (void)snprintf(expected, sizeof expected, "'\\x%02x'", (unsigned)c);
        else
            (void)snprintf(expected, sizeof expected, "'%c'", c);
        assert_quoted(&text, 1, expected);
    }
}

/* Callers never pass invalid UTF-8. If they did, each byte must be shown by its value. */
static void test_what_is_not_utf_8_is_shown_byte_by_byte(void **state)
{
    (void)state;
    assert_quoted("\xFF", 1, "'\\xff'");
    assert_quoted("a\xE2\x98z", 4, "'a\\xe2\\x98z'");
    assert_quoted("\xED\xA0\x80", 3, "'\\xed\\xa0\\x80'");
    assert_quoted("\xC3", 1, "'\\xc3'");
    assert_quoted("\xF4\x90\x80\x80", 4, "'\\xf4\\x90\\x80\\x80'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_python_quotes),
        cmocka_unit_test(test_it_is_appended),
        cmocka_unit_test(test_every_ascii_character),
        cmocka_unit_test(test_what_is_not_utf_8_is_shown_byte_by_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
