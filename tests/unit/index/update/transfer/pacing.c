/*
 * Hosts have times of their own.
 */

#include "index/update/transfer/pacing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_hosts_have_times_of_their_own(void **state)
{
    struct pacing pacing = {.count = 0};

    (void)state;
    *pacing_next(&pacing, "http://a/x") = 5;
    *pacing_next(&pacing, "http://a:80/x") = 6;
    assert_int_equal(*pacing_next(&pacing, "http://a/y?z"), 5);
    assert_int_equal(*pacing_next(&pacing, "http://a"), 5);
    assert_int_equal(*pacing_next(&pacing, "https://a:80/"), 6);
    assert_int_equal(*pacing_next(&pacing, "http://ab/x"), 0);
    assert_int_equal(*pacing_next(&pacing, ""), 0);
}

static void test_the_table_has_an_end(void **state)
{
    struct pacing pacing = {.count = 0};
    char url[600];

    (void)state;
    for (int i = 0; i < 100; i++) {
        (void)snprintf(url, sizeof url, "http://host%d/", i);
        *pacing_next(&pacing, url) = i;
    }
    assert_int_equal(pacing.count, PACING_HOSTS);
    assert_int_equal(*pacing_next(&pacing, "http://host0/"), 0);
    assert_int_equal(*pacing_next(&pacing, "http://host50/"), 99);
    memset(url, 'a', sizeof url - 1);
    url[sizeof url - 1] = '\0';
    assert_non_null(pacing_next(&pacing, url));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hosts_have_times_of_their_own),
        cmocka_unit_test(test_the_table_has_an_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
