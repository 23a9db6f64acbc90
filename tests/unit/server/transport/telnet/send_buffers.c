/*
 * Send buffers: each taken one is the taker's own, and only a bounded number of free ones is kept.
 */

#include "server/transport/telnet/send_buffers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "server/base/limits.h"

enum { MANY = SEND_BUFFERS_FREE + 20 };

static void test_taken_buffers_do_not_overlap(void **state)
{
    struct send_buffers buffers = {.count = 0};
    char *taken[MANY];

    (void)state;
    for (int round = 0; round < 2; round++) { /* new ones, then used ones */
        for (int i = 0; i < MANY; i++) {
            taken[i] = send_buffers_take(&buffers);
            assert_non_null(taken[i]);
            memset(taken[i], i, LIMIT_SEND);
        }
        for (int i = 0; i < MANY; i++) {
            assert_int_equal(taken[i][0], i);
            assert_int_equal(taken[i][LIMIT_SEND - 1], i);
            send_buffers_give_back(&buffers, taken[i]);
        }
        assert_int_equal(buffers.count, SEND_BUFFERS_FREE);
    }
    send_buffers_release(&buffers);
}

static void test_a_free_one_is_taken_first(void **state)
{
    struct send_buffers buffers = {.count = 0};
    char *buffer = send_buffers_take(&buffers);

    (void)state;
    send_buffers_give_back(&buffers, buffer);
    assert_ptr_equal(send_buffers_take(&buffers), buffer);
    assert_int_equal(buffers.count, 0);
    send_buffers_give_back(&buffers, buffer);
    send_buffers_give_back(&buffers, NULL);
    assert_int_equal(buffers.count, 1);
    send_buffers_release(&buffers);
    assert_int_equal(buffers.count, 0);
}

/* What was needed at once since the last trim stays; the second trim without a reply frees it. */
static void test_trimming_keeps_what_was_needed(void **state)
{
    struct send_buffers buffers = {.count = 0};
    char *taken[10];

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 10; i++)
            taken[i] = send_buffers_take(&buffers);
        for (int i = 0; i < 10; i++)
            send_buffers_give_back(&buffers, taken[i]);
        send_buffers_trim(&buffers);
        assert_int_equal(buffers.count, 10);
    }
    for (int i = 0; i < 3; i++)
        taken[i] = send_buffers_take(&buffers);
    for (int i = 0; i < 3; i++)
        send_buffers_give_back(&buffers, taken[i]);
    send_buffers_trim(&buffers);
    assert_int_equal(buffers.count, 3);
    send_buffers_trim(&buffers);
    assert_int_equal(buffers.count, 0);
    send_buffers_trim(&buffers);
    assert_int_equal(buffers.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_taken_buffers_do_not_overlap),
        cmocka_unit_test(test_a_free_one_is_taken_first),
        cmocka_unit_test(test_trimming_keeps_what_was_needed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
