/*
 * Scored documents by score, then the rest of both sets.
 */

#include "index/search/rank/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The documents of a set in its order. */
static uint32_t unroll(const struct postings *set, uint32_t *documents)
{
    uint32_t count = 0;

    for (uint32_t run = 0; run < set->count; run++) {
        assert_int_equal(posting_rank(set, run), count);
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++)
            documents[count++] = document;
    }
    assert_int_equal(set->total, count);
    return count;
}

static void test_scored_documents_come_first(void **state)
{
    struct posting_run a[] = {posting_run(10, 0), posting_run(20, 3)}; /* 10 11 12 20 21 */
    struct posting_run b[] = {posting_run(13, 0), posting_run(30, 2)}; /* 13 14 30 */
    const struct postings first = {.runs = a, .count = 2, .total = 5};
    const struct postings second = {.runs = b, .count = 2, .total = 3};
    uint64_t scored[] = {layout_scored(30, 7), layout_scored(11, 5), layout_scored(20, 7),
                         layout_scored(14, 0)};
    static const uint32_t expected[] = {20, 30, 11, 14, 10, 12, 21, 13};
    struct posting_set set = posting_set_borrow(&first);
    uint32_t documents[COUNT(expected)];

    (void)state;
    assert_int_equal(layout_make(scored, COUNT(scored), &first, &second, &set), 0);
    assert_int_equal(unroll(&set.postings, documents), COUNT(expected));
    assert_memory_equal(documents, expected, sizeof expected);
    posting_set_release(&set);
}

static void test_nothing_is_scored(void **state)
{
    struct posting_run run = posting_run(5, 0);
    const struct postings all = {.runs = &run, .count = 1, .total = 4}, none = {.runs = NULL};
    struct posting_set set = {.owned = NULL};
    uint32_t documents[4];

    (void)state;
    assert_int_equal(layout_make(NULL, 0, &none, &all, &set), 0);
    assert_int_equal(unroll(&set.postings, documents), 4);
    assert_int_equal(documents[0], 5);
    posting_set_release(&set);
}

/* As many as fit, of equal score: by document, whatever their order before. */
static void test_equal_scores(void **state)
{
    struct posting_run run = posting_run(0, 0);
    const struct postings none = {.runs = NULL},
                          all = {.runs = &run, .count = 1, .total = LAYOUT_SCORED_MAX};
    uint64_t scored[LAYOUT_SCORED_MAX];
    uint32_t documents[LAYOUT_SCORED_MAX];
    struct posting_set set = {.owned = NULL};

    (void)state;
    for (uint32_t i = 0; i < LAYOUT_SCORED_MAX; i++)
        scored[i] = layout_scored(i * 77 % LAYOUT_SCORED_MAX, 1000);
    assert_int_equal(layout_make(scored, LAYOUT_SCORED_MAX, &none, &all, &set), 0);
    assert_int_equal(unroll(&set.postings, documents), LAYOUT_SCORED_MAX);
    for (uint32_t i = 0; i < LAYOUT_SCORED_MAX; i++)
        assert_int_equal(documents[i], i);
    posting_set_release(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scored_documents_come_first),
        cmocka_unit_test(test_nothing_is_scored),
        cmocka_unit_test(test_equal_scores),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
