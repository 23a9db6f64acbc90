/*
 * Lists that grow together: consecutive documents become a run, in each list separately.
 */

#include "index/builder/base/runs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/file/postings.h"

struct expected {
    uint32_t first, rank;
};

static void assert_written(const struct runs *runs, uint32_t list, const struct expected *expected,
                           size_t count, uint32_t total)
{
    struct chunks chunks = {0};
    const struct buffer *written = &chunks.list[CHUNK_RUNS];

    assert_int_equal(runs_total(runs, list), total);
    runs_write(runs, list, &chunks, CHUNK_RUNS);
    assert_int_equal(written->size, count * sizeof(struct posting_run));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(format_u32_at(written->bytes, i * 2), expected[i].first);
        assert_int_equal(format_u32_at(written->bytes, i * 2 + 1), expected[i].rank);
    }
    chunks_release(&chunks);
}

static void test_neighbours_are_one_run(void **state)
{
    static const struct expected expected[] = {{3, 0}, {7, 3}, {100, 4}};
    struct runs runs = {0};
    uint32_t list = runs_new(&runs);

    (void)state;
    runs_post(&runs, list, 3, 1);
    runs_post(&runs, list, 4, 1);
    runs_post(&runs, list, 5, 1);
    runs_post(&runs, list, 7, 1);
    runs_post(&runs, list, 100, 50);
    assert_written(&runs, list, expected, 3, 54);
    assert_int_equal(runs_first(&runs, list), 3);
    runs_release(&runs);
}

/* A word that occurs twice in a text. */
static void test_the_same_documents_again(void **state)
{
    static const struct expected expected[] = {{0, 0}, {10, 2}};
    struct runs runs = {0};
    uint32_t list = runs_new(&runs);

    (void)state;
    runs_post(&runs, list, 0, 1);
    runs_post(&runs, list, 0, 1);
    runs_post(&runs, list, 1, 1);
    runs_post(&runs, list, 1, 1);
    runs_post(&runs, list, 10, 20);
    runs_post(&runs, list, 10, 20);
    assert_written(&runs, list, expected, 2, 22);
    runs_release(&runs);
}

static void test_lists_do_not_mix(void **state)
{
    static const struct expected even[] = {{0, 0}, {4, 1}, {8, 2}, {12, 3}};
    static const struct expected odd[] = {{2, 0}, {6, 1}, {10, 2}, {14, 3}};
    struct runs runs = {0};
    uint32_t lists[] = {runs_new(&runs), runs_new(&runs), runs_new(&runs)};

    (void)state;
    assert_int_equal(lists[2], 2);
    for (uint32_t i = 0; i < 8; i++)
        runs_post(&runs, lists[i % 2], i * 2, 1);
    assert_written(&runs, lists[0], even, 4, 4);
    assert_written(&runs, lists[1], odd, 4, 4);
    assert_written(&runs, lists[2], NULL, 0, 0);
    assert_false(runs_failed(&runs));
    runs_release(&runs);
}

/* Running out of memory is reported once, at the end; until then posting does nothing. */
static void test_failure_stays(void **state)
{
    struct runs runs = {0};

    (void)state;
    runs.lists.failed = true;
    runs_post(&runs, runs_new(&runs), 1, 1);
    assert_true(runs_failed(&runs));
    runs_release(&runs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neighbours_are_one_run),
        cmocka_unit_test(test_the_same_documents_again),
        cmocka_unit_test(test_lists_do_not_mix),
        cmocka_unit_test(test_failure_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
