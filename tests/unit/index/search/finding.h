#ifndef CHARFINDER_TESTS_UNIT_INDEX_SEARCH_FINDING_H
#define CHARFINDER_TESTS_UNIT_INDEX_SEARCH_FINDING_H

/*
 * Searches from end to end, for the tests of the modules that a search is made of.
 */

#include "index/search/search.h"
#include "tests/unit/index/search/world.h"

static inline void open_with(struct search *search, struct charindex *index,
                             const struct search_options *options, const char *text, size_t size)
{
    struct query_error error;
    char *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, text, size);
    if (search_open(search, index, options, copy, size, &error) != SEARCH_OK)
        fail_msg("\"%.*s\" was refused: %s", (int)size, text, error.message);
    free(copy);
    stack_trample();
}

/* With the default options. */
static const struct search_options book = {.scope = SCOPE_NAME, .sort = SORT_CODE_POINT};

static inline void open_good(struct search *search, struct charindex *index, const char *text,
                             size_t size)
{
    open_with(search, index, &book, text, size);
    assert_null(search->suggestion);
    assert_null(search->plan);
}

/* The whole result, one document after the other; for free(). */
static inline uint32_t *list_all(const struct search *search)
{
    uint32_t total = search_total(search), count, first, at = 0;
    uint32_t *list = malloc(total * sizeof *list + !total);
    struct search_cursor cursor;

    assert_non_null(list);
    search_seek(search, 0, &cursor);
    while ((count = search_next(&cursor, UINT32_MAX, &first)) > 0) {
        assert_true(count <= total - at);
        for (uint32_t i = 0; i < count; i++)
            list[at++] = first + i;
    }
    assert_int_equal(at, total);
    assert_int_equal(search_next(&cursor, 1, &first), 0); /* the end stays the end */
    return list;
}

/* Finds exactly these code points, in this order, up to 0xFFFFFFFF. */
static inline void assert_finds(struct charindex *index, const char *text, const uint32_t *points)
{
    struct search search;
    uint32_t *list, count = 0;

    open_good(&search, index, text, strlen(text));
    list = list_all(&search);
    for (; points[count] != UINT32_MAX; count++)
        if (count >= search_total(&search) ||
            charindex_code_point(index, list[count]) != points[count])
            fail_msg("\"%s\" does not find U+%04X in its place", text, points[count]);
    if (search_total(&search) != count)
        fail_msg("\"%s\" finds %u instead of %u", text, search_total(&search), count);
    free(list);
    search_release(&search);
}

#define ASSERT_FINDS(index, text, ...)                                                             \
    assert_finds((index), (text), (uint32_t[]){__VA_ARGS__, UINT32_MAX})
#define ASSERT_FINDS_NOTHING(index, text) assert_finds((index), (text), (uint32_t[]){UINT32_MAX})

static inline uint32_t total_of(struct charindex *index, const char *text)
{
    struct search search;
    uint32_t total;

    open_good(&search, index, text, strlen(text));
    total = search_total(&search);
    search_release(&search);
    return total;
}

static const struct search_options everywhere = {.scope = SCOPE_ALL, .sort = SORT_CODE_POINT};

static inline uint32_t first_of(struct charindex *index, const struct search_options *options,
                                const char *text, uint32_t *total)
{
    struct search_cursor cursor;
    struct search search;
    uint32_t first = UINT32_MAX;

    open_with(&search, index, options, text, strlen(text));
    search_seek(&search, 0, &cursor);
    (void)search_next(&cursor, 1, &first);
    *total = search_total(&search);
    search_release(&search);
    return first;
}

#endif
