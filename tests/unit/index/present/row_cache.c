/*
 * Rows that are written with a cache and without one: the same bytes, whatever is cached.
 */

#include "index/present/row_cache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "index/present/row.h"
#include "index/search/match/preference.h"
#include "tests/indexes/fixture.h"

enum { CAPACITY = 64 * ROW_CACHE_PLACE };

static struct slice part_of(const struct row_cache *cache, uint32_t document)
{
    return row_cache_find(cache, document);
}

static void test_what_is_put_is_found(void **state)
{
    struct row_cache *cache = row_cache_new(CAPACITY);

    (void)state;
    assert_int_equal(part_of(cache, 0).size, 0);
    assert_int_equal(part_of(cache, 7).size, 0);
    row_cache_put(cache, 0, slice_of("zero"));
    row_cache_put(cache, 7, slice_of("seven"));
    assert_true(slice_is(part_of(cache, 0), "zero"));
    assert_true(slice_is(part_of(cache, 7), "seven"));
    row_cache_expect(cache, 0);
    row_cache_expect(cache, UINT32_MAX);
    row_cache_put(cache, 7, slice_of("7"));
    assert_true(slice_is(part_of(cache, 7), "7"));
    row_cache_clear(cache);
    assert_int_equal(part_of(cache, 7).size, 0);
    row_cache_free(cache);
    row_cache_free(NULL);
}

/* Of documents that share a place the last one is there, and never another one's part. */
static void test_its_memory_is_bounded(void **state)
{
    struct row_cache *cache = row_cache_new(CAPACITY);
    unsigned there = 0;

    (void)state;
    for (uint32_t document = 0; document < 10000; document++) {
        char text[16];

        (void)snprintf(text, sizeof text, "%u", document);
        row_cache_put(cache, document, slice_of(text));
        assert_true(slice_is(part_of(cache, document), text));
    }
    for (uint32_t document = 0; document < 10000; document++) {
        const struct slice part = part_of(cache, document);
        char text[16];

        (void)snprintf(text, sizeof text, "%u", document);
        if (part.size > 0)
            assert_true(slice_is(part, text));
        there += part.size > 0;
    }
    assert_in_range(there, 1, CAPACITY / ROW_CACHE_PLACE);
    row_cache_free(cache);
}

static void test_a_part_that_is_too_long_is_not_kept(void **state)
{
    static const char bytes[ROW_CACHE_PLACE] = {'x'};
    struct row_cache *cache = row_cache_new(CAPACITY);

    (void)state;
    row_cache_put(cache, 7, slice_of("seven"));
    row_cache_put(cache, 7, (struct slice){bytes, sizeof bytes});
    assert_true(slice_is(part_of(cache, 7), "seven"));
    row_cache_put(cache, 8, (struct slice){bytes, ROW_CACHE_PLACE - 6});
    assert_int_equal(part_of(cache, 8).size, ROW_CACHE_PLACE - 6);
    row_cache_free(cache);
}

/* Of every tenth document, twice: as it is made and as it was kept; and with every kind of reason. */
static void test_rows_are_the_same(void **state)
{
    static const char *const queries[] = {"heart", "arrow", "\\infty", "U+2190..U+21FF",
                                          "flag",  "a*",    "cats",    "smyle"};
    const struct search_options options = {
        .scope = SCOPE_ALL, .sort = SORT_RELEVANCE, .explain = true};
    struct row_cache *cache = row_cache_new((size_t)1024 * 1024);

    for (size_t i = 0; i < 2 * sizeof queries / sizeof *queries; i++) {
        const char *query = queries[i / 2];
        struct query_error error;
        struct search_cursor cursor;
        struct search search;
        uint32_t document;

        assert_int_equal(search_open(&search, *state, &options, query, strlen(query), &error),
                         SEARCH_OK);
        assert_true(row_cache_fits(cache, &search));
        search_seek(&search, 0, &cursor);
        while (search_next(&cursor, 1, &document) > 0) {
            struct budget with = BUDGET_INIT, without = BUDGET_INIT;
            struct buffer cached = BUFFER_INIT, plain = BUFFER_INIT;

            row_json(&plain, &search, document, ROW_FULL, &without);
            row_json_cached(&cached, cache, &search, document, &with);
            assert_int_equal(cached.size, plain.size);
            assert_memory_equal(cached.bytes, plain.bytes, plain.size);
            assert_memory_equal(&with, &without, sizeof with); /* steps do not depend on it */
            buffer_release(&cached);
            buffer_release(&plain);
        }
        search_release(&search);
    }
    row_cache_free(cache);
}

static bool fits(const struct row_cache *cache, struct charindex *index, const char *tags)
{
    struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct query_error error;
    struct search search;
    struct slice bad;
    bool result;

    assert_true(preference_parse(index, tags, strlen(tags), &options.preferred, &bad));
    assert_int_equal(search_open(&search, index, &options, "heart", 5, &error), SEARCH_OK);
    result = row_cache_fits(cache, &search);
    search_release(&search);
    return result;
}

static void test_only_rows_for_readers_of_english_are_kept(void **state)
{
    struct row_cache *cache = row_cache_new(CAPACITY);
    struct charindex *german;
    struct reason reason;

    assert_false(fits(NULL, *state, "en"));
    assert_true(fits(cache, *state, "en"));
    assert_true(fits(cache, *state, ""));
    assert_int_equal(ready_index(READY_GERMAN, &german, &reason), 0);
    assert_true(fits(cache, german, "en"));
    assert_false(fits(cache, german, "de"));
    assert_false(fits(cache, german, "all"));
    charindex_unref(german);
    row_cache_free(cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_put_is_found),
        cmocka_unit_test(test_its_memory_is_bounded),
        cmocka_unit_test(test_a_part_that_is_too_long_is_not_kept),
        cmocka_unit_test(test_rows_are_the_same),
        cmocka_unit_test(test_only_rows_for_readers_of_english_are_kept),
    };

    return cmocka_run_group_tests(tests, english_setup, index_teardown);
}
