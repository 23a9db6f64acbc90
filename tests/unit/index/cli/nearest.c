/*
 * The nearest word, and the message that names it.
 */

#include "index/cli/nearest.h"

#include "tests/unit/index/cli/capture.h"

static const char *const words[] = {"auto", "always", "never", NULL};

static void test_the_nearest_word(void **state)
{
    (void)state;
    assert_string_equal(nearest_word("alwys", words), "always");
    assert_string_equal(nearest_word("NEVER", words), "never");
    assert_string_equal(nearest_word("al", words), "always");
    assert_null(nearest_word("rainbow", words));
    assert_null(nearest_word("", words));
    assert_null(nearest_word("auto", (const char *const[]){NULL}));
}

static void test_messages(void **state)
{
    struct capture errors;

    (void)state;
    capture_begin(&errors, stderr);
    (void)nearest_complain("color", "nevr", "auto, always or never", words);
    (void)nearest_complain("color", "\x1b[1m", "auto, always or never", words);
    (void)capture_end(&errors);
    assert_string_equal(errors.text, "charfinder: invalid value 'nevr' for --color: use auto, "
                                     "always or never; the nearest is never\n"
                                     "charfinder: invalid value '\\x1b[1m' for --color: use auto, "
                                     "always or never\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_nearest_word),
        cmocka_unit_test(test_messages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
