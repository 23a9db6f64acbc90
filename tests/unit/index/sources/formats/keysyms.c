/*
 * X11's names of keys: with a comment, by their value, and those that are not characters.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

static void test_names(void **state)
{
    static const struct good_file files[] = {
        {"#define XK_zabovedot                     0x01bf  /* U+017C LATIN SMALL LETTER Z */\n"
         "#define XK_emfilledcircle                0x0ade  /*(U+25CF BLACK CIRCLE)*/\n"
         "#define XK_braille_dots_12            0x1002803  /* U+2803 BRAILLE PATTERN DOTS-12 */\n"
         "  #define\tXK_Sinh_a\t0x1000d85 /*U+0D85*/\n",
         "017C keysym (1) zabovedot\n"
         "25CF keysym (0) emfilledcircle\n"
         "2803 keysym (1) braille_dots_12\n"
         "0D85 keysym (1) Sinh_a\n"},
        /* Aliases, as in Debian 13. */
        {"#define XK_Greek_lamda 0x07eb /* U+03BB GREEK SMALL LETTER LAMDA */\n"
         "#define XK_Greek_lambda 0x07eb /* non-deprecated alias for Greek_lamda */\n"
         "#define XK_dash 0x0aaa /*(U+2013 EN DASH)*/\n"
         "#define XK_ndash 0x0aaa /* deprecated alias for dash */\n"
         "#define XK_kana_switch 0xff7e /* alias for Mode_switch */\n",
         "03BB keysym (1) Greek_lamda\n"
         "03BB keysym (1) Greek_lambda\n"
         "2013 keysym (0) dash\n"
         "2013 keysym (0) ndash\n"},
        /* By their value: Latin-1, and what begins at 0x01000000. */
        {"#define XK_quoteright 0x0027 /* deprecated */\n"
         "#define XK_Eth 0x00d0\n"
         "#define XK_braille_dots_24 0x100280a /* Braille */\n"
         "#define XK_last 0x110ffff\n",
         "0027 keysym (1) quoteright\n"
         "00D0 keysym (1) Eth\n"
         "280A keysym (1) braille_dots_24\n"
         "10FFFF keysym (1) last\n"},
        {"#ifdef XK_LATIN1\n#if 1\n#define XK_at 0x40\n#endif\n#endif /* XK_LATIN1 */\n",
         "0040 keysym (1) at\n"},
    };

    (void)state;
    assert_good(keysyms_read, files, COUNT(files));
}

static void test_what_is_not_a_character(void **state)
{
    static const struct good_file files[] = {
        {"#define XK_VoidSymbol 0xffffff /* Void symbol */\n", ""},
        {"#define XK_Escape 0xff1b\n#define XK_Delete 0xffff /* Delete, rubout */\n", ""},
        {"#define XK_control 0x7f\n#define XK_vendor 0x1110000\n", ""},
        {"#define XK_large 0xffffffff\n", ""},
        /* A letter names itself. */
        {"#define XK_A 0x0041 /* U+0041 LATIN CAPITAL LETTER A */\n", ""},
        {"#define XK_GREEK\n#define\n#define XF86XK_Sleep 0x1008FF2F\n#undef XK_b\n", ""},
        {" * #define XK_quoted 0x41\n/^\\#define XK_([a-zA-Z_0-9]+)\n", ""},
    };

    (void)state;
    assert_good(keysyms_read, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "the file is empty"},
        {"#define XK_at 0x40", "the file ends in the middle of a line"},
        {"#define XK_at 0x4g\n", "line 1: no value"},
        {"\n#define XK_at 0x123456789\n", "line 2: no value"},
        {"#ifdef A\n#define XK_at 0x40\n", "the end of the file is missing"},
        {"#endif\n", "line 1: #endif without #if"},
        {"#if 1\n#endif\n#endif\n", "line 3: #endif without #if"},
        {"#define XK_surrogate 0x100d800\n", "line 1: no character"},
        {"#define XK_a\x1B[m 0x40\n", "line 1: no character"},
        {"#define XK_\xFF 0x40\n", "it is not UTF-8"},
    };

    (void)state;
    assert_bad(keysyms_read, files, COUNT(files));
}

static void test_every_cut_is_noticed(void **state)
{
    static const char file[] =
        "#ifdef XK_LATIN1\n#define XK_at 0x40 /* U+0040 COMMERCIAL AT */\n#endif\n";

    (void)state;
    assert_every_cut_is_noticed(keysyms_read, file, sizeof file - 1);
}

static void test_the_installed_file(void **state)
{
    struct file file = installed("../include/X11/keysymdef.h");

    (void)state;
    assert_true(assert_installed_is_good(keysyms_read, &file) > 1500);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_what_is_not_a_character),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
