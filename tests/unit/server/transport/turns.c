/*
 * Turns as a script: who takes how many steps, who queues, and who comes next.
 */

#include "server/transport/turns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { FEW = TURN_STEPS / 10 };

static void spend(struct turns *turns, struct turn *turn)
{
    assert_true(turn_begin(turns, turn));
    assert_false(turn_take(turns, turn, TURN_STEPS));
    turn_queue(turns, turn);
}

static void test_a_turn_ends_when_its_steps_are_taken(void **state)
{
    struct turn turn = {.spent = false};
    struct turns turns;

    (void)state;
    turns_init(&turns);
    assert_true(turn_begin(&turns, &turn));
    assert_true(turn_take(&turns, &turn, TURN_STEPS - 1));
    assert_true(turn_begin(&turns, &turn)); /* the same round: no new allowance */
    assert_false(turn_take(&turns, &turn, 1));
    assert_false(turn_begin(&turns, &turn));
}

static void test_each_round_renews_the_allowance_of_a_light_one(void **state)
{
    struct turn turn = {.spent = false};
    struct turns turns;

    (void)state;
    turns_init(&turns);
    for (int round = 0; round < 100; round++) {
        assert_true(turn_begin(&turns, &turn));
        assert_true(turn_take(&turns, &turn, TURN_STEPS - 1));
        turns_begin(&turns);
        assert_null(turns_next(&turns));
        assert_false(turns_wait(&turns));
    }
}

/* A session that pauses after an expensive query does not jump the queue with the next one. */
static void test_a_spent_one_stays_so_until_it_has_queued(void **state)
{
    struct turn turn = {.spent = false};
    struct turns turns;

    (void)state;
    turns_init(&turns);
    assert_true(turn_begin(&turns, &turn));
    assert_false(turn_take(&turns, &turn, 10 * TURN_STEPS));
    for (int round = 0; round < 3; round++) {
        turns_begin(&turns);
        assert_false(turn_begin(&turns, &turn));
    }
    turn_queue(&turns, &turn);
    assert_ptr_equal(turns_next(&turns), &turn);
    assert_true(turn_begin(&turns, &turn));
    assert_true(turn_take(&turns, &turn, TURN_STEPS - 1)); /* no debt is left */
}

static void test_the_queue_is_round_robin(void **state)
{
    struct turn members[4] = {{.spent = false}};
    struct turns turns;

    (void)state;
    turns_init(&turns);
    for (size_t i = 0; i < 4; i++)
        spend(&turns, &members[i]);
    for (size_t i = 0; i < 12; i++) { /* each takes all of a round */
        turns_begin(&turns);
        assert_ptr_equal(turns_next(&turns), &members[i % 4]);
        spend(&turns, &members[i % 4]);
        assert_null(turns_next(&turns));
        assert_true(turns_wait(&turns));
    }
}

static void test_one_round_serves_many_that_take_little(void **state)
{
    struct turn members[15] = {{.spent = false}};
    struct turns turns;

    (void)state;
    turns_init(&turns);
    for (size_t i = 0; i < 15; i++)
        spend(&turns, &members[i]);
    turns_begin(&turns);
    for (size_t i = 0; i < 10; i++) {
        assert_ptr_equal(turns_next(&turns), &members[i]);
        assert_true(turn_take(&turns, &members[i], FEW));
    }
    assert_null(turns_next(&turns));
    turns_begin(&turns);
    assert_ptr_equal(turns_next(&turns), &members[10]);
}

static void test_one_may_leave_from_anywhere(void **state)
{
    (void)state;
    for (size_t leaving = 0; leaving < 3; leaving++) {
        struct turn members[4] = {{.spent = false}};
        struct turns turns;

        turns_init(&turns);
        for (size_t i = 0; i < 3; i++)
            spend(&turns, &members[i]);
        turn_leave(&turns, &members[leaving]);
        turn_leave(&turns, &members[leaving]); /* it may be gone already */
        spend(&turns, &members[3]);
        turn_queue(&turns, &members[3]); /* and be there already */
        for (size_t i = 0; i < 4; i++) {
            if (i == leaving)
                continue;
            turns_begin(&turns);
            assert_ptr_equal(turns_next(&turns), &members[i]);
        }
        assert_false(turns_wait(&turns));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_turn_ends_when_its_steps_are_taken),
        cmocka_unit_test(test_each_round_renews_the_allowance_of_a_light_one),
        cmocka_unit_test(test_a_spent_one_stays_so_until_it_has_queued),
        cmocka_unit_test(test_the_queue_is_round_robin),
        cmocka_unit_test(test_one_round_serves_many_that_take_little),
        cmocka_unit_test(test_one_may_leave_from_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
