/*
 * Steps become thousandths that never fall and stay within their share, however wrong the estimate.
 * After the callback has refused, it is not called again.
 */

#include "index/builder/watch.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct listener {
    unsigned calls, last;
    unsigned calls_max; /* how many calls return true */
};

static bool listen(void *context, unsigned permille)
{
    struct listener *listener = context;

    assert_true(permille >= listener->last && permille <= 1000);
    listener->last = permille;
    return ++listener->calls <= listener->calls_max;
}

static void begin(struct watch *watch, struct listener *listener, unsigned calls_max)
{
    *listener = (struct listener){.calls_max = calls_max};
    *watch = (struct watch){.progress = listen, .context = listener};
}

static void step(struct watch *watch, uint32_t steps)
{
    while (steps-- > 0)
        assert_int_equal(watch_step(watch), 0);
}

static void test_a_piece_of_work_takes_its_share(void **state)
{
    struct listener listener;
    struct watch watch;

    (void)state;
    begin(&watch, &listener, 1000000);
    assert_int_equal(watch_begin(&watch, 400, 100000), 0);
    assert_int_equal(listener.last, 0);
    step(&watch, 50000);
    assert_in_range(listener.last, 190, 200);
    step(&watch, 50000);
    assert_in_range(listener.last, 390, 400);
    assert_true(listener.calls > 100); /* often enough */
    assert_true(listener.calls < 1000);
    assert_int_equal(watch_begin(&watch, 1000, 100000), 0);
    assert_int_equal(listener.last, 400);
    step(&watch, 50000);
    assert_in_range(listener.last, 690, 700);
}

/* Sources may be larger than estimated. */
static void test_more_steps_than_were_expected(void **state)
{
    static const uint32_t expected[] = {0, 1, 511, 512, 600};

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        struct listener listener;
        struct watch watch;

        begin(&watch, &listener, 1000000);
        assert_int_equal(watch_begin(&watch, 300, expected[i]), 0);
        step(&watch, 5000);
        assert_int_equal(listener.last, 300);
        assert_int_equal(watch_begin(&watch, 1000, 5000), 0);
        assert_int_equal(listener.last, 300);
    }
}

/* The product of a share and a number of steps needs more than 32 bits. */
static void test_very_many_steps(void **state)
{
    struct listener listener;
    struct watch watch;

    (void)state;
    begin(&watch, &listener, 1000000);
    assert_int_equal(watch_begin(&watch, 1000, UINT32_MAX), 0);
    watch.done = UINT32_MAX / 512 * 512 - 1;
    assert_int_equal(watch_step(&watch), 0);
    assert_int_equal(listener.last, 999);
}

static void test_a_refusal_is_returned_at_once(void **state)
{
    struct listener listener;
    struct watch watch;
    uint32_t steps = 0;

    (void)state;
    begin(&watch, &listener, 0);
    assert_int_equal(watch_begin(&watch, 1000, 100), -ECANCELED);
    assert_int_equal(listener.calls, 1);
    begin(&watch, &listener, 2);
    assert_int_equal(watch_begin(&watch, 1000, 10000), 0);
    while (watch_step(&watch) == 0)
        assert_true(++steps < 10000);
    assert_int_equal(listener.calls, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_piece_of_work_takes_its_share),
        cmocka_unit_test(test_more_steps_than_were_expected),
        cmocka_unit_test(test_very_many_steps),
        cmocka_unit_test(test_a_refusal_is_returned_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
