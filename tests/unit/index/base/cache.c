/*
 * What a cache with bounded memory stores and what it evicts.
 */

#include "index/base/cache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CAPACITY = 8192, COST = 512 };

/* Each value counts how often it was dropped. */
static unsigned dropped[1000];

static void drop(void *value)
{
    ++*(unsigned *)value;
}

static struct cache *cache;

static int set_up(void **state)
{
    (void)state;
    memset(dropped, 0, sizeof dropped);
    cache = cache_new(CAPACITY, drop);
    return cache ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    cache_free(cache);
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        if (dropped[i] > 1)
            return -1; /* a value dropped twice would be freed twice */
    return 0;
}

static bool put(unsigned number, size_t cost)
{
    char key[32];

    (void)snprintf(key, sizeof key, "/search?q=%u", number);
    return cache_put(cache, key, strlen(key), &dropped[number], cost);
}

static bool has(unsigned number)
{
    char key[32];
    void *value;

    (void)snprintf(key, sizeof key, "/search?q=%u", number);
    value = cache_find(cache, key, strlen(key));
    assert_true(!value || value == &dropped[number]);
    return value;
}

/* How many of the numbers 0 to count - 1 fit when none is looked up. */
static unsigned fill(unsigned count)
{
    unsigned stored = 0;

    for (unsigned i = 0; i < count; i++)
        assert_true(put(i, COST));
    for (unsigned i = 0; i < count; i++)
        stored += dropped[i] == 0;
    return stored;
}

static void test_added_values_are_found(void **state)
{
    (void)state;
    assert_false(has(1));
    assert_true(put(1, COST));
    assert_true(put(2, COST));
    assert_true(has(1));
    assert_true(has(2));
    assert_false(has(3));
}

static void test_keys_are_bytes(void **state)
{
    (void)state;
    assert_true(cache_put(cache, "a\0b", 3, &dropped[0], 1));
    assert_ptr_equal(cache_find(cache, "a\0b", 3), &dropped[0]);
    assert_null(cache_find(cache, "a\0c", 3));
    assert_null(cache_find(cache, "a", 1));
    assert_null(cache_find(cache, "", 0));
}

static void test_the_capacity_is_never_exceeded(void **state)
{
    unsigned stored;

    (void)state;
    stored = fill(500);
    assert_in_range(stored, CAPACITY / COST / 2, CAPACITY / COST);
    assert_true(cache_size(cache) <= CAPACITY);
    for (unsigned i = 0; i < 500 - stored; i++)
        assert_int_equal(dropped[i], 1); /* the oldest is evicted first */
    assert_true(has(499));
}

static void test_values_in_use_stay(void **state)
{
    (void)state;
    assert_true(put(0, COST));
    for (unsigned i = 1; i < 500; i++) {
        assert_true(has(0));
        assert_true(put(i, COST));
    }
    assert_true(has(0));
    assert_false(has(1));
}

static void test_a_value_used_once_is_evicted_in_the_end(void **state)
{
    (void)state;
    assert_true(put(0, COST));
    assert_true(has(0));
    for (unsigned i = 1; i < 100; i++)
        assert_true(put(i, COST));
    assert_false(has(0));
    assert_int_equal(dropped[0], 1);
}

static void test_one_is_evicted_even_if_all_were_used(void **state)
{
    unsigned stored = fill(10);

    (void)state;
    assert_int_equal(stored, 10);
    for (unsigned number = 10; number < 300; number++) {
        for (unsigned i = 0; i < number; i++)
            (void)has(i);
        assert_true(put(number, COST));
        assert_true(has(number));
    }
    assert_true(cache_size(cache) <= CAPACITY);
}

static void test_a_large_value_is_refused_and_evicts_nothing(void **state)
{
    (void)state;
    assert_true(put(0, COST));
    assert_false(put(1, CAPACITY / 8));
    assert_false(put(2, CAPACITY));
    assert_false(put(3, SIZE_MAX));
    assert_false(cache_put(cache, "key", SIZE_MAX, &dropped[4], 1));
    assert_false(has(1));
    assert_true(has(0));
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(dropped[i], 0); /* a refused value still belongs to the caller */
}

static void test_a_cleared_cache_is_empty_and_usable(void **state)
{
    unsigned stored = fill(100);

    (void)state;
    assert_true(stored > 0);
    cache_clear(cache);
    assert_int_equal(cache_size(cache), 0);
    for (unsigned i = 0; i < 100; i++)
        assert_int_equal(dropped[i], 1);
    assert_false(has(99));
    assert_true(put(100, COST));
    assert_true(has(100));
}

static void test_an_empty_cache_is_cleared_and_null_is_freed(void **state)
{
    (void)state;
    cache_clear(cache);
    cache_free(NULL);
    assert_int_equal(cache_size(cache), 0);
}

static void test_what_is_not_used_for_two_ages_expires(void **state)
{
    (void)state;
    assert_true(put(0, COST));
    assert_true(put(1, COST));
    cache_age(cache);
    assert_false(cache_expire(cache, 10)); /* new ones have an age before them */
    assert_true(has(0));                   /* used */
    assert_true(put(2, COST));
    cache_age(cache);
    assert_false(cache_expire(cache, 10));
    assert_int_equal(dropped[1], 1);
    assert_int_equal(dropped[0] + dropped[2], 0);
    assert_true(has(2));
    cache_age(cache);
    assert_false(cache_expire(cache, 10));
    assert_int_equal(dropped[0], 1);
    assert_int_equal(dropped[2], 0);
    cache_age(cache);
    assert_false(cache_expire(cache, 10));
    assert_int_equal(cache_size(cache), 0);
    cache_age(cache);
    assert_false(cache_expire(cache, 10)); /* an empty cache */
}

static void test_expiring_drops_no_more_than_asked(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 7; i++)
        assert_true(put(i, COST));
    assert_true(cache_expire(cache, 0) == false); /* none is old */
    cache_age(cache);
    cache_age(cache);
    assert_true(cache_expire(cache, 0));
    assert_true(cache_expire(cache, 3));
    assert_true(cache_size(cache) > 0);
    assert_true(cache_expire(cache, 3));
    assert_false(cache_expire(cache, 3));
    assert_int_equal(cache_size(cache), 0);
    for (unsigned i = 0; i < 7; i++)
        assert_int_equal(dropped[i], 1);
}

/* Values come, are found and go in an order that probes of the table run into each other: what is
 * there is found, and what was dropped is not. */
static void test_a_table_that_fills_and_empties(void **state)
{
    enum { NUMBERS = 1000, STEPS = 100000 };
    static bool put_once[NUMBERS];
    unsigned random = 1;

    (void)state;
    cache_free(cache);
    cache = cache_new((size_t)NUMBERS * COST, drop);
    assert_non_null(cache);
    memset(put_once, 0, sizeof put_once);
    for (unsigned i = 0; i < STEPS; i++) {
        unsigned number;

        random = random * 1103515245 + 12345;
        number = random / 65536 % NUMBERS;
        if (random / 65536 % 97 == 0)
            cache_age(cache);
        (void)cache_expire(cache, 3);
        assert_int_equal(has(number), put_once[number] && !dropped[number]);
        if (!has(number)) {
            dropped[number] = 0;
            put_once[number] = put(number, COST);
            assert_true(has(number));
        }
    }
    for (unsigned i = 0; i < NUMBERS; i++) {
        assert_int_equal(has(i), put_once[i] && !dropped[i]);
        dropped[i] = 0;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_added_values_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_keys_are_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_capacity_is_never_exceeded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_values_in_use_stay, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_value_used_once_is_evicted_in_the_end, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_one_is_evicted_even_if_all_were_used, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_large_value_is_refused_and_evicts_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_cleared_cache_is_empty_and_usable, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_not_used_for_two_ages_expires, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_expiring_drops_no_more_than_asked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_table_that_fills_and_empties, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_an_empty_cache_is_cleared_and_null_is_freed, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
