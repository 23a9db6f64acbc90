/*
 * Housekeeping: when it comes round, what it frees, and that it ends when nothing is left to free.
 */

#include "server/transport/housekeeping.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "server/base/clock.h"
#include "tests/unit/server/transport/scripted_clock.h"
#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sessions.h"

enum { ROUND_MS = HOUSEKEEPING_SECONDS * 1000 + WHEEL_TICK_MS };

struct house {
    struct scripted_sessions scripted;
    struct housekeeping housekeeping;
};

static int set_up(void **state)
{
    static struct house house;
    struct reason reason;
    struct http_surroundings around = {
        .wheel = &house.scripted.wheel,
        .catalog = &house.scripted.catalog,
        .settings = &house.scripted.settings,
        .counters = &house.scripted.counters,
    };

    scripted_sessions_make(&house.scripted, 4);
    house.scripted.catalog.searches = search_cache_new((size_t)1024 * 1024);
    house.housekeeping = (struct housekeeping){
        .ring = house.scripted.ring,
        .wheel = &house.scripted.wheel,
        .sessions = house.scripted.sessions,
        .searches = house.scripted.catalog.searches,
    };
    if (http_new(&house.housekeeping.http, &around, 4, (size_t)1024 * 1024, &reason) < 0)
        return -1;
    housekeeping_init(&house.housekeeping);
    *state = &house;
    return 0;
}

static int tear_down(void **state)
{
    struct house *house = *state;

    housekeeping_release(&house->housekeeping);
    http_free(house->housekeeping.http);
    search_cache_free(house->scripted.catalog.searches);
    house->scripted.catalog.searches = NULL;
    scripted_sessions_free(&house->scripted);
    return 0;
}

/* Lets the time pass. Returns how many rounds were finished. */
static unsigned pass(struct house *house, uint64_t milliseconds)
{
    struct deadline *deadline;
    unsigned finished = 0;

    scripted_clock_pass(milliseconds);
    wheel_advance(&house->scripted.wheel, clock_now());
    while ((deadline = wheel_expired(&house->scripted.wheel))) {
        assert_int_equal(deadline->owner, DEADLINE_HOUSEKEEPING);
        finished += housekeeping_expire(&house->housekeeping);
    }
    return finished;
}

static void test_a_reactor_that_has_done_nothing_may_sleep(void **state)
{
    struct house *house = *state;

    assert_int_equal(pass(house, 10 * ROUND_MS), 0);
    assert_int_equal(wheel_wait(&house->scripted.wheel), -1);
    assert_int_equal(scripted_ring_trims(house->scripted.ring), 0);
}

static void test_it_comes_round_while_there_is_work_and_then_ends(void **state)
{
    struct house *house = *state;

    for (int i = 0; i < 5; i++) {
        housekeeping_worked(&house->housekeeping);
        housekeeping_worked(&house->housekeeping);
        assert_int_equal(pass(house, ROUND_MS / 2), 0);
        housekeeping_worked(&house->housekeeping); /* it does not put the round off */
        assert_int_equal(pass(house, ROUND_MS / 2 + WHEEL_TICK_MS), 1);
    }
    assert_int_equal(scripted_ring_trims(house->scripted.ring), 5);
    assert_int_equal(pass(house, ROUND_MS), 1);
    assert_int_equal(wheel_wait(&house->scripted.wheel), -1);
    assert_int_equal(pass(house, 10 * ROUND_MS), 0);
}

static void test_in_a_hurry_the_next_round_comes_at_once(void **state)
{
    struct house *house = *state;

    housekeeping_hurry(&house->housekeeping);
    assert_int_equal(pass(house, 2 * WHEEL_TICK_MS), 1);
    assert_int_equal(pass(house, 2 * WHEEL_TICK_MS), 0);
    housekeeping_worked(&house->housekeeping);
    housekeeping_hurry(&house->housekeeping);
    assert_int_equal(pass(house, 2 * WHEEL_TICK_MS), 1);
    assert_int_equal(pass(house, ROUND_MS), 1);
    assert_int_equal(wheel_wait(&house->scripted.wheel), -1);
}

static void cache(struct house *house, unsigned number)
{
    const struct search_options options = {.scope = SCOPE_NAME};
    struct query_error error;
    struct search search;
    char text[20];
    int size = snprintf(text, sizeof text, "U+%X", 0x2600 + number);

    assert_int_equal(search_cache_open(house->scripted.catalog.searches, &search,
                                       house->scripted.catalog.index, &options, text, (size_t)size,
                                       &error),
                     SEARCH_OK);
    search_release(&search);
}

static bool is_cached(struct house *house, unsigned number)
{
    uint64_t before = search_cache_hits(house->scripted.catalog.searches);

    cache(house, number);
    return search_cache_hits(house->scripted.catalog.searches) > before;
}

static void test_results_that_nobody_asks_for_are_dropped(void **state)
{
    struct house *house = *state;

    cache(house, 0);
    cache(house, 1);
    housekeeping_worked(&house->housekeeping);
    assert_int_equal(pass(house, ROUND_MS), 1);
    assert_true(is_cached(house, 0));
    housekeeping_worked(&house->housekeeping);
    assert_int_equal(pass(house, ROUND_MS), 1);
    assert_true(is_cached(house, 0));
    assert_false(is_cached(house, 1));
}

/* A turn must not take long: many values are dropped in several turns. */
static void test_many_values_are_dropped_little_by_little(void **state)
{
    struct house *house = *state;
    unsigned turns = 0;

    for (unsigned i = 0; i < 3 * HOUSEKEEPING_VALUES; i++)
        cache(house, i);
    housekeeping_worked(&house->housekeeping);
    assert_int_equal(pass(house, ROUND_MS), 1);
    assert_int_equal(pass(house, ROUND_MS), 0);
    while (pass(house, HOUSEKEEPING_AGAIN_MS + WHEEL_TICK_MS) == 0)
        assert_true(++turns < 10);
    assert_int_equal(scripted_ring_trims(house->scripted.ring), 2); /* once a round */
    assert_int_equal(wheel_wait(&house->scripted.wheel), -1);
    assert_false(is_cached(house, 0));
}

static void test_work_while_values_are_dropped_begins_another_round(void **state)
{
    struct house *house = *state;

    for (unsigned i = 0; i < 2 * HOUSEKEEPING_VALUES; i++)
        cache(house, i);
    housekeeping_worked(&house->housekeeping);
    assert_int_equal(pass(house, ROUND_MS), 1);
    assert_int_equal(pass(house, ROUND_MS), 0);
    housekeeping_worked(&house->housekeeping);
    assert_int_equal(pass(house, HOUSEKEEPING_AGAIN_MS + WHEEL_TICK_MS), 1);
    assert_int_equal(pass(house, ROUND_MS), 1);
    assert_int_equal(pass(house, ROUND_MS), 1);
    assert_int_equal(wheel_wait(&house->scripted.wheel), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define STORY(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        STORY(test_a_reactor_that_has_done_nothing_may_sleep),
        STORY(test_it_comes_round_while_there_is_work_and_then_ends),
        STORY(test_in_a_hurry_the_next_round_comes_at_once),
        STORY(test_results_that_nobody_asks_for_are_dropped),
        STORY(test_many_values_are_dropped_little_by_little),
        STORY(test_work_while_values_are_dropped_begins_another_round),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
