/*
 * Sets that own their runs, against plain arrays of bits: random sets from a fixed seed. The
 * algebra itself is tested in postings.c; this file tests the memory.
 */

#include "index/file/posting_set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/allocated.h"
#include "tests/unit/index/base/random.h"

enum { UNIVERSE = 160, ROUNDS = 2000 };

/* A random set, and the same as bits. */
static struct posting_set random_set(uint64_t *seed, bool bits[static UNIVERSE])
{
    struct bitmap bitmap = {.words = calloc(bitmap_words(UNIVERSE), sizeof(uint64_t)),
                            .size = UNIVERSE};
    uint32_t share = random_below(seed, 6);
    struct posting_set set = {.owned = NULL};

    assert_non_null(bitmap.words);
    for (uint32_t i = 0; i < UNIVERSE; i++) {
        bits[i] = random_below(seed, 5) < share;
        if (bits[i])
            bitmap_put(&bitmap, i, i + 1, true);
    }
    assert_int_equal(posting_set_assign(&set, &bitmap), 0);
    free(bitmap.words);
    return set;
}

static void assert_is(const struct posting_set *set, const bool bits[static UNIVERSE])
{
    const struct postings *postings = &set->postings;
    uint32_t total = 0, run = 0;

    for (uint32_t i = 0; i < UNIVERSE; i++) {
        while (run < postings->count && posting_end(postings, run) <= i)
            run++;
        assert_int_equal(run < postings->count && posting_first(postings, run) <= i, bits[i]);
        total += bits[i];
    }
    assert_int_equal(postings->total, total);
}

/* A set is narrowed repeatedly, and owns its runs after the first time. */
static void test_narrowing(void **state)
{
    uint64_t seed = 11;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        bool bits[UNIVERSE], other_bits[UNIVERSE], first_bits[UNIVERSE];
        struct posting_set first = random_set(&seed, first_bits);
        struct posting_set narrow = posting_set_borrow(&first.postings);

        memcpy(bits, first_bits, sizeof bits);
        assert_null(narrow.owned);
        for (int i = 0; i < 4; i++) {
            struct posting_set other = random_set(&seed, other_bits);

            assert_int_equal(posting_set_intersect(&narrow, &other.postings), 0);
            assert_ptr_equal(narrow.postings.runs, narrow.owned);
            for (uint32_t j = 0; j < UNIVERSE; j++)
                bits[j] = bits[j] && other_bits[j];
            posting_set_release(&other);
            assert_is(&narrow, bits);
        }
        assert_is(&first, first_bits); /* the borrowed runs are unchanged */
        posting_set_release(&first);
        assert_is(&narrow, bits);
        posting_set_release(&narrow);
    }
}

static void test_adding_and_removing(void **state)
{
    uint64_t seed = 12;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        bool bits[UNIVERSE], other_bits[UNIVERSE];
        struct posting_set set = random_set(&seed, bits), other = random_set(&seed, other_bits);

        assert_int_equal(posting_set_unite(&set, &other.postings), 0);
        for (uint32_t j = 0; j < UNIVERSE; j++)
            bits[j] = bits[j] || other_bits[j];
        assert_is(&set, bits);
        posting_set_release(&other);

        other = random_set(&seed, other_bits);
        assert_int_equal(posting_set_exclude(&set, &other.postings), 0);
        for (uint32_t j = 0; j < UNIVERSE; j++)
            bits[j] = bits[j] && !other_bits[j];
        assert_is(&set, bits);
        posting_set_release(&other);
        posting_set_release(&set);
    }
}

static void test_a_released_set_is_empty(void **state)
{
    uint64_t seed = 13;
    bool bits[UNIVERSE];
    struct posting_set set = random_set(&seed, bits), nothing = {.owned = NULL};

    (void)state;
    posting_set_release(&set);
    assert_null(set.owned);
    assert_int_equal(set.postings.count, 0);
    assert_int_equal(set.postings.total, 0);
    posting_set_release(&set);
    assert_int_equal(posting_set_unite(&set, &nothing.postings), 0);
    assert_int_equal(set.postings.total, 0);
    posting_set_release(&set);
}

static void test_a_trimmed_set_is_the_same_in_less_memory(void **state)
{
    enum { ROOM = 4096 };
    struct posting_run *runs = malloc(ROOM * sizeof *runs);
    const struct postings borrowed = {.runs = runs, .count = 2, .total = 2};
    struct posting_set set = posting_set_borrow(&borrowed);

    (void)state;
    assert_non_null(runs);
    runs[0] = posting_run(3, 0);
    runs[1] = posting_run(9, 1);
    posting_set_trim(&set); /* what is borrowed stays as it is */
    assert_ptr_equal(set.postings.runs, runs);
    posting_set_replace(&set, &borrowed, runs);
    posting_set_trim(&set);
    assert_ptr_equal(set.postings.runs, set.owned);
    assert_true(allocated(set.owned) < ROOM * sizeof *runs / 8);
    assert_int_equal(set.postings.count, 2);
    assert_int_equal(posting_first(&set.postings, 1), 9);
    posting_set_release(&set);
    posting_set_trim(&set); /* an empty one */
    assert_null(set.owned);
}

static void test_replaced_runs_belong_to_the_set(void **state)
{
    struct posting_run *runs = malloc(2 * sizeof *runs);
    uint64_t seed = 14;
    bool bits[UNIVERSE];
    struct posting_set set = random_set(&seed, bits);

    (void)state;
    assert_non_null(runs);
    runs[0] = posting_run(7, 0);
    runs[1] =
        posting_run(3, 1); /* they need not ascend: text in the order in which it was pasted */
    posting_set_replace(&set, &(struct postings){.runs = runs, .count = 2, .total = 2}, runs);
    assert_ptr_equal(set.owned, runs);
    assert_int_equal(posting_first(&set.postings, 1), 3);
    posting_set_release(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_narrowing),
        cmocka_unit_test(test_adding_and_removing),
        cmocka_unit_test(test_a_released_set_is_empty),
        cmocka_unit_test(test_a_trimmed_set_is_the_same_in_less_memory),
        cmocka_unit_test(test_replaced_runs_belong_to_the_set),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
