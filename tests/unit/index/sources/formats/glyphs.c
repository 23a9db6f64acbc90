/*
 * Names of glyphs, and files that are not a list of them.
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
        {"# Name: Adobe Glyph List\n"
         "A;0041\n"
         "Bmonospace;FF22\n"
         "dalethatafpatah;05D3 05B2\n"
         "\n"
         " zuhiragana ; 305A \n"
         "# END\n",
         "FF22 glyph (0) Bmonospace\n"
         "05D3+05B2 glyph (0) dalethatafpatah\n"
         "305A glyph (0) zuhiragana\n"},
        /* More code points than a sequence has. */
        {"one;0031\nlong;0031 0031 0031 0031 0031 0031 0031 0031 0031 0031 0031 0031 0031 0031 "
         "0031 "
         "0031 0031\n#END\n",
         "0031 glyph (0) one\n"},
        {"one;0031\n# END\nnot read", "0031 glyph (0) one\n"},
    };

    (void)state;
    assert_good(glyphs_read, files, COUNT(files) - 1);
    /* What comes after the end is not read, but has to be text. */
    assert_bad(glyphs_read, (const struct bad_file[]){{files[2].text, "the file ends in"}}, 1);
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "the file is empty"},
        {"one;0031\n", "the end of the file is missing"},
        {"one;0031\n# EN\n", "the end of the file is missing"},
        {"one;0031\n# END", "the file ends in the middle of a line"},
        {"one\n# END\n", "line 1: no code point"},
        {"one;\n# END\n", "line 1: no code point"},
        {"one;31\n# END\n", "line 1: no code point"},
        {"one;D800\n# END\n", "line 1: no code point"},
        {"one;110000\n# END\n", "line 1: no code point"},
        {"one;0031 x\n# END\n", "line 1: no code point"},
        {"one;0031\ntwo;0032;\n# END\n", "line 2: no code point"},
        {";0031\n# END\n", "line 1: no glyph name"},
        {"a\x1B;0031\n# END\n", "line 1: no glyph name"},
        {"\xFF;0031\n# END\n", "it is not UTF-8"},
        {"<html>\n", "line 1: no code point"},
    };

    (void)state;
    assert_bad(glyphs_read, files, COUNT(files));
}

static void test_every_cut_is_noticed(void **state)
{
    static const char file[] = "# Adobe\nBmonospace;FF22\none;0031\n# END\n";

    (void)state;
    assert_every_cut_is_noticed(glyphs_read, file, sizeof file - 1);
}

static void test_the_installed_file(void **state)
{
    struct file file = installed("aglfn/glyphlist.txt");

    (void)state;
    /* The license has two semicolons, and the 52 letters have no record. */
    assert_int_equal(assert_installed_is_good(glyphs_read, &file),
                     occurrences(&file, ";") - 2 - 52);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
