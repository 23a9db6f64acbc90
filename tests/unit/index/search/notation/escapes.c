/*
 * Escapes, alone and in a row.
 */

#include "tests/unit/index/search/notation/reading.h"

static void test_each_form(void **state)
{
    static const struct reading readings[] = {
        {"\\u2600", 1, {0x2600}},       {"\\U0001F600", 1, {0x1F600}},
        {"\\u{1F600}", 1, {0x1F600}},   {"\\u{7}", 1, {7}},
        {"\\xe9", 1, {0xE9}},           {"\\u{10FFFF}", 1, {0x10FFFF}},
        {"\\U0010FFFF", 1, {0x10FFFF}},
    };

    (void)state;
    assert_read(readings, COUNT(readings));
}

static void test_several_in_a_row(void **state)
{
    static const struct reading readings[] = {
        {"\\u2600\\u2601", 2, {0x2600, 0x2601}},
        {"\\x41\\U0001F600\\u{42}", 3, {0x41, 0x1F600, 0x42}},
    };

    (void)state;
    assert_read(readings, COUNT(readings));
}

static void test_surrogates_are_one_character_in_the_right_order(void **state)
{
    static const struct reading readings[] = {
        {"\\ud83d\\ude00", 1, {0x1F600}},
        {"\\uD83D\\uDE00\\uD83D\\uDE01", 2, {0x1F600, 0x1F601}},
        {"\\uDE00\\uD83D", 2, {0xDE00, 0xD83D}},
        {"\\u{D83D}\\xe9", 2, {0xD83D, 0xE9}},
        {"\\uD83D", 1, {0xD83D}},
    };

    (void)state;
    assert_read(readings, COUNT(readings));
}

static void test_backslashes_without_an_escape(void **state)
{
    static const char *const texts[] = {"\\",        "\\\\",       "\\n",       "\\N{SUN}",
                                        "\\2600",    "x\\u2600",   "\\uparrow", "\\xi",
                                        "\\Uparrow", "\\ulcorner", "\\xefg",    "\\ubeg"};

    (void)state;
    assert_no_match(texts, COUNT(texts));
}

static void test_malformed_from_the_escape_on(void **state)
{
    static const struct misreading misreadings[] = {
        {"\\u", 0},          {"\\u26", 0},      {"\\u260g", 0},     {"\\U0001F60", 0},
        {"\\U00110000", 0},  {"\\x", 0},        {"\\xg0", 0},       {"\\u{", 0},
        {"\\u{}", 0},        {"\\u{2600", 0},   {"\\u{110000}", 0}, {"\\u{2600}x", 8},
        {"\\u2600\\u26", 6}, {"\\u2600\\n", 6}, {"\\u2600\\", 6},
    };

    (void)state;
    assert_malformed(misreadings, COUNT(misreadings));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_form),
        cmocka_unit_test(test_several_in_a_row),
        cmocka_unit_test(test_surrogates_are_one_character_in_the_right_order),
        cmocka_unit_test(test_backslashes_without_an_escape),
        cmocka_unit_test(test_malformed_from_the_escape_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
