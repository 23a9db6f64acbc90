/*
 * Texts dissected for a terminal, with names from the small index (small_index.h) and ICU.
 */

#include "index/present/dissection.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/file/small_index.h"

#define FACE    "\xF0\x9F\x98\x80"
#define PALE    "\xF0\x9F\x8F\xBB"
#define PICTURE "\xEF\xB8\x8F" /* U+FE0F */
#define KEYCAP  "\xE2\x83\xA3"

static void test_texts(void **state)
{
    static const struct {
        const char *text, *lines;
    } table[] = {
        {"", ""},
        {"B", "B\tLATIN CAPITAL LETTER B\n"
              "  U+0042\tB\tLATIN CAPITAL LETTER B\t42\n"},
        {"B" PICTURE KEYCAP, "B" PICTURE KEYCAP "\tkeycap: B\n"
                             "  U+0042\tB\tLATIN CAPITAL LETTER B\t42\n"
                             "  U+FE0F\t" PICTURE "\tVARIATION SELECTOR-16\tEF B8 8F\tinvisible\n"
                             "  U+20E3\t" KEYCAP "\tCOMBINING ENCLOSING KEYCAP\tE2 83 A3\n"},
        {FACE PALE "A",
         FACE PALE "\tgrinning face: light skin tone\n"
                   "  U+1F600\t" FACE "\tGRINNING FACE\tF0 9F 98 80\n"
                   "  U+1F3FB\t" PALE "\tEMOJI MODIFIER FITZPATRICK TYPE-1-2\tF0 9F 8F BB\n"
                   "A\tLATIN CAPITAL LETTER A\n"
                   "  U+0041\tA\tLATIN CAPITAL LETTER A\t41\n"},
        /* A cluster without a name. */
        {"x\xCC\x81", "x\xCC\x81\t\n"
                      "  U+0078\tx\tLATIN SMALL LETTER X\t78\n"
                      "  U+0301\t\xCC\x81\tCOMBINING ACUTE ACCENT\tCC 81\n"},
        /* Controls are never sent raw. */
        {"\r\n", "\xE2\x90\x8D\xE2\x90\x8A\t\n"
                 "  U+000D\t\xE2\x90\x8D\t<control-000D>\t0D\tinvisible\n"
                 "  U+000A\t\xE2\x90\x8A\t<control-000A>\t0A\tinvisible\n"},
        {"\x1B", "\xE2\x90\x9B\t<control-001B>\n"
                 "  U+001B\t\xE2\x90\x9B\t<control-001B>\t1B\tinvisible\n"},
        {"\xC2\x9B", "\xEF\xBF\xBD\t<control-009B>\n"
                     "  U+009B\t\xEF\xBF\xBD\t<control-009B>\tC2 9B\tinvisible\n"},
        {"\xEE\x80\x80", "\xEE\x80\x80\t<private-use-E000>\n"
                         "  U+E000\t\xEE\x80\x80\t<private-use-E000>\tEE 80 80\n"},
        /* Bytes that are not UTF-8: a lone one, and a character cut off. */
        {"\xFF", "\xEF\xBF\xBD\t\n"
                 "  \\xFF\t\xEF\xBF\xBD\tnot UTF-8\tFF\n"},
        {"\xE2\x98", "\xEF\xBF\xBD\xEF\xBF\xBD\t\n"
                     "  \\xE2\t\xEF\xBF\xBD\tnot UTF-8\tE2\n"
                     "  \\x98\t\xEF\xBF\xBD\tnot UTF-8\t98\n"},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct buffer out = BUFFER_INIT;

        dissection_append(&out, *state,
                          (struct slice){.bytes = table[i].text, .size = strlen(table[i].text)});
        buffer_append(&out, "", 1);
        assert_string_equal(out.bytes, table[i].lines);
        buffer_release(&out);
    }
}

/* One visible character with a thousand marks. */
static void test_a_very_long_cluster(void **state)
{
    struct buffer text = BUFFER_INIT, out = BUFFER_INIT;
    size_t lines = 0;

    buffer_append_text(&text, "a");
    for (int i = 0; i < 1000; i++)
        buffer_append_text(&text, "\xCC\x81");
    dissection_append(&out, *state, (struct slice){.bytes = text.bytes, .size = text.size});
    for (size_t i = 0; i < out.size; i++)
        lines += out.bytes[i] == '\n';
    assert_int_equal(lines, 1002);
    buffer_release(&text);
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_a_very_long_cluster),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
