/*
 * Characters with both presentations, from emoji-variation-sequences.txt.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

#define END "#EOF\n"

static void test_characters_have_two_styles(void **state)
{
    static const struct good_file files[] = {
        {"# emoji-variation-sequences.txt\n\n"
         "0023 FE0E  ; text style;  # (1.1) NUMBER SIGN\n"
         "0023 FE0F  ; emoji style; # (1.1) NUMBER SIGN\n"
         "231A FE0E  ; text style;  # (1.1) WATCH\n"
         "231A FE0F  ; emoji style; # (1.1) WATCH\n"
         "1F6F3 FE0E ; text style;  # (7.0) PASSENGER SHIP\n"
         "1F6F3 FE0F ; emoji style; # (7.0) PASSENGER SHIP\n\n#Total sequences: 3\n\n" END,
         "0023 both\n231A both\n1F6F3 both\n"},
        {"231A FE0F;emoji style\n\n# in between\n231A FE0E;text style;x;y\n" END, "231A both\n"},
        {"231A FE0E ; text style\n231A FE0F ; emoji style\n"
         "0023 FE0E ; text style\n0023 FE0F ; emoji style\n" END,
         "231A both\n0023 both\n"},
        {"# none\n" END, ""},
    };

    (void)state;
    assert_good(emoji_variations_read, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "the file is empty"},
        {"231A FE0E ; text style;\n231A FE0F ; emoji style;\n", "the end of the file is missing"},
        {"231A FE0E ; text style;\n" END, "line 2: only one style of a character"},
        {"231A FE0E ; text style;\n231B FE0F ; emoji style;\n" END,
         "line 2: only one style of a character"},
        {"231A FE0E ; text style;\n231A FE0E ; text style;\n" END,
         "line 2: only one style of a character"},
        {"231A FE0E ; text style;\n231B FE0E ; text style;\n" END,
         "line 2: only one style of a character"},
        {"231A FE0F ; text style;\n231A FE0E ; emoji style;\n" END,
         "line 1: not the selector of its style"},
        {"231A FE00 ; text style;\n" END, "line 1: not the selector of its style"},
        {"231A FE0E ; style;\n" END, "line 1: not the selector of its style"},
        {"231A FE0E\n" END, "line 1: not the selector of its style"},
        {"231A FE0E ; text style;\n231A FE0F ; bold style;\n" END,
         "line 2: not the selector of its style"},
        {"231A ; text style;\n" END, "line 1: not a character and a selector"},
        {"0023 FE0F 20E3 ; emoji style;\n" END, "line 1: not a character and a selector"},
        {"D800 FE0E ; text style;\n" END, "line 1: not a character and a selector"},
        {"110000 FE0E ; text style;\n" END, "line 1: not a character and a selector"},
        {"231A..231B FE0E ; text style;\n" END, "line 1: not a character and a selector"},
        {"231A FE0E ; text style;\nWATCH ; emoji style;\n" END,
         "line 2: not a character and a selector"},
        {"0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061"
         " ; text style;\n" END,
         "line 1: not a character and a selector"},
    };

    (void)state;
    assert_bad(emoji_variations_read, files, COUNT(files));
}

static void test_every_cut_is_noticed(void **state)
{
    static const char file[] = "231A FE0E ; text style;\n231A FE0F ; emoji style;\n\n#EOF\n";

    (void)state;
    assert_every_cut_is_noticed(emoji_variations_read, file, sizeof file - 1);
}

static void test_the_installed_file(void **state)
{
    struct file file = installed("unicode/emoji/emoji-variation-sequences.txt");

    (void)state;
    assert_int_equal(assert_installed_is_good(emoji_variations_read, &file),
                     occurrences(&file, "; text style;"));
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters_have_two_styles),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
