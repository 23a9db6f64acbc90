/*
 * Sequences of the Compose key that can be typed as text, and all others.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

static void test_sequences(void **state)
{
    static const struct good_file files[] = {
        {"# UTF-8 (Unicode) Compose sequences\n"
         "<Multi_key> <minus> <greater>\t\t: \"\u2192\"\tU2192 # RIGHTWARDS ARROW\n"
         "<Multi_key> <p> <exclam>\t: \"\u00B6\"\tparagraph # PILCROW SIGN\n"
         "<Multi_key> <parenleft> <1> <0> <parenright>: \"\u2469\"   U2469\n"
         "<Multi_key> <less> <space> <less> : \"\u00AB\"\n",
         "2192 compose (0) ->\n00B6 compose (0) p!\n2469 compose (0) (10)\n00AB compose (0) < <\n"},
        /* Several characters, and those that are escaped. */
        {"<Multi_key> <apostrophe> <J>\t: \"J\u0301\"\t# J WITH ACUTE\n"
         "<Multi_key> <v> <l>:\"\\\"\" quotedbl\n"
         "<Multi_key><slash><slash>:\"\\\\\"\n",
         "004A+0301 compose (0) 'J\n0022 compose (0) vl\n005C compose (0) //\n"},
    };

    (void)state;
    assert_good(compose_read, files, COUNT(files));
}

static void test_every_key_of_ascii_has_a_character(void **state)
{
    static const struct good_file files[] = {
        {"<Multi_key> <exclam> <quotedbl> <numbersign> <dollar> <percent> <ampersand> <apostrophe> "
         "<parenleft> <parenright> <asterisk> <plus> <comma> <minus> <period> <slash> <colon> "
         "<semicolon> <less> <equal> <greater> : \"x\"\n"
         "<Multi_key> <question> <at> <bracketleft> <backslash> <bracketright> <asciicircum> "
         "<underscore> <grave> <braceleft> <bar> <braceright> <asciitilde> <a> <z> <A> <Z> <0> <9> "
         ": \"x\"\n",
         "0078 compose (0) !\"#$%&'()*+,-./:;<=>\n0078 compose (0) ?@[\\]^_`{|}~azAZ09\n"},
    };

    (void)state;
    assert_good(compose_read, files, COUNT(files));
}

static void test_what_is_not_a_spelling(void **state)
{
    static const struct good_file files[] = {
        {"<dead_acute> <a> : \"\u00E1\" aacute\n", ""},
        {"<Multi_key> <dead_acute> <a> : \"\u00E1\"\n", ""},
        {"<Multi_key> <Greek_alpha> <minus> : \"x\"\n<Multi_key> <U2395> <minus> : \"x\"\n", ""},
        {"<Multi_key> <KP_1> <KP_2> : \"\u00BD\"\n<Multi_key> <\u00E9> <a> : \"x\"\n", ""},
        {"<Multi_key> <space> <minus> : \"~\"\n<Multi_key> <minus> <space> : \"~\"\n", ""},
        {"<Multi_key> <minus> : \"~\"\n<Multi_key> : \"~\"\n<minus> <greater> : \"\u2192\"\n", ""},
        {"<Multi_key> <a> <Multi_key> <b> : \"x\"\n", ""},
        {"include \"%L\"\nNone <a> : \"b\"\n\n", ""},
        /* Longer than any spelling or sequence. */
        {"<Multi_key> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> "
         "<a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> <a> : \"x\"\n",
         ""},
        {"<Multi_key> <a> <a> : \"12345678901234567\"\n", ""},
    };

    (void)state;
    assert_good(compose_read, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "the file is empty"},
        {"<Multi_key> <a> <b> : \"x\"", "the file ends in the middle of a line"},
        {"<Multi_key> <a> <b>\n", "line 1: no keys"},
        {"\n<Multi_key <a> <b> \"x\"\n", "line 2: no keys"},
        {"<Multi_key\n", "line 1: no keys"},
        {"<\n", "line 1: no keys"},
        {"<Multi_key> <a> b : \"x\"\n", "line 1: no keys"},
        {"<Multi_key> <a> <b> :\n", "line 1: no text in quotation marks"},
        {"<Multi_key> <a> <b> : x\n", "line 1: no text in quotation marks"},
        {"<Multi_key> <a> <b> : \"\"\n", "line 1: no text in quotation marks"},
        {"<Multi_key> <a> <b> : \"x\n", "line 1: no text in quotation marks"},
        {"<Multi_key> <a> <b> : \"x\\\n", "line 1: no text in quotation marks"},
        {"<dead_acute> <a> : x\n", "line 1: no text in quotation marks"},
        {"<Multi_key> <a> <b> : \"\xED\xA0\x80\"\n", "it is not UTF-8"},
    };

    (void)state;
    assert_bad(compose_read, files, COUNT(files));
}

static void test_the_installed_file(void **state)
{
    struct file file = installed("X11/locale/en_US.UTF-8/Compose");

    (void)state;
    assert_true(assert_installed_is_good(compose_read, &file) > 1000);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sequences),
        cmocka_unit_test(test_every_key_of_ascii_has_a_character),
        cmocka_unit_test(test_what_is_not_a_spelling),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
