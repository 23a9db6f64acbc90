/*
 * Turns as a script: who takes how many steps, who queues, and who comes next.
 */

#include "server/transport/base/turns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum {
    FEW = 500,     /* steps of a small query */
    MANY = 200000, /* and of an expensive one */
    LONG = 100,    /* rounds after which a record is settled */
};

static struct turn peer(void)
{
    struct turn turn;

    turn_init(&turn, TURN_SESSION);
    return turn;
}

/* A reactor's turn in which the peer has work of that many steps: at once where it may, else when the
 * queue comes to it. Returns whether it worked. */
static bool work(struct turns *turns, struct turn *turn, int64_t steps)
{
    if (!turn_begin(turns, turn)) {
        turn_queue(turns, turn);
        return false;
    }
    (void)turn_take(turns, turn, steps);
    return true;
}

static void settle(struct turns *turns, struct turn *turn, int64_t steps)
{
    for (int round = 0; round < LONG; round++) {
        turns_begin(turns);
        if (!work(turns, turn, steps)) {
            assert_ptr_equal(turns_next(turns), turn);
            assert_true(work(turns, turn, steps));
        }
    }
    turns_begin(turns);
}

static void test_a_round_ends_when_its_steps_are_taken(void **state)
{
    struct turn one = peer(), other = peer();
    struct turns turns;

    (void)state;
    turns_init(&turns);
    assert_true(turn_begin(&turns, &one));
    assert_true(turn_take(&turns, &one, TURN_STEPS - 1));
    assert_true(turn_begin(&turns, &one)); /* the same turn goes on */
    assert_true(turn_begin(&turns, &other));
    assert_false(turn_take(&turns, &other, 1));
    assert_false(turn_begin(&turns, &one));
    assert_false(turn_begin(&turns, &other));
    turn_queue(&turns, &one);
    assert_null(turns_next(&turns));
    turns_begin(&turns);
    assert_ptr_equal(turns_next(&turns), &one);
}

/* Many that are new, each with an expensive query: one of them is answered in each round. */
static void test_a_round_is_bounded_however_many_begin(void **state)
{
    enum { PEERS = 100 };
    struct turn peers[PEERS];
    struct turns turns;
    int worked = 0;

    (void)state;
    turns_init(&turns);
    for (int i = 0; i < PEERS; i++) {
        peers[i] = peer();
        worked += work(&turns, &peers[i], MANY);
    }
    assert_int_equal(worked, 1);
    for (int round = 1; round < PEERS; round++) {
        struct turn *next;

        turns_begin(&turns);
        next = turns_next(&turns);
        assert_ptr_equal(next, &peers[round]); /* in the order in which they came */
        assert_false(turn_take(&turns, next, MANY));
        assert_null(turns_next(&turns));
    }
    assert_false(turns_wait(&turns));
}

/* One that asks little works at once in every round, though others queue. */
static void test_a_light_one_does_not_queue(void **state)
{
    struct turn light = peer(), heavy[3] = {peer(), peer(), peer()};
    struct turns turns;

    (void)state;
    turns_init(&turns);
    settle(&turns, &light, FEW);
    for (int i = 0; i < 3; i++)
        settle(&turns, &heavy[i], MANY);
    for (int round = 0; round < LONG; round++) {
        struct turn *next;

        turns_begin(&turns);
        for (int i = 0; i < 3; i++)
            (void)work(&turns, &heavy[i], MANY); /* their input comes first */
        assert_true(work(&turns, &light, FEW));
        next = turns_next(&turns);
        assert_non_null(next);
        assert_false(turn_take(&turns, next, MANY));
        assert_null(turns_next(&turns));
        turn_queue(&turns, next);
    }
}

/* One that has asked little comes before one that is new, and that before one that has asked much. */
static void test_levels_come_in_order(void **state)
{
    struct turn light = peer(), fresh = peer(), heavy = peer();
    struct turns turns;

    (void)state;
    turns_init(&turns);
    settle(&turns, &light, FEW);
    settle(&turns, &heavy, MANY);
    turn_queue(&turns, &heavy);
    turn_queue(&turns, &fresh);
    turn_queue(&turns, &light);
    turns.round = 1;
    turns_begin(&turns);
    assert_ptr_equal(turns_next(&turns), &light);
    assert_ptr_equal(turns_next(&turns), &fresh);
    assert_ptr_equal(turns_next(&turns), &heavy);
    assert_null(turns_next(&turns));
}

/* Pausing does not help, and a few small queries do not either. */
static void test_a_record_outlives_a_pause(void **state)
{
    struct turn heavy = peer();
    struct turns turns;

    (void)state;
    turns_init(&turns);
    settle(&turns, &heavy, MANY);
    for (int round = 0; round < 1000; round++)
        turns_begin(&turns);
    assert_false(turn_begin(&turns, &heavy));
    for (int round = 0; round < 8; round++) {
        turns_begin(&turns);
        assert_false(work(&turns, &heavy, FEW));
        assert_ptr_equal(turns_next(&turns), &heavy);
        assert_true(work(&turns, &heavy, FEW));
    }
    turns_begin(&turns);
    assert_false(turn_begin(&turns, &heavy));
    settle(&turns, &heavy, FEW);
    assert_true(turn_begin(&turns, &heavy)); /* in the end it is believed */
}

static void test_the_queue_is_round_robin(void **state)
{
    struct turn members[4];
    struct turns turns;

    (void)state;
    turns_init(&turns);
    for (size_t i = 0; i < 4; i++) {
        members[i] = peer();
        settle(&turns, &members[i], MANY);
    }
    for (size_t i = 0; i < 4; i++)
        turn_queue(&turns, &members[i]);
    for (size_t i = 0; i < 12; i++) { /* each takes all of a round */
        turns_begin(&turns);
        assert_ptr_equal(turns_next(&turns), &members[i % 4]);
        assert_false(turn_take(&turns, &members[i % 4], MANY));
        turn_queue(&turns, &members[i % 4]);
        assert_null(turns_next(&turns));
        assert_true(turns_wait(&turns));
    }
}

/* Light ones take all steps of all rounds: the heavy one is served now and then. */
static void test_nobody_starves(void **state)
{
    enum { LIGHT = 200 };
    struct turn light[LIGHT], heavy = peer();
    struct turns turns;
    int served = 0;

    (void)state;
    turns_init(&turns);
    settle(&turns, &heavy, MANY);
    for (int i = 0; i < LIGHT; i++) {
        light[i] = peer();
        settle(&turns, &light[i], FEW);
    }
    for (int round = 0; round < LONG; round++) {
        struct turn *next;

        turns_begin(&turns);
        turn_queue(&turns, &heavy);
        for (int i = 0; i < LIGHT; i++)
            (void)work(&turns, &light[i], FEW);
        while ((next = turns_next(&turns))) {
            served += next == &heavy;
            (void)turn_take(&turns, next, next == &heavy ? MANY : FEW);
        }
    }
    assert_in_range(served, LONG / TURN_FAIR / 3, LONG / TURN_FAIR);
}

static void test_one_round_serves_many_that_take_little(void **state)
{
    struct turn members[15];
    struct turns turns;

    (void)state;
    turns_init(&turns);
    for (size_t i = 0; i < 15; i++) {
        members[i] = peer();
        turn_queue(&turns, &members[i]);
    }
    for (size_t i = 0; i < 10; i++) {
        assert_ptr_equal(turns_next(&turns), &members[i]);
        (void)turn_take(&turns, &members[i], TURN_STEPS / 10);
    }
    assert_null(turns_next(&turns));
    turns_begin(&turns);
    assert_ptr_equal(turns_next(&turns), &members[10]);
}

/* A peer that is asked in any order works when it is first in the queue, and the next one after it. */
static void test_the_first_of_the_queue_may_begin(void **state)
{
    struct turn members[3] = {peer(), peer(), peer()};
    struct turns turns;

    (void)state;
    turns_init(&turns);
    for (size_t i = 0; i < 3; i++)
        turn_queue(&turns, &members[i]);
    assert_false(turn_begin(&turns, &members[1]));
    assert_ptr_equal(turns_next(&turns), &members[0]);
    assert_false(turn_begin(&turns, &members[2]));
    for (size_t i = 1; i < 3; i++) {
        assert_true(turn_begin(&turns, &members[i]));
        assert_true(turn_take(&turns, &members[i], FEW));
    }
    assert_false(turns_wait(&turns));
}

static void test_work_in_common_shortens_the_round(void **state)
{
    struct turn turn = peer();
    struct turns turns;

    (void)state;
    turns_init(&turns);
    turns_take(&turns, TURN_STEPS);
    assert_false(turn_begin(&turns, &turn));
}

static void test_one_may_leave_from_anywhere(void **state)
{
    (void)state;
    for (size_t leaving = 0; leaving < 3; leaving++) {
        struct turn members[4] = {peer(), peer(), peer(), peer()};
        struct turns turns;

        turns_init(&turns);
        for (size_t i = 0; i < 3; i++)
            turn_queue(&turns, &members[i]);
        turn_leave(&turns, &members[leaving]);
        turn_leave(&turns, &members[leaving]); /* it may be gone already */
        turn_queue(&turns, &members[3]);
        turn_queue(&turns, &members[3]); /* and be there already */
        for (size_t i = 0; i < 4; i++) {
            if (i == leaving)
                continue;
            assert_ptr_equal(turns_next(&turns), &members[i]);
        }
        assert_false(turns_wait(&turns));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_round_ends_when_its_steps_are_taken),
        cmocka_unit_test(test_a_round_is_bounded_however_many_begin),
        cmocka_unit_test(test_a_light_one_does_not_queue),
        cmocka_unit_test(test_levels_come_in_order),
        cmocka_unit_test(test_a_record_outlives_a_pause),
        cmocka_unit_test(test_the_queue_is_round_robin),
        cmocka_unit_test(test_nobody_starves),
        cmocka_unit_test(test_one_round_serves_many_that_take_little),
        cmocka_unit_test(test_the_first_of_the_queue_may_begin),
        cmocka_unit_test(test_work_in_common_shortens_the_round),
        cmocka_unit_test(test_one_may_leave_from_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
