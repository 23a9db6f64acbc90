/*
 * Memory is returned when there is some, and nobody is busy; or after a while.
 */

#include "server/memory_return.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { BUSY = MEMORY_RETURN_CALM_TURNS, CALM = BUSY - 1 };

static void test_nothing_freed_is_nothing_to_return(void **state)
{
    struct memory_return memory = {.urgent = false};

    (void)state;
    assert_false(memory_return_now(&memory, 0, 0, 1));
    memory.urgent = true;
    assert_false(memory_return_now(&memory, 0, 0, 1 + MEMORY_RETURN_MS));
}

static void test_it_waits_until_the_reactors_are_calm(void **state)
{
    struct memory_return memory = {.urgent = false};
    uint64_t turns = 0;

    (void)state;
    assert_false(memory_return_now(&memory, 1, turns += BUSY, 1));
    assert_false(memory_return_now(&memory, 2, turns += BUSY, 2));
    assert_true(memory_return_now(&memory, 2, turns += CALM, 3));
    assert_false(memory_return_now(&memory, 2, turns, 4)); /* it is done */
    assert_true(memory_return_now(&memory, 3, turns, 5));
}

static void test_it_does_not_wait_forever(void **state)
{
    struct memory_return memory = {.urgent = false};
    uint64_t turns = 0;

    (void)state;
    assert_false(memory_return_now(&memory, 1, turns += BUSY, 7));
    assert_false(memory_return_now(&memory, 9, turns += BUSY, 6 + MEMORY_RETURN_MS));
    assert_true(memory_return_now(&memory, 9, turns += BUSY, 7 + MEMORY_RETURN_MS));
    /* The time begins again. */
    assert_false(memory_return_now(&memory, 10, turns += BUSY, 8 + MEMORY_RETURN_MS));
}

static void test_short_memory_does_not_wait(void **state)
{
    struct memory_return memory = {.urgent = true};

    (void)state;
    assert_true(memory_return_now(&memory, 1, BUSY, 1));
    assert_false(memory.urgent); /* until it is short again */
    assert_false(memory_return_now(&memory, 2, 2 * BUSY, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_freed_is_nothing_to_return),
        cmocka_unit_test(test_it_waits_until_the_reactors_are_calm),
        cmocka_unit_test(test_it_does_not_wait_forever),
        cmocka_unit_test(test_short_memory_does_not_wait),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
