/*
 * Escapes of characters at the limits of each language. NULL: the language cannot escape it. The
 * expected texts come from the standards of HTML, CSS, C11 and ECMAScript and the references of
 * Python, Rust, Java and Go, and RFC 3986.
 */

#include "index/present/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    uint32_t code_point;
    const char *escapes[ESCAPE_LANGUAGES]; /* in the order of enum escape_language */
} table[] = {
    {0x2600,
     {"&#9728;", "&#x2600;", "\\002600", "\\u2600", "\\u2600", "\\u2600", "\\u{2600}", "\\u2600",
      "\\u2600", "%E2%98%80"}},
    {0x1F600,
     {"&#128512;", "&#x1F600;", "\\01F600", "\\U0001F600", "\\U0001F600", "\\u{1F600}",
      "\\u{1F600}", "\\uD83D\\uDE00", "\\U0001F600", "%F0%9F%98%80"}},
    {'A',
     {"&#65;", "&#x41;", "\\000041", "\\101", "\\u0041", "\\u0041", "\\u{41}", "\\u0041", "\\u0041",
      "%41"}},
    {0x00,
     {NULL, NULL, NULL, "\\000", "\\u0000", "\\u0000", "\\u{0}", "\\u0000", "\\u0000", "%00"}},
    /* Java translates \u before it parses literals. */
    {'\n',
     {"&#10;", "&#xA;", "\\00000A", "\\012", "\\u000A", "\\u000A", "\\u{A}", "\\012", "\\u000A",
      "%0A"}},
    {'\r',
     {"&#13;", "&#xD;", "\\00000D", "\\015", "\\u000D", "\\u000D", "\\u{D}", "\\015", "\\u000D",
      "%0D"}},
    {'"',
     {"&#34;", "&#x22;", "\\000022", "\\042", "\\u0022", "\\u0022", "\\u{22}", "\\042", "\\u0022",
      "%22"}},
    {'\'',
     {"&#39;", "&#x27;", "\\000027", "\\047", "\\u0027", "\\u0027", "\\u{27}", "\\047", "\\u0027",
      "%27"}},
    {'\\',
     {"&#92;", "&#x5C;", "\\00005C", "\\134", "\\u005C", "\\u005C", "\\u{5C}", "\\134", "\\u005C",
      "%5C"}},
    {0x7F,
     {"&#127;", "&#x7F;", "\\00007F", "\\177", "\\u007F", "\\u007F", "\\u{7F}", "\\u007F",
      "\\u007F", "%7F"}},
    {0x80,
     {NULL, NULL, "\\000080", "\\302\\200", "\\u0080", "\\u0080", "\\u{80}", "\\u0080", "\\u0080",
      "%C2%80"}},
    {0x9F,
     {NULL, NULL, "\\00009F", "\\302\\237", "\\u009F", "\\u009F", "\\u{9F}", "\\u009F", "\\u009F",
      "%C2%9F"}},
    {0xA0,
     {"&#160;", "&#xA0;", "\\0000A0", "\\u00A0", "\\u00A0", "\\u00A0", "\\u{A0}", "\\u00A0",
      "\\u00A0", "%C2%A0"}},
    {0xD7FF,
     {"&#55295;", "&#xD7FF;", "\\00D7FF", "\\uD7FF", "\\uD7FF", "\\uD7FF", "\\u{D7FF}", "\\uD7FF",
      "\\uD7FF", "%ED%9F%BF"}},
    {0xD800, {NULL, NULL, NULL, NULL, "\\uD800", "\\uD800", NULL, "\\uD800", NULL, NULL}},
    {0xDFFF, {NULL, NULL, NULL, NULL, "\\uDFFF", "\\uDFFF", NULL, "\\uDFFF", NULL, NULL}},
    {0xFFFF,
     {"&#65535;", "&#xFFFF;", "\\00FFFF", "\\uFFFF", "\\uFFFF", "\\uFFFF", "\\u{FFFF}", "\\uFFFF",
      "\\uFFFF", "%EF%BF%BF"}},
    {0x10000,
     {"&#65536;", "&#x10000;", "\\010000", "\\U00010000", "\\U00010000", "\\u{10000}", "\\u{10000}",
      "\\uD800\\uDC00", "\\U00010000", "%F0%90%80%80"}},
    {0x10FFFF,
     {"&#1114111;", "&#x10FFFF;", "\\10FFFF", "\\U0010FFFF", "\\U0010FFFF", "\\u{10FFFF}",
      "\\u{10FFFF}", "\\uDBFF\\uDFFF", "\\U0010FFFF", "%F4%8F%BF%BF"}},
};

static void test_escapes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        for (enum escape_language language = 0; language < ESCAPE_LANGUAGES; language++) {
            const char *expected = table[i].escapes[language];
            char text[ESCAPE_SIZE];
            bool written = escape_write(language, table[i].code_point, text);

            if (written != (expected != NULL) || (written && strcmp(text, expected) != 0))
                fail_msg("U+%04X in %s", (unsigned)table[i].code_point,
                         escape_language_name(language));
        }
}

static void test_every_language_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (enum escape_language one = 0; one < ESCAPE_LANGUAGES; one++)
        for (enum escape_language other = 0; other < one; other++)
            assert_string_not_equal(escape_language_name(one), escape_language_name(other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_every_language_has_a_name_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
