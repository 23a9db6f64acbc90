/*
 * Emoji in the order of emoji-test.txt.
 */

#include "index/sources/formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/print_records.h"

#define END "#EOF\n"

static void test_emoji_have_an_order(void **state)
{
    static const struct good_file files[] = {
        {"# group: Smileys & Emotion\n\n# subgroup: face-smiling\n"
         "1F600       ; fully-qualified     # \xF0\x9F\x98\x80 E1.0 grinning face\n"
         "263A FE0F   ; fully-qualified     # \xE2\x98\xBA\xEF\xB8\x8F E0.6 smiling face\n"
         "263A        ; unqualified         # \xE2\x98\xBA E0.6 smiling face\n"
         "1F441 200D  ; minimally-qualified # \xF0\x9F\x91\x81 E2.0 eye in speech bubble\n"
         "1F3FB       ; component           # \xF0\x9F\x8F\xBB E1.0 light skin tone\n"
         "0023 FE0F 20E3 ; fully-qualified  # #\xEF\xB8\x8F\xE2\x83\xA3 E0.6 keycap: #\n" END,
         "1F600 #1 grinning face (Smileys & Emotion)\n"
         "263A+FE0F #2 smiling face (Smileys & Emotion)\n"
         "1F3FB #3 light skin tone (Smileys & Emotion)\n"
         "0023+FE0F+20E3 #4 keycap: # (Smileys & Emotion)\n"},
        {"1F600 ; fully-qualified # x E1.0 face\n"
         "# group: Flags\n# group\n#group: Objects\n# subgroup: Symbols\n"
         "1F601 ; fully-qualified # x E1.0 face\n"
         " # group: Activities \n"
         "1F602 ; fully-qualified # x E1.0 face\n"
         "# group: Things of 2099\n"
         "1F603 ; fully-qualified # x E1.0 face\n" END,
         "1F600 #1 face\n"
         "1F601 #2 face (Flags)\n"
         "1F602 #3 face (Activities)\n"
         "1F603 #4 face\n"}, /* no group, or one that is not known */
        {"1F600;fully-qualified#x grinning face\n" END,
         "1F600 #1 grinning face\n"}, /* the format up to 2018 */
        {"1F600 ; fully-qualified # x Eeyore\n" END, "1F600 #1 Eeyore\n"},
        {"1F600 ; fully-qualified # x E1.0  E2 \n" END, "1F600 #1 E2\n"},
        {"0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061 0061"
         " ; fully-qualified # x E99.0 a crowd\n1F600 ; fully-qualified # x E1.0 face\n" END,
         "1F600 #2 face\n"}, /* too long, so ignored; the order is that of the file */
    };

    (void)state;
    assert_good(emoji_read, files, COUNT(files));
}

static void test_what_is_damaged(void **state)
{
    static const struct bad_file files[] = {
        {"", "the file is empty"},
        {"1F600 ; fully-qualified # x E1.0 grinning face\n", "the end of the file is missing"},
        {"1F600 ; fully-qualified # x E1.0 grinning face", "the file ends in the middle of a line"},
        {"1F600\n" END, "line 1: unknown status"},
        {"\n1F600 ; # x E1.0 grinning face\n" END, "line 2: unknown status"},
        {"1F600 ; qualified # x E1.0 grinning face\n" END, "line 1: unknown status"},
        {"1F600 ; fully-qualified\n" END, "line 1: no name"},
        {"1F600 ; fully-qualified #\n" END, "line 1: no name"},
        {"1F600 ; fully-qualified # x\n" END, "line 1: no name"},
        {"1F600 ; fully-qualified # x E1.0\n" END, "line 1: no name"},
        {"1F600 ; fully-qualified # x E1.0 a\x01z\n" END, "line 1: no name"},
        {"; fully-qualified # x E1.0 face\n" END, "line 1: no code points"},
        {"DC00 ; fully-qualified # x E1.0 face\n" END, "line 1: no code points"},
        {"1F600..1F602 ; fully-qualified # x E1.0 face\n" END, "line 1: no code points"},
        {"U+1F600 ; fully-qualified # x E1.0 face\n" END, "line 1: no code points"},
    };

    (void)state;
    assert_bad(emoji_read, files, COUNT(files));
}

static void test_every_cut_is_noticed(void **state)
{
    static const char file[] = "1F600 ; fully-qualified # x E1.0 grinning face\n"
                               "1F601 ; fully-qualified # x E1.0 beaming face\n\n#EOF\n";

    (void)state;
    assert_every_cut_is_noticed(emoji_read, file, sizeof file - 1);
}

static void test_the_installed_file(void **state)
{
    struct file file = installed("unicode/emoji/emoji-test.txt");

    (void)state;
    assert_int_equal(assert_installed_is_good(emoji_read, &file),
                     occurrences(&file, "; fully-qualified ") + occurrences(&file, "; component "));
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_emoji_have_an_order),
        cmocka_unit_test(test_what_is_damaged),
        cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_the_installed_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
