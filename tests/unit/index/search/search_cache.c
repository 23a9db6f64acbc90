/*
 * A repeated search has the same result as the first.
 */

#include "index/search/search_cache.h"

#include <errno.h>

#include "tests/unit/index/search/world.h"

enum { CAPACITY = 256 * 1024 };

static const char *const queries[] = {
    "sun",          "cat face",     "arrow",      "a*",    "cjk",           "U+2600",
    "☀☁",           "block:arrows", "smyle",      "xyzzy", "small -letter", "cat|dog -a*",
    "\"cat face\"", "heart",        "digit nine", "é",
};

static const struct search_options ways[] = {
    {.scope = SCOPE_NAME, .sort = SORT_CODE_POINT},
    {.scope = SCOPE_NAME, .sort = SORT_RELEVANCE},
    {.scope = SCOPE_ALL, .sort = SORT_CODE_POINT},
    {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE},
    {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE, .unfold = true},
    {.scope = SCOPE_NAME, .sort = SORT_CODE_POINT, .explain = true},
};

static int make(struct search_cache *searches, struct search *search, struct charindex *index,
                const struct search_options *options, const char *text)
{
    struct query_error error = {.column = 0};
    int r = search_cache_open(searches, search, index, options, text, strlen(text), &error);

    assert_true(r == SEARCH_OK || error.column > 0);
    return r;
}

static void assert_same(const struct search *a, const struct search *b)
{
    assert_int_equal(search_total(a), search_total(b));
    assert_int_equal(a->result.postings.count, b->result.postings.count);
    if (a->result.postings.count > 0)
        assert_memory_equal(a->result.postings.runs, b->result.postings.runs,
                            a->result.postings.count * sizeof *a->result.postings.runs);
    assert_int_equal(a->plan != NULL, b->plan != NULL);
    assert_int_equal(a->suggestion != NULL, b->suggestion != NULL);
    if (a->suggestion)
        assert_string_equal(a->suggestion, b->suggestion);
    assert_int_equal(a->options.scope, b->options.scope);
    assert_int_equal(a->options.unfold, b->options.unfold);
}

static void test_a_repeated_search_is_the_same(void **state)
{
    struct charindex *index = *state;
    struct search_cache *searches = search_cache_new(CAPACITY);

    assert_non_null(searches);
    for (unsigned turn = 0; turn < 3; turn++)
        for (size_t way = 0; way < COUNT(ways); way++)
            for (size_t i = 0; i < COUNT(queries); i++) {
                struct search anew, again;

                assert_int_equal(make(NULL, &anew, index, &ways[way], queries[i]), SEARCH_OK);
                assert_int_equal(make(searches, &again, index, &ways[way], queries[i]), SEARCH_OK);
                assert_same(&anew, &again);
                search_release(&anew);
                search_release(&again);
            }
    search_cache_free(searches);
}

static void test_a_repeated_search_is_not_run(void **state)
{
    struct charindex *index = *state;
    struct search_cache *searches = search_cache_new(CAPACITY);
    struct search first, again, other;

    assert_int_equal(make(searches, &first, index, &ways[3], "arrow"), SEARCH_OK);
    assert_int_equal(make(searches, &again, index, &ways[3], "arrow"), SEARCH_OK);
    assert_int_equal(make(searches, &other, index, &ways[4], "arrow"), SEARCH_OK);
    assert_ptr_equal(first.result.postings.runs, again.result.postings.runs);
    assert_ptr_equal(first.plan, again.plan);
    assert_ptr_not_equal(first.result.postings.runs, other.result.postings.runs);
    search_release(&other);
    search_release(&again);
    search_release(&first);
    search_cache_free(searches);
}

static void test_a_result_outlives_the_cache_and_the_others(void **state)
{
    struct charindex *index = *state;
    struct search_cache *searches = search_cache_new(CAPACITY);
    struct search first, again, anew;

    assert_int_equal(make(searches, &first, index, &ways[3], "smyle"), SEARCH_OK);
    assert_int_equal(make(searches, &again, index, &ways[3], "smyle"), SEARCH_OK);
    search_release(&first);
    search_cache_clear(searches);
    search_cache_free(searches);
    assert_int_equal(make(NULL, &anew, index, &ways[3], "smyle"), SEARCH_OK);
    assert_same(&again, &anew);
    search_release(&anew);
    search_release(&again);
}

static void test_a_bad_query_is_bad_again(void **state)
{
    struct charindex *index = *state;
    struct search_cache *searches = search_cache_new(CAPACITY);
    struct search search;

    for (unsigned turn = 0; turn < 3; turn++) {
        assert_int_equal(make(searches, &search, index, &ways[0], "cat|"), SEARCH_BAD_QUERY);
        assert_int_equal(make(searches, &search, index, &ways[0], "\xFF"), SEARCH_BAD_QUERY);
    }
    search_cache_free(searches);
}

static void test_texts_and_options_are_separate(void **state)
{
    struct charindex *index = *state;
    struct search_cache *searches = search_cache_new(CAPACITY);
    struct search_options limited = {.scope = SCOPE_ALL};
    struct search all, few;
    struct slice bad;

    assert_true(languages_parse(index, "de", 2, &limited.languages, &bad));
    assert_int_equal(make(searches, &all, index, &ways[2], "sunny"), SEARCH_OK);
    for (unsigned turn = 0; turn < 2; turn++) {
        assert_int_equal(make(searches, &few, index, &limited, "sunny"), SEARCH_OK);
        assert_true(search_total(&all) > search_total(&few));
        assert_memory_equal(&few.options.languages, &limited.languages, sizeof limited.languages);
        search_release(&few);
    }
    search_release(&all);
    assert_int_equal(make(searches, &all, index, &ways[2], "sunny"), SEARCH_OK);
    assert_true(languages_empty(&all.options.languages));
    search_release(&all);

    limited = (struct search_options){.scope = SCOPE_ALL};
    limited.preferred.first.bits[0] = 1;
    assert_int_equal(make(searches, &few, index, &limited, "sunny"), SEARCH_OK);
    assert_int_equal(few.options.preferred.first.bits[0], 1);
    search_release(&few);
    search_cache_free(searches);
}

/* The owner clears the cache when the index changes; then no result of the first is found, and the
 * cache does not keep the first index alive. */
static void test_clearing_drops_the_first_index(void **state)
{
    struct charindex *index = *state, *shared = charindex_share(index);
    struct search_cache *searches = search_cache_new(CAPACITY);
    struct search before, after;

    assert_non_null(shared);
    assert_int_equal(make(searches, &before, shared, &ways[3], "arrow"), SEARCH_OK);
    search_cache_clear(searches);
    assert_int_equal(make(searches, &after, index, &ways[3], "arrow"), SEARCH_OK);
    assert_ptr_not_equal(before.result.postings.runs, after.result.postings.runs);
    assert_ptr_equal(before.index, shared);
    assert_ptr_equal(after.index, index);
    assert_int_equal(search_cache_hits(searches), 0);
    search_release(&before);
    charindex_unref(shared); /* the leak checker verifies that this was the last reference */
    search_release(&after);
    search_cache_free(searches);
}

static void test_hits_are_counted(void **state)
{
    struct charindex *index = *state;
    struct search_cache *searches = search_cache_new(CAPACITY);
    struct search search;

    for (unsigned turn = 0; turn < 4; turn++) {
        int64_t spent;

        assert_int_equal(make(searches, &search, index, &ways[3], "arrow"), SEARCH_OK);
        spent = budget_spent_all(&search.budget);
        search_release(&search);
        assert_int_equal(search_cache_hits(searches), turn);
        assert_int_equal(spent > 0, turn == 0); /* what is cached takes no steps */
        assert_int_equal(make(searches, &search, index, &ways[3], "cat|"), SEARCH_BAD_QUERY);
        assert_int_equal(search_cache_hits(searches), turn);
        assert_int_equal(search_cache_misses(searches), 1);
    }
    search_cache_clear(searches);
    assert_int_equal(make(searches, &search, index, &ways[3], "arrow"), SEARCH_OK);
    search_release(&search);
    assert_int_equal(search_cache_hits(searches), 3);
    assert_int_equal(search_cache_misses(searches), 2);
    search_cache_free(searches);
}

/* Memory cannot grow as long as it is set. */
static bool no_memory;

void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_realloc(void *memory, size_t size)
{
    return no_memory ? NULL : __real_realloc(memory, size);
}

static void test_running_out_of_memory_passes(void **state)
{
    struct charindex *index = *state;
    struct search_cache *searches = search_cache_new(CAPACITY);
    struct query_error error;
    struct search search;
    int r;

    no_memory = true;
    r = search_cache_open(searches, &search, index, &ways[3], "moon", 4, &error);
    no_memory = false;
    assert_true(r == SEARCH_OK || r == -ENOMEM);
    if (r == SEARCH_OK)
        search_release(&search);
    for (unsigned turn = 0; turn < 2; turn++) {
        assert_int_equal(make(searches, &search, index, &ways[3], "sun"), SEARCH_OK);
        search_release(&search);
    }
    assert_int_equal(search_cache_hits(searches), 1);
    search_cache_free(searches);
}

static void test_large_results_are_found_but_not_cached(void **state)
{
    struct charindex *index = *state;
    struct search_cache *searches = search_cache_new(1024);
    struct search first, again;

    assert_int_equal(make(searches, &first, index, &ways[3], "arrow"), SEARCH_OK);
    assert_int_equal(make(searches, &again, index, &ways[3], "arrow"), SEARCH_OK);
    assert_ptr_not_equal(first.result.postings.runs, again.result.postings.runs);
    assert_same(&first, &again);
    search_release(&again);
    search_release(&first);
    search_cache_free(searches);
    search_cache_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_repeated_search_is_the_same),
        cmocka_unit_test(test_a_repeated_search_is_not_run),
        cmocka_unit_test(test_a_result_outlives_the_cache_and_the_others),
        cmocka_unit_test(test_a_bad_query_is_bad_again),
        cmocka_unit_test(test_texts_and_options_are_separate),
        cmocka_unit_test(test_clearing_drops_the_first_index),
        cmocka_unit_test(test_hits_are_counted),
        cmocka_unit_test(test_running_out_of_memory_passes),
        cmocka_unit_test(test_large_results_are_found_but_not_cached),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
