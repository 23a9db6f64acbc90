/*
 * Messages on a terminal: what they quote cannot drive or reorder it.
 */

#include "index/cli/complain.h"

#include "tests/unit/index/cli/capture.h"

static void test_messages(void **state)
{
    static const struct {
        const char *quoted, *written;
    } cases[] = {
        {"cat", "charfinder: no 'cat'\n"},
        {"", "charfinder: no ''\n"},
        {"\u202Etac", "charfinder: no '\\u202Etac'\n"},
        {"a\u2028b\u2029", "charfinder: no 'a\\u2028b\\u2029'\n"},
        {"\033[2J\n\t", "charfinder: no '\\u001B[2J\\u000A\\u0009'\n"},
        {"\xff", "charfinder: no '\uFFFD'\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct capture capture;

        capture_begin(&capture, stderr);
        complain("no '%s'", cases[i].quoted);
        assert_string_equal(capture_end(&capture), cases[i].written);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_messages)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
