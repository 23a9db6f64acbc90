/*
 * Any bytes as a query. An accepted query must be clauses in the order of the text, each within the
 * text and within its tables. A refused one must have an error at a place in the text, in words of
 * this program. Then the query is run on a small index.
 */

#include "index/search/query/grammar.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/unicode/property_names.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/small_index.h"
#include "tests/unit/index/file/exercise.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The letter that a word stands for: the pasted code point, or several composed into one. */
static uint32_t letter_at(const struct query_word *read, const struct word *word, const char *text)
{
    size_t at = read->begin;
    int32_t point = utf8_next(text, read->end, &at);

    return at == read->end ? (uint32_t)point : word->first;
}

/* The words of a clause are the words at their places in the text. */
static void check_words(const struct query *query, const struct query_clause *clause,
                        const char *text)
{
    demand(clause->count > 0 && clause->count <= query->word_count &&
           clause->first <= query->word_count - clause->count);
    demand(clause->kind == QUERY_PHRASE || clause->count == 1);
    for (uint32_t i = clause->first; i < clause->first + clause->count; i++) {
        const struct query_word *read = &query->words[i];
        bool alone = clause->kind == QUERY_WORD && clause->field == QUERY_ANYWHERE;
        struct words words;
        struct word word;

        demand(read->begin >= clause->begin && read->end <= clause->end);
        demand(read->size <= query->folded_size && read->first <= query->folded_size - read->size);
        words_init(&words, text + read->begin, read->end - read->begin);
        demand(clause->kind == QUERY_PREFIX ? words_next_prefix(&words, &word)
                                            : words_next(&words, &word));
        demand(word.begin == 0 && word.end == read->end - read->begin);
        demand(word.size == read->size &&
               memcmp(word.folded, query->folded + read->first, word.size) == 0);
        demand((read->letter >= 0) == (alone && word.length == 1));
        demand(read->letter < 0 || (uint32_t)read->letter == letter_at(read, &word, text));
    }
}

/* A word and at least one wildcard, or a word too long to match. */
static void check_pattern(const struct query *query, const struct query_clause *clause)
{
    const struct query_word *read = &query->words[clause->first];
    const char *folded = query->folded + read->first;

    demand(clause->count == 1 && clause->first < query->word_count);
    demand(read->begin >= clause->begin && read->end <= clause->end && read->letter < 0);
    demand(read->size <= query->folded_size && read->first <= query->folded_size - read->size);
    demand(read->size == 0 || memchr(folded, '*', read->size) || memchr(folded, '?', read->size));
}

/* The name of a value leads back to the value. */
static void check_property(const struct query *query, const struct query_clause *clause)
{
    char value[PROPERTY_VALUE_SIZE];

    switch (property_kind(clause->property)) {
    case PROPERTY_KIND_NAMED:
    case PROPERTY_KIND_YES_NO:
        demand(clause->count > 0 && clause->count <= query->folded_size &&
               clause->first <= query->folded_size - clause->count);
        demand(property_value_find(NULL, clause->property, query->folded + clause->first,
                                   clause->count, value));
        demand(strlen(value) == clause->count &&
               memcmp(value, query->folded + clause->first, clause->count) == 0);
        break;
    case PROPERTY_KIND_CATEGORIES:
        demand(clause->categories > 0 && clause->categories >> PROPERTY_CATEGORIES == 0);
        break;
    case PROPERTY_KIND_NUMBERS:
        break; /* any two numbers */
    case PROPERTY_KIND_VERSIONS:
        demand(clause->low <= 0x10000 && clause->high <= 0xFFFF);
        break;
    default:
        abort();
    }
}

static void check_clause(const struct query *query, const struct query_clause *clause,
                         const char *text)
{
    switch (clause->kind) {
    case QUERY_WORD:
    case QUERY_PREFIX:
    case QUERY_PHRASE:
        check_words(query, clause, text);
        break;
    case QUERY_PATTERN:
        check_pattern(query, clause);
        break;
    case QUERY_RELATIVES:
        demand(clause->relation <= QUERY_BASE);
        demand(clause->low <= 0x10FFFF);
        break;
    case QUERY_CODE_POINT:
        demand(clause->low <= 0x10FFFF);
        break;
    case QUERY_RANGE:
        demand(clause->low <= clause->high && clause->high <= 0x10FFFF);
        break;
    case QUERY_TEXT:
        demand(clause->count > 0 && clause->count <= query->point_count &&
               clause->first <= query->point_count - clause->count);
        for (uint32_t i = 0; i < clause->count; i++)
            demand(query->points[clause->first + i] <= 0x10FFFF);
        break;
    case QUERY_PROPERTY:
        check_property(query, clause);
        break;
    default:
        abort();
    }
}

/* In the order of the text. Only a letter with its marks is both a word and a text. */
static void check_order(const struct query *query, size_t i)
{
    const struct query_clause *clause = &query->clauses[i], *before = clause - 1;

    if (i == 0) {
        demand(clause->group == 0);
        return;
    }
    demand(clause->group == before->group || clause->group == before->group + 1);
    if (clause->group == before->group)
        demand(clause->negated == before->negated);
    if (clause->kind == QUERY_TEXT && before->kind == QUERY_WORD && clause->begin == before->begin)
        demand(clause->group == before->group && clause->end == before->end);
    else
        demand(clause->begin >= before->end);
}

static void check_query(const struct query *query, const char *text, size_t size)
{
    demand(size <= QUERY_MAX_SIZE && utf8_valid(text, size));
    demand(query->count <= QUERY_MAX_CLAUSES && query->folded_size <= QUERY_FOLDED_SIZE &&
           query->word_count <= QUERY_MAX_CLAUSES && query->point_count <= QUERY_MAX_POINTS);
    for (size_t i = 0; i < query->count; i++) {
        const struct query_clause *clause = &query->clauses[i];

        demand(clause->end > clause->begin && clause->end <= size);
        check_order(query, i);
        check_clause(query, clause, text);
    }
    demand(query->group_count ==
           (query->count > 0 ? query->clauses[query->count - 1].group + 1 : 0));
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
    const char *fault;

    if (query_parse(&query, NULL, text, size, &error))
        check_query(&query, text, size);
    else
        check_error(&error, text, size);
    fault = exercise_search(small_index(), text, size);
    demand(!fault);
    return 0;
}
