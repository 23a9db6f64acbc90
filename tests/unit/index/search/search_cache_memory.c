/*
 * The limit of the cache means the memory that the process uses for it. The allocator itself is asked, so
 * this test says nothing under a sanitizer, which replaces it.
 */

#include "index/search/search_cache.h"

#include <malloc.h>

#include "tests/unit/index/search/world.h"

enum {
    CAPACITY = 2 << 20,
    QUERIES = 3000, /* several times as many as fit */
    /* Freed blocks that the allocator keeps at hand count as in use: up to seven of each small size. */
    BESIDE = 64 * 1024,
    AT_HAND = 256 * 1024,
};

static size_t in_use(void)
{
    const struct mallinfo2 info = mallinfo2();

    return info.uordblks + info.hblkhd;
}

/* Runs many different queries of one and of two words: results of all sizes. */
static void search_all(struct search_cache *searches, struct charindex *index, size_t *peak)
{
    static const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    const uint32_t terms = charindex_terms(index);
    uint64_t seed = 1;

    for (unsigned i = 0; i < QUERIES; i++) {
        struct query_error error = {.column = 0};
        struct slice one, other;
        struct search search;
        char text[300];
        int size;

        one = charindex_term_text(index, random_below(&seed, terms));
        other = charindex_term_text(index, random_below(&seed, terms));
        size = snprintf(text, sizeof text, "%.*s %.*s", (int)one.size, one.bytes,
                        i % 2 ? (int)other.size : 0, other.bytes);
        if (search_cache_open(searches, &search, index, &options, text, (size_t)size, &error) ==
            SEARCH_OK)
            search_release(&search);
        if (in_use() > *peak)
            *peak = in_use();
    }
}

static void test_the_limit_is_what_is_allocated(void **state)
{
    struct charindex *index = *state;
    struct search_cache *searches;
    size_t before, peak = 0;

    if (in_use() == 0)
        skip();
    searches = search_cache_new(CAPACITY);
    assert_non_null(searches);
    search_all(NULL, index, &peak); /* so that what is made once is there */
    before = peak = in_use();
    search_all(searches, index, &peak);
    assert_true(peak - before <= CAPACITY + BESIDE);
    assert_true(peak - before >= CAPACITY * 7 / 8); /* and it is used */
    search_cache_clear(searches);
    assert_true(in_use() <= before + AT_HAND);
    search_cache_free(searches);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_limit_is_what_is_allocated),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
