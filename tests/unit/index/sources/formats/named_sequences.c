/*
 * Named sequences.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

#define END "# EOF\n"

static void test_sequences(void **state)
{
    static const struct good_file files[] = {
        {"# NamedSequences-15.0.0.txt\n\n# Keycaps\n"
         "KEYCAP NUMBER SIGN;0023 FE0F 20E3\n"
         "DEVANAGARI SEQUENCE FOR LETTER QA; 0915 093C\n" END,
         "0023+FE0F+20E3 #0 KEYCAP NUMBER SIGN\n"
         "0915+093C #0 DEVANAGARI SEQUENCE FOR LETTER QA\n"},
        {"SIXTEEN;0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 "
         "0062\n" END,
         "0061+0061+0061+0061+0061+0061+0061+0061+0061+0061+0061+0061+0061+0061+0061+0062 #0 "
         "SIXTEEN\n"},
        {"SEVENTEEN;0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 "
         "0061 0061\nTWO;0061 0062\n" END,
         "0061+0062 #0 TWO\n"}, /* too long, so ignored */
    };

    (void)state;
    assert_good(named_sequences_read, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "the file is empty"},
        {"TWO;0061 0062\n", "the end of the file is missing"},
        {"TWO\n" END, "line 1: no code points"},
        {"TWO;\n" END, "line 1: no code points"},
        {"# none\nTWO;;0061 0062\n" END, "line 2: no code points"},
        {"TWO;0061 D800\n" END, "line 1: no code points"},
        {"TWO;0061 110000\n" END, "line 1: no code points"},
        {"TWO;0061,0062\n" END, "line 1: no code points"},
        {"TWO;<0061 0062>\n" END, "line 1: no code points"},
        {"0061 0062;TWO\n" END, "line 1: no code points"},
        {";0061 0062\n" END, "line 1: no name"},
        {"T\x07O;0061 0062\n" END, "line 1: no name"},
    };

    (void)state;
    assert_bad(named_sequences_read, files, COUNT(files));
}

static void test_every_cut_is_noticed(void **state)
{
    static const char file[] = "TWO;0061 0062\nKEYCAP DIGIT ONE;0031 FE0F 20E3\n\n# EOF\n";

    (void)state;
    assert_every_cut_is_noticed(named_sequences_read, file, sizeof file - 2);
}

static void test_the_installed_file(void **state)
{
    struct file file = installed("unicode/NamedSequences.txt");
    unsigned lines = 0;

    (void)state;
    for (int c = 'A'; c <= 'Z'; c++)
        lines += occurrences(&file, (const char[]){'\n', (char)c, '\0'});
    assert_int_equal(assert_installed_is_good(named_sequences_read, &file), lines);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sequences),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
