/*
 * One message a minute of each kind, and the number of those that were held back.
 */

#include "server/base/hush.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_one_message_a_minute(void **state)
{
    struct hush hush = {.until = 0};
    uint64_t held = 99;

    (void)state;
    assert_true(hush_ends(&hush, 1000, &held));
    assert_int_equal(held, 0);
    for (uint64_t now = 1000; now < 1000 + HUSH_MS; now += 1000)
        assert_false(hush_ends(&hush, now, &held));
    assert_true(hush_ends(&hush, 1000 + HUSH_MS, &held));
    assert_int_equal(held, 60);
    assert_true(hush_ends(&hush, 1000 + 2 * HUSH_MS, &held));
    assert_int_equal(held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_message_a_minute),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
