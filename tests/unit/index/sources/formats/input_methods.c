/*
 * Rules of input methods that are spellings, and all that is not one.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

static void test_digraphs(void **state)
{
    static const struct good_file files[] = {
        {";; rfc1345.mim\n"
         "(input-method t rfc1345)\n"
         "(description \"Input &SP (0020)\")\n"
         "(map\n"
         " (map\n"
         "  (\"&NU\" 0x0)\n"
         "  (\"&p*\" ?\\\u03C0)\n"
         "  (\"&\\\"6\" ?\u201C)\n"
         "  (\"&y+,\" \"\uFEF3\")\n"
         "  ))\n"
         "(state\n (init\n  (map)))\n",
         "0000 digraph (0) NU\n03C0 digraph (0) p*\n201C digraph (0) \"6\nFEF3 digraph (0) y+,\n"},
        {"(map (one (\"&a!\" ?\u00E0)) (two (\"&e!\" 232)))\n",
         "00E0 digraph (0) a!\n00E8 digraph (0) e!\n"},
    };

    (void)state;
    assert_good(digraphs_read, files, COUNT(files));
}

static void test_commands(void **state)
{
    static const struct good_file files[] = {
        {"(map\n"
         "  (math\n"
         "    (\"infty\" \"\u221E\") ; a comment\n"
         "    (\"hat\" 0x0302)\n"
         "    (\"nsubset\" \"\u2282\u0338\")\n"
         "  ))\n",
         "221E latex (0) \\infty\n0302 latex (0) \\hat\n2282+0338 latex (0) \\nsubset\n"},
        /* What is not the name of a command, and characters of ASCII. */
        {"(map (math (\":=\" \"\u2254\") (\"c1\" \"x\") (\"la\" \"a\") (\"x\" \"\u00D7\")"
         " (\"\" \"\u00D7\")))\n",
         ""},
    };

    (void)state;
    assert_good(latex_read, files, COUNT(files));
}

static void test_what_is_not_a_spelling(void **state)
{
    static const struct good_file files[] = {
        {"(map (map (\"a!\" ?x) (\"&a\" ?x) (\"&\" ?x) (\"\" ?x)))\n", ""},
        {"(map (map ((Left) ?x) ((\"&ab\") ?x) (ab ?x) (?x ?y)))\n", ""},
        {"(map (map (\"&ab\") (\"&ab\" ?x ?y) (\"&ab\" (delete @0) (\"xy\")) (\"&ab\" "
         "(\"xy\"))))\n",
         ""},
        {"(map (map (\"&ab\" ?x (shift init)) (\"&ab\" sym) (\"&ab\" \"\")))\n", ""},
        {"(map (map (\"&ab\" 0xD800) (\"&ab\" 0x110000) (\"&ab\" 99999999999)))\n", ""},
        {"(map (map (\"&ab\" \"12345678901234567\")))\n", ""},
        /* Elsewhere than in a map. */
        {"(state (init (\"&ab\" ?x)))\n", ""},
        {"(\"map\" (map (\"&ab\" ?x)))\n", ""},
        {"(x map (map (\"&ab\" ?x)))\n", ""},
        {"map (\"&ab\" ?x)\n", ""},
        {"(map (\"&ab\" ?x))\n", ""},
        {"(map (map (deeper (\"&ab\" ?x))))\n", ""},
        /* Longer than any spelling. */
        {"(map (map (\"&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" "
         "?x)))\n",
         ""},
    };

    (void)state;
    assert_good(digraphs_read, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "the file is empty"},
        {"(map (map (\"&a!\" ?x)\n", "line 2: a list is not closed"},
        {"(map (map (\"&a! ?x)))\n", "line 2: a text is not closed"},
        {"(map (map (\"&a!\" ?x))))\n", "line 1: a list is closed that was not opened"},
        {"(map (map (\"&a!\" ?\xFF)))\n", "it is not UTF-8"},
    };

    (void)state;
    assert_bad(digraphs_read, files, COUNT(files));
    assert_bad(latex_read, files, COUNT(files));
}

static void test_every_cut_is_noticed(void **state)
{
    static const char file[] = "(map (map (\"&a!\" ?x) (\"ab\" \"\u00D7\")))\n";

    (void)state;
    assert_every_cut_is_noticed(digraphs_read, file, sizeof file - 1);
    assert_every_cut_is_noticed(latex_read, file, sizeof file - 1);
}

static void test_the_installed_files(void **state)
{
    struct file digraphs = installed("m17n/rfc1345.mim");
    struct file latex = installed("m17n/math-latex.mim");

    (void)state;
    assert_true(assert_installed_is_good(digraphs_read, &digraphs) > 1900);
    assert_true(assert_installed_is_good(latex_read, &latex) > 400);
    file_release(&digraphs);
    file_release(&latex);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digraphs),
        cmocka_unit_test(test_commands),
        cmocka_unit_test(test_what_is_not_a_spelling),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_the_installed_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
