/*
 * Values in messages: cut between two characters, and quoted on one line.
 */

#include "server/config/shown.h"

#include "tests/unit/server/config/loading.h"

static void test_a_long_value_is_cut_between_characters(void **state)
{
    char shown[VALUE_SHOWN], text[LINE_SIZE];

    (void)state;
    value_show(shown, "short", 5);
    assert_string_equal(shown, "short");
    memset(text, 'a', sizeof text);
    value_show(shown, text, VALUE_SHOWN - 1);
    assert_int_equal(strlen(shown), VALUE_SHOWN - 1);
    value_show(shown, text, VALUE_SHOWN);
    assert_int_equal(strlen(shown), VALUE_SHOWN - 1);
    assert_string_equal(shown + VALUE_SHOWN - 1 - strlen("…"), "…");
    for (size_t at = 0; at + 3 < sizeof text; at += 3)
        memcpy(text + at, "☀", 3);
    value_show(shown, text, sizeof text - 2);
    assert_int_equal(strlen(shown) % 3, 0);
}

static void test_a_value_is_quoted_on_one_line(void **state)
{
    char shown[VALUE_SHOWN];

    (void)state;
    assert_int_equal(value_show_quoted(shown, ""), 0);
    assert_string_equal(shown, "''");
    assert_int_equal(value_show_quoted(shown, "a\nb\xff"), 0);
    assert_string_equal(shown, "'a\\nb\\xff'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_long_value_is_cut_between_characters),
        cmocka_unit_test(test_a_value_is_quoted_on_one_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
