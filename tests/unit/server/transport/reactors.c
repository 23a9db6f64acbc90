/*
 * The threads of the reactors: how they start, what the main thread can ask of them, and how they end.
 * What a reactor does in its turns is tested in reactor.c.
 */

#include "server/transport/reactors.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_reactors.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sockets.h"

enum {
    THREADS = 3,
    TURNS = 100, /* to settle; more would be a loop */
};

static struct scripted_reactors scripted;
static size_t descriptors;

static int prepare(void **state)
{
    (void)state;
    descriptors = scripted_descriptors();
    scripted_rings_reset(true);
    scripted_indexer_set(CATALOG_READY, 0);
    return 0;
}

static int check_descriptors(void **state)
{
    (void)state;
    return scripted_descriptors() == descriptors ? 0 : -1;
}

static void start(void)
{
    struct reason reason;

    assert_int_equal(scripted_reactors_start(&scripted, THREADS, &reason), 0);
    (void)scripted_reactors_settle(&scripted, TURNS);
}

static void turn(unsigned number)
{
    scripted_reactors_turn(&scripted, number, 0);
}

static void finish(int expected)
{
    int error;

    assert_true(reactors_finished(scripted.reactors, &error));
    assert_int_equal(error, expected);
    scripted_reactors_free(&scripted);
}

static void test_freed_without_a_start(void **state)
{
    const struct config config = {.threads = THREADS, .max_sessions = 8, .max_connections = 8};
    const struct reactors_surroundings around = {.config = &config};
    struct reactors *reactors;
    struct reason reason;

    (void)state;
    assert_int_equal(reactors_new(&reactors, &around, &reason), 0);
    for (unsigned i = 0; i < THREADS; i++)
        assert_true(reactors_wakes(reactors)[i] >= 0);
    assert_int_equal(scripted_descriptors(), descriptors + THREADS);
    reactors_free(reactors);
    reactors_free(NULL);
}

/* Whichever ring cannot be set up: the reactors that run already are told to end. */
static void test_a_ring_that_cannot_be_set_up(void **state)
{
    (void)state;
    for (unsigned after = 0; after < THREADS; after++) {
        struct reason reason = {.text = ""};

        scripted_rings_reset(true);
        scripted_rings_refuse(after, -ENOMEM);
        assert_int_equal(scripted_reactors_start(&scripted, THREADS, &reason), -ENOMEM);
        assert_string_equal(reason.text, "the script refuses a ring");
        (void)scripted_reactors_settle(&scripted, TURNS);
        for (unsigned i = 0; i < THREADS; i++)
            assert_false(scripted.running[i]);
        scripted_reactors_free(&scripted);
    }
}

static void test_a_ping_is_answered_by_a_turn_of_each(void **state)
{
    (void)state;
    start();
    reactors_ping(scripted.reactors);
    assert_false(reactors_turned(scripted.reactors));
    turn(0);
    turn(1);
    assert_false(reactors_turned(scripted.reactors));
    turn(2);
    assert_true(reactors_turned(scripted.reactors));
    scripted_reactors_stop(&scripted);
    finish(0);
}

static void test_turns_are_counted_over_all(void **state)
{
    uint64_t before;

    (void)state;
    start();
    before = reactors_turns(scripted.reactors);
    turn(0);
    turn(2);
    turn(2);
    assert_int_equal(reactors_turns(scripted.reactors), before + 3);
    assert_int_equal(reactors_tidied(scripted.reactors), 0);
    scripted_reactors_stop(&scripted);
    finish(0);
}

/* One wake-up is enough, whatever it was for. */
static void test_an_order_wakes_all_of_them(void **state)
{
    int error;

    (void)state;
    start();
    reactors_relieve(scripted.reactors);
    reactors_drain(scripted.reactors);
    assert_false(reactors_finished(scripted.reactors, &error));
    (void)scripted_reactors_settle(&scripted, TURNS);
    finish(0);
}

/* The others go on: what to do about it is the main thread's to decide. */
static void test_the_error_of_one_is_told(void **state)
{
    int error;

    (void)state;
    start();
    scripted_reactors_turn(&scripted, 1, -EBADF);
    assert_false(reactors_finished(scripted.reactors, &error));
    assert_int_equal(error, -EBADF);
    assert_true(scripted.running[0] && scripted.running[2]);
    scripted_reactors_stop(&scripted);
    finish(-EBADF);
}

int main(void)
{
#define STORY(test) cmocka_unit_test_setup_teardown(test, prepare, check_descriptors)
    const struct CMUnitTest tests[] = {
        STORY(test_freed_without_a_start),
        STORY(test_a_ring_that_cannot_be_set_up),
        STORY(test_a_ping_is_answered_by_a_turn_of_each),
        STORY(test_turns_are_counted_over_all),
        STORY(test_an_order_wakes_all_of_them),
        STORY(test_the_error_of_one_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
