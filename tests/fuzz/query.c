/*
 * Any bytes as a query. What is taken must be clauses in the order of the text, each within it and
 * within its tables; what is refused must name a place in it, in words of our own. Then the query
 * is asked of a small index.
 */

#include "index/search/query.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/utf8.h"
#include "tests/unit/index/exercise.h"
#include "tests/unit/index/small_image.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Not assert(): a build without assertions must find things, too. */
static void demand(bool holds)
{
    if (!holds)
        abort();
}

static struct charindex *index_get(void)
{
    static struct small_image image;
    static struct charindex *index;
    struct reason reason;

    if (!index) {
        small_image_make(&image);
        demand(charindex_parse(image.bytes, image.size, &index, &reason) == CHARINDEX_OK);
    }
    return index;
}

/* The clause is the word that stands in its place, and that word alone. */
static void check_word(const struct query *query, const struct query_clause *clause,
                       const char *text)
{
    struct words words;
    struct word word;

    demand(clause->size <= query->folded_size &&
           clause->first <= query->folded_size - clause->size);
    words_init(&words, text + clause->begin, clause->end - clause->begin);
    demand(words_next(&words, &word));
    demand(word.begin == 0 && word.end == clause->end - clause->begin);
    demand(word.size == clause->size &&
           memcmp(word.folded, query->folded + clause->first, word.size) == 0);
    demand((clause->letter >= 0) == (word.length == 1 && word.first >= 0x80));
    demand(clause->letter < 0 || (uint32_t)clause->letter == word.first);
}

static void check_clause(const struct query *query, const struct query_clause *clause,
                         const char *text)
{
    switch (clause->kind) {
    case QUERY_WORD:
        check_word(query, clause, text);
        break;
    case QUERY_CODE_POINT:
        demand(clause->first <= 0x10FFFF);
        break;
    case QUERY_TEXT:
        demand(clause->size > 0 && clause->size <= query->point_count &&
               clause->first <= query->point_count - clause->size);
        for (uint32_t i = 0; i < clause->size; i++)
            demand(query->points[clause->first + i] <= 0x10FFFF);
        break;
    default:
        abort();
    }
}

static void check_query(const struct query *query, const char *text, size_t size)
{
    uint32_t behind = 0;

    demand(size <= QUERY_MAX_SIZE && utf8_valid(text, size));
    demand(query->count <= QUERY_MAX_CLAUSES && query->folded_size <= QUERY_FOLDED_SIZE &&
           query->point_count <= QUERY_MAX_POINTS);
    for (size_t i = 0; i < query->count; i++) {
        const struct query_clause *clause = &query->clauses[i];

        demand(clause->begin >= behind && clause->end > clause->begin && clause->end <= size);
        behind = clause->end;
        check_clause(query, clause, text);
    }
}

static void check_error(const struct query_error *error, const char *text, size_t size)
{
    const char *end = memchr(error->message, '\0', sizeof error->message);

    demand(error->column >= 1 && error->column <= utf8_length(text, size) + 1);
    demand(end && end > error->message);
    for (const char *c = error->message; c < end; c++)
        demand(*c >= 0x20 && *c <= 0x7E);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *text = size > 0 ? (const char *)bytes : "";
    struct query_error error;
    struct query query;
    const char *trouble;

    if (query_parse(&query, text, size, &error))
        check_query(&query, text, size);
    else
        check_error(&error, text, size);
    trouble = exercise_search(index_get(), text, size);
    demand(!trouble);
    return 0;
}
