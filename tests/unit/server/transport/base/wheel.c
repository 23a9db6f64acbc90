/*
 * The timing wheel against a plain list of deadlines, at times that a test makes up: never early,
 * at most a tick late, and never a wait that sleeps over one.
 */

#include "server/transport/base/wheel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/index/base/random.h"

enum { ROUND_MS = WHEEL_TICK_MS * WHEEL_SLOTS };

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct deadline *expired_at(struct wheel *wheel, uint64_t now)
{
    wheel_advance(wheel, now);
    return wheel_expired(wheel);
}

static int64_t wait_at(struct wheel *wheel, uint64_t now)
{
    wheel_advance(wheel, now);
    return wheel_wait(wheel);
}

static void set_at(struct wheel *wheel, struct deadline *deadline, uint64_t now, uint64_t after)
{
    wheel_advance(wheel, now);
    wheel_set(wheel, deadline, after);
}

/* How many have passed; each must be cleared when it is handed over. */
static size_t expire_all(struct wheel *wheel, uint64_t now)
{
    struct deadline *deadline;
    size_t count = 0;

    while ((deadline = expired_at(wheel, now)) != NULL) {
        assert_null(deadline->link);
        count++;
    }
    return count;
}

static void test_an_empty_wheel_waits_for_nothing(void **state)
{
    static const uint64_t times[] = {0, 1, 99, 100, 12345678, UINT64_C(1) << 40};
    struct wheel wheel;

    (void)state;
    for (size_t i = 0; i < COUNT(times); i++) {
        wheel_init(&wheel, times[i]);
        assert_int_equal(wait_at(&wheel, times[i]), -1);
        assert_null(expired_at(&wheel, times[i]));
        assert_null(expired_at(&wheel, times[i] + 10 * (uint64_t)ROUND_MS));
        assert_int_equal(wait_at(&wheel, times[i] + 10 * (uint64_t)ROUND_MS), -1);
    }
}

/* One deadline of every length, seen a millisecond at a time around it. */
static void test_never_early_and_at_most_a_tick_late(void **state)
{
    static const uint64_t lengths[] = {0,
                                       1,
                                       50,
                                       99,
                                       100,
                                       101,
                                       199,
                                       200,
                                       1000,
                                       5000,
                                       60000,
                                       ROUND_MS - 1,
                                       ROUND_MS,
                                       ROUND_MS + 1,
                                       3 * (uint64_t)ROUND_MS + 7};
    static const uint64_t starts[] = {0, 1, 99, 100, 987654};

    (void)state;
    for (size_t i = 0; i < COUNT(starts); i++)
        for (size_t j = 0; j < COUNT(lengths); j++) {
            struct deadline deadline = {.owner = DEADLINE_HTTP};
            uint64_t asked = starts[i] + lengths[j], now;
            struct wheel wheel;

            wheel_init(&wheel, starts[i]);
            set_at(&wheel, &deadline, starts[i], lengths[j]);
            for (now = asked > 300 && asked - 300 > starts[i] ? asked - 300 : starts[i];; now++)
                if (expired_at(&wheel, now))
                    break;
            assert_true(now >= asked && now <= asked + WHEEL_TICK_MS);
            assert_null(deadline.link);
            assert_int_equal(deadline.owner, DEADLINE_HTTP);
            assert_int_equal(wait_at(&wheel, now), -1);
        }
}

/* As the loop does: sleep as long as told, look, sleep again. */
static void test_sleeping_as_told_wakes_in_time(void **state)
{
    static const uint64_t lengths[] = {1, 100, 150, 30000, ROUND_MS, 2 * (uint64_t)ROUND_MS + 50};

    (void)state;
    for (size_t i = 0; i < COUNT(lengths); i++) {
        struct deadline deadline = {.owner = DEADLINE_SESSION};
        const uint64_t start = 4242;
        uint64_t now = start;
        struct wheel wheel;
        int turns = 0;

        wheel_init(&wheel, now);
        set_at(&wheel, &deadline, now, lengths[i]);
        while (deadline.link) {
            int64_t wait = wait_at(&wheel, now);

            assert_true(wait > 0 && wait <= ROUND_MS + WHEEL_TICK_MS);
            now += (uint64_t)wait;
            (void)expire_all(&wheel, now);
            turns++;
        }
        assert_true(now >= start + lengths[i] && now <= start + lengths[i] + WHEEL_TICK_MS);
        assert_in_range(turns, 1, 4); /* once a round at most, not once a tick */
    }
}

static void test_a_deadline_moves(void **state)
{
    struct deadline deadline = {.owner = DEADLINE_SESSION};
    struct wheel wheel;

    (void)state;
    wheel_init(&wheel, 0);
    set_at(&wheel, &deadline, 0, 1000);
    set_at(&wheel, &deadline, 500, 5000); /* later */
    assert_int_equal(expire_all(&wheel, 5499), 0);
    set_at(&wheel, &deadline, 5499, 100); /* and sooner */
    assert_int_equal(expire_all(&wheel, 5700), 1);
    set_at(&wheel, &deadline, 5700, 100); /* and again after it has passed */
    assert_int_equal(expire_all(&wheel, 5900), 1);
    assert_int_equal(expire_all(&wheel, 500000), 0);
}

static void test_a_cleared_deadline_never_fires(void **state)
{
    struct deadline list[5] = {{.owner = DEADLINE_SESSION}};
    struct wheel wheel;

    (void)state;
    for (size_t cleared = 0; cleared < COUNT(list); cleared++) {
        wheel_init(&wheel, 0);
        for (size_t i = 0; i < COUNT(list); i++)
            set_at(&wheel, &list[i], 0, 1000); /* all in one slot */
        wheel_clear(&wheel, &list[cleared]);
        wheel_clear(&wheel, &list[cleared]); /* a cleared one may be cleared again */
        assert_null(list[cleared].link);
        assert_int_equal(expire_all(&wheel, 1200), COUNT(list) - 1);
        assert_int_equal(wait_at(&wheel, 1200), -1);
    }
    wheel_init(&wheel, 0);
    set_at(&wheel, &list[0], 0, 700);
    wheel_clear(&wheel, &list[0]);
    assert_int_equal(wait_at(&wheel, 0), -1);
}

/* Who shares a slot but belongs to a later round stays. */
static void test_rounds_do_not_mix(void **state)
{
    struct deadline near = {.owner = DEADLINE_SESSION}, far = {.owner = DEADLINE_HTTP};
    struct wheel wheel;

    (void)state;
    wheel_init(&wheel, 0);
    set_at(&wheel, &far, 0, 1000 + (uint64_t)ROUND_MS);
    set_at(&wheel, &near, 0, 1000);
    assert_ptr_equal(expired_at(&wheel, 1100), &near);
    assert_null(expired_at(&wheel, 1100));
    assert_null(expired_at(&wheel, (uint64_t)ROUND_MS));
    assert_ptr_equal(expired_at(&wheel, 1100 + (uint64_t)ROUND_MS), &far);
}

/* The machine was suspended: everything due comes, what is not due does not. */
static void test_after_a_long_sleep(void **state)
{
    struct deadline list[300] = {{.owner = DEADLINE_SESSION}};
    const uint64_t slept = 5 * (uint64_t)ROUND_MS + 12345;
    struct wheel wheel;
    size_t due = 0;

    (void)state;
    wheel_init(&wheel, 77);
    for (size_t i = 0; i < COUNT(list); i++) {
        uint64_t after = i * 3571;

        set_at(&wheel, &list[i], 77, after);
        due += 77 + after + WHEEL_TICK_MS <= slept;
    }
    assert_true(due > 100 && due < COUNT(list));
    assert_in_range(expire_all(&wheel, slept), due, due + 1);
    assert_int_equal(expire_all(&wheel, slept + 2 * COUNT(list) * 3571), COUNT(list) - due);
    assert_int_equal(wait_at(&wheel, slept + 2 * COUNT(list) * 3571), -1);
}

/* An owner who sets it again while others are still being told of theirs. */
static void test_setting_anew_while_expiring(void **state)
{
    struct deadline list[3] = {{.owner = DEADLINE_SESSION}};
    struct deadline *deadline;
    struct wheel wheel;
    int fired = 0;

    (void)state;
    wheel_init(&wheel, 0);
    for (size_t i = 0; i < COUNT(list); i++)
        set_at(&wheel, &list[i], 0, 100);
    while ((deadline = expired_at(&wheel, 3 * (uint64_t)ROUND_MS)) != NULL) {
        set_at(&wheel, deadline, 3 * (uint64_t)ROUND_MS, 0); /* as soon as can be */
        assert_true(++fired <= 3);
    }
    assert_int_equal(fired, 3);
    assert_in_range(wait_at(&wheel, 3 * (uint64_t)ROUND_MS), 1, WHEEL_TICK_MS);
}

/* Many that are due share a slot with many that are not: each is looked at once. */
static void test_expiring_looks_at_each_deadline_once(void **state)
{
    enum { MANY = 20000 };
    struct deadline *due = calloc(MANY, sizeof *due), *later = calloc(MANY, sizeof *later);
    struct wheel wheel;

    (void)state;
    assert_non_null(due);
    assert_non_null(later);
    wheel_init(&wheel, 0);
    for (size_t i = 0; i < MANY; i++) {
        set_at(&wheel, &due[i], 0, 1000);
        set_at(&wheel, &later[i], 0, 1000 + (uint64_t)ROUND_MS);
    }
    assert_int_equal(expire_all(&wheel, 1100), MANY);
    assert_int_equal(wheel.visits, 2 * MANY);
    assert_int_equal(expire_all(&wheel, 5000), 0);
    assert_int_equal(wheel.visits, 2 * MANY);
    /* After a sleep of several rounds as well. */
    for (size_t i = 0; i < MANY; i++)
        set_at(&wheel, &due[i], 5000, 10 * (uint64_t)ROUND_MS);
    assert_int_equal(expire_all(&wheel, 5 * (uint64_t)ROUND_MS), MANY);
    assert_int_equal(wheel.visits, 4 * MANY);
    for (size_t i = 0; i < MANY; i++)
        wheel_clear(&wheel, &due[i]);
    assert_int_equal(wait_at(&wheel, 5 * (uint64_t)ROUND_MS), -1);
    free(due);
    free(later);
}

/* What one owner does when its deadline passes may end or postpone others that are due too. */
static void test_changing_others_while_expiring(void **state)
{
    struct deadline list[5] = {{.owner = DEADLINE_SESSION}};
    struct deadline *first;
    struct wheel wheel;
    size_t rest = 0;

    (void)state;
    wheel_init(&wheel, 0);
    for (size_t i = 0; i < COUNT(list); i++)
        set_at(&wheel, &list[i], 0, 1000);
    first = expired_at(&wheel, 1100);
    assert_non_null(first);
    assert_int_equal(wait_at(&wheel, 1100), 0); /* there are more */
    for (size_t i = 0; i < COUNT(list); i++) {
        if (&list[i] == first)
            continue;
        if (rest++ % 2 == 0)
            wheel_clear(&wheel, &list[i]);
        else
            wheel_set(&wheel, &list[i], 1000);
    }
    assert_int_equal(expire_all(&wheel, 1100), 0);
    assert_int_equal(expire_all(&wheel, 2200), 2);
    assert_int_equal(wait_at(&wheel, 2200), -1);
}

static void test_the_earlier_comes_first(void **state)
{
    struct deadline list[50] = {{.owner = DEADLINE_SESSION}};
    struct wheel wheel;

    (void)state;
    wheel_init(&wheel, 0);
    for (size_t i = 0; i < COUNT(list); i++)
        set_at(&wheel, &list[i], 0, (i * 37 % COUNT(list)) * WHEEL_TICK_MS);
    for (uint64_t tick = 0; tick < COUNT(list); tick++) {
        struct deadline *deadline = expired_at(&wheel, 60000);

        assert_non_null(deadline);
        assert_int_equal((size_t)(deadline - list) * 37 % COUNT(list), tick);
    }
    assert_null(expired_at(&wheel, 60000));
}

/* What the list knows of one deadline. */
struct entry {
    struct deadline deadline;
    uint64_t asked; /* when it must not fire before; 0: it is not set */
};

static void assert_nothing_overdue(struct wheel *wheel, const struct entry *list, size_t count,
                                   uint64_t now)
{
    int64_t wait = wait_at(wheel, now);
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        if (list[i].asked == 0)
            continue;
        any = true;
        if (list[i].asked + WHEEL_TICK_MS <= now)
            fail_msg("a deadline was missed");
        if (wait < 0 || now + (uint64_t)wait > list[i].asked + WHEEL_TICK_MS)
            fail_msg("a wait of %lld ms sleeps over a deadline", (long long)wait);
    }
    assert_true(any ? wait > 0 : wait == -1);
}

static void change_one(struct wheel *wheel, struct entry *entry, uint64_t *seed, uint64_t now)
{
    static const uint32_t lengths[] = {2, 150, 1000, 30000, ROUND_MS, 4 * ROUND_MS};
    uint64_t after = random_below(seed, lengths[random_below(seed, COUNT(lengths))]);

    if (random_below(seed, 4) == 0) {
        wheel_clear(wheel, &entry->deadline);
        entry->asked = 0;
    } else {
        set_at(wheel, &entry->deadline, now, after);
        entry->asked = now + after;
    }
}

static void test_random_deadlines(void **state)
{
    enum { ENTRIES = 64, STEPS = 20000 };
    static const uint32_t strides[] = {1, 30, 250, 5000, ROUND_MS, 3 * ROUND_MS};
    struct entry *list = calloc(ENTRIES, sizeof *list);
    uint64_t seed = 31337, now = 1000000;
    size_t fired = 0;
    struct wheel wheel;

    (void)state;
    assert_non_null(list);
    wheel_init(&wheel, now);
    for (int step = 0; step < STEPS; step++) {
        struct deadline *deadline;

        for (uint32_t i = random_below(&seed, 4); i > 0; i--)
            change_one(&wheel, &list[random_below(&seed, ENTRIES)], &seed, now);
        now += random_below(&seed,
                            strides[random_below(&seed, 100) < 97 ? random_below(&seed, 4)
                                                                  : 4 + random_below(&seed, 2)]);
        while ((deadline = expired_at(&wheel, now)) != NULL) {
            struct entry *entry = (struct entry *)(void *)deadline; /* its first member */

            assert_true(entry->asked > 0 && entry->asked <= now);
            entry->asked = 0;
            fired++;
        }
        assert_nothing_overdue(&wheel, list, ENTRIES, now);
    }
    assert_true(fired > STEPS / 10);
    free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_wheel_waits_for_nothing),
        cmocka_unit_test(test_never_early_and_at_most_a_tick_late),
        cmocka_unit_test(test_sleeping_as_told_wakes_in_time),
        cmocka_unit_test(test_a_deadline_moves),
        cmocka_unit_test(test_a_cleared_deadline_never_fires),
        cmocka_unit_test(test_rounds_do_not_mix),
        cmocka_unit_test(test_after_a_long_sleep),
        cmocka_unit_test(test_setting_anew_while_expiring),
        cmocka_unit_test(test_expiring_looks_at_each_deadline_once),
        cmocka_unit_test(test_changing_others_while_expiring),
        cmocka_unit_test(test_the_earlier_comes_first),
        cmocka_unit_test(test_random_deadlines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
