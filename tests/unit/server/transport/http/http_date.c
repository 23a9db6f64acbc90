/*
 * Dates of replies, and that one is written only when the second is another one.
 */

#include "server/transport/http/http_date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_dates(void **state)
{
    static const struct {
        uint64_t milliseconds;
        const char *text;
    } dates[] = {
        {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
        {784111777000, "Sun, 06 Nov 1994 08:49:37 GMT"}, /* RFC 9110's own */
        {784111777999, "Sun, 06 Nov 1994 08:49:37 GMT"},
        {951782400000, "Tue, 29 Feb 2000 00:00:00 GMT"},
        {1798761599000, "Thu, 31 Dec 2026 23:59:59 GMT"},
        {1798761600000, "Fri, 01 Jan 2027 00:00:00 GMT"},
    };
    struct http_date date = {.second = 0};

    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        http_date_set(&date, dates[i].milliseconds);
        assert_string_equal(date.text, dates[i].text);
        assert_int_equal(date.second, dates[i].milliseconds / 1000);
    }
}

static void test_it_is_written_once_a_second(void **state)
{
    struct http_date date = {.second = 0};

    (void)state;
    http_date_set(&date, 784111777000);
    date.text[0] = 'X';
    http_date_set(&date, 784111777999);
    assert_int_equal(date.text[0], 'X');
    http_date_set(&date, 784111778000);
    assert_string_equal(date.text, "Sun, 06 Nov 1994 08:49:38 GMT");
    http_date_set(&date, 784111777000); /* the clock was set back */
    assert_string_equal(date.text, "Sun, 06 Nov 1994 08:49:37 GMT");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_it_is_written_once_a_second),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
