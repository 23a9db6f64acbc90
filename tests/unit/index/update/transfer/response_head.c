/*
 * Heads of responses, line by line.
 */

#include "index/update/transfer/response_head.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct response_head head;

static void line(const char *text)
{
    response_head_line(&head, text, strlen(text));
}

static void test_validators(void **state)
{
    (void)state;
    line("HTTP/1.1 200 OK\r\n");
    assert_string_equal(response_head_validator(&head), "");
    line("last-modified:  Tue, 01 Jan 2030 00:00:00 GMT \r\n");
    assert_string_equal(response_head_validator(&head), "Tue, 01 Jan 2030 00:00:00 GMT");
    line("ETag: \"a\"\r\n");
    assert_string_equal(response_head_validator(&head), "\"a\"");
    line("ETagX: \"b\"\r\n");
    line("\r\n");
    line("");
    line(":");
    assert_string_equal(response_head_validator(&head), "\"a\"");
    line("HTTP/1.1 200 OK\r\n"); /* after a redirection */
    assert_string_equal(response_head_validator(&head), "");
}

static void test_ranges(void **state)
{
    static const char *const bad[] = {"bytes", "bytes */200", "pages 1-2/3", "", "bytes -5/9"};

    (void)state;
    line("Content-Range: bytes 100-199/200\r\n");
    assert_true(head.has_range);
    assert_int_equal(head.range_start, 100);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[100];

        (void)snprintf(text, sizeof text, "Content-Range: %s\r\n", bad[i]);
        line(text);
        assert_false(head.has_range && head.range_start < 1000);
    }
}

static void test_hostile_values(void **state)
{
    static char text[1000] = "ETag: \"";

    (void)state;
    memset(text + 7, 'a', sizeof text - 8);
    line("HTTP/1.1 200 OK\r\n");
    line(text);
    assert_string_equal(response_head_validator(&head), "");
    response_head_line(&head, "ETag: a\0b\r\n", 11);
    assert_string_equal(response_head_validator(&head), "");
    line("ETag: a\nb");
    assert_string_equal(response_head_validator(&head), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_validators),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_hostile_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
