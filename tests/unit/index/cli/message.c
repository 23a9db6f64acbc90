/*
 * Messages as they appear on standard error.
 */

#include "index/cli/message.h"

#include "tests/unit/index/cli/capture.h"

static void test_a_message_is_one_line(void **state)
{
    static struct capture capture;

    (void)state;
    capture_begin(&capture, stderr);
    message_print("cannot open %s: %d", "/a\n/b\x1b[2J", 7);
    assert_string_equal(capture_end(&capture), "charfinder: cannot open /a\\n/b\\x1b[2J: 7\n");
}

static void test_no_message_is_too_long(void **state)
{
    static struct capture capture;
    static char text[CAPTURE_SIZE / 2];

    (void)state;
    memset(text, 'x', sizeof text - 1);
    capture_begin(&capture, stderr);
    message_print("%s", text);
    assert_int_equal(strlen(capture_end(&capture)), sizeof text - 1 + strlen("charfinder: \n"));
}

static void test_what_is_not_utf8(void **state)
{
    static struct capture capture;

    (void)state;
    capture_begin(&capture, stderr);
    message_print("%s", "\xff\xc2");
    assert_string_equal(capture_end(&capture), "charfinder: \\xff\\xc2\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_message_is_one_line),
        cmocka_unit_test(test_no_message_is_too_long),
        cmocka_unit_test(test_what_is_not_utf8),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
