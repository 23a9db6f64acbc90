/*
 * Entries through the queue: in order, whole, over the end of the ring, and from one thread to another.
 */

#include "server/access/queue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <pthread.h>
#include <sched.h>

#include <cmocka.h>

static struct access_queue queue;
static char target[ACCESS_TARGET_MAX];

static int begin(void **state)
{
    (void)state;
    return access_queue_init(&queue) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    access_queue_release(&queue);
    return 0;
}

/* An entry that says which one it is, in its target too. */
static bool push(unsigned number, size_t size)
{
    static char bytes[2 * ACCESS_TARGET_MAX];

    memset(bytes, 'a' + (int)(number % 26), sizeof bytes);
    return access_queue_push(
        &queue, &(struct access_entry){.status = number, .target = bytes, .target_size = size});
}

static bool pops(unsigned number, size_t size)
{
    struct access_entry entry;

    if (!access_queue_pop(&queue, &entry, target))
        return false;
    assert_int_equal(entry.status, number);
    assert_ptr_equal(entry.target, target);
    assert_int_equal(entry.target_size, size);
    for (size_t i = 0; i < size; i++)
        assert_int_equal(target[i], 'a' + (int)(number % 26));
    return true;
}

static void test_in_order_and_whole(void **state)
{
    (void)state;
    assert_false(pops(0, 0));
    for (unsigned i = 0; i < 3000; i++) { /* many times around the ring */
        assert_true(push(2 * i, i % ACCESS_TARGET_MAX));
        assert_true(push(2 * i + 1, 7));
        assert_true(pops(2 * i, i % ACCESS_TARGET_MAX));
        assert_true(pops(2 * i + 1, 7));
    }
    assert_false(pops(0, 0));
    assert_int_equal(queue.dropped, 0);
}

static void test_a_long_target_is_cut(void **state)
{
    (void)state;
    assert_true(push(1, ACCESS_TARGET_MAX + 1));
    assert_true(pops(1, ACCESS_TARGET_MAX));
}

static void test_an_entry_without_a_target(void **state)
{
    struct access_entry entry = {.telnet = true, .target_size = 99};

    (void)state;
    assert_true(access_queue_push(&queue, &entry));
    assert_true(access_queue_pop(&queue, &entry, target));
    assert_null(entry.target);
    assert_int_equal(entry.target_size, 0);
}

static void test_what_does_not_fit_is_dropped_and_counted(void **state)
{
    unsigned count = 0;

    (void)state;
    for (int round = 0; round < 3; round++) {
        for (count = 0; push(count, 500); count++)
            ;
        assert_in_range(count, 300, ACCESS_QUEUE_BYTES / 500);
        assert_false(push(count, 500));
        assert_int_equal(queue.dropped, 2 * (round + 1));
        for (unsigned i = 0; i < count; i++)
            assert_true(pops(i, 500)); /* what was there is unharmed */
        assert_false(pops(0, 0));
    }
}

enum { EXCHANGED = 20000 };

static void *push_all(void *context)
{
    (void)context;
    for (unsigned i = 0; i < EXCHANGED; i++)
        while (!push(i, i % 300))
            (void)sched_yield();
    return NULL;
}

static void test_between_two_threads(void **state)
{
    pthread_t thread;

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, push_all, NULL), 0);
    for (unsigned i = 0; i < EXCHANGED; i++)
        while (!pops(i, i % 300))
            (void)sched_yield();
    assert_int_equal(pthread_join(thread, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_in_order_and_whole, begin, end),
        cmocka_unit_test_setup_teardown(test_a_long_target_is_cut, begin, end),
        cmocka_unit_test_setup_teardown(test_an_entry_without_a_target, begin, end),
        cmocka_unit_test_setup_teardown(test_what_does_not_fit_is_dropped_and_counted, begin, end),
        cmocka_unit_test_setup_teardown(test_between_two_threads, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
