/*
 * The output of all parts of the grammar: the tables of the query, and the error. Syntax is decided
 * elsewhere.
 */

#include "index/search/query/parse.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "index/base/utf8.h"

enum parse_result parse_fail(struct parse *parse, enum complaint complaint, size_t at,
                             const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(parse->error->message, sizeof parse->error->message, format, arguments);
    va_end(arguments);
    parse->error->complaint = complaint;
    parse->error->key = NULL;
    parse->error->closest[0] = '\0';
    parse->error->column = utf8_length(parse->cursor.text, at) + 1;
    return PARSE_ERROR;
}

struct query_clause *parse_add_clause(struct parse *parse, enum query_clause_kind kind)
{
    struct query *query = parse->query;
    struct query_clause *clause = &query->clauses[query->count++];

    *clause = (struct query_clause){
        .kind = kind,
        .negated = parse->negated,
        .group = query->group_count,
        .begin = (uint32_t)parse->clause.begin,
        .end = (uint32_t)parse->clause.end,
    };
    return clause;
}

enum parse_result parse_add_points(struct parse *parse, const uint32_t *points, size_t count)
{
    struct query *query = parse->query;
    struct query_clause *clause = parse_add_clause(parse, QUERY_TEXT);

    clause->first = (uint32_t)query->point_count;
    clause->count = (uint32_t)count;
    memcpy(query->points + query->point_count, points, count * sizeof *points);
    query->point_count += count;
    return PARSE_OK;
}

enum parse_result parse_add_text(struct parse *parse, struct span span)
{
    const struct cursor *cursor = &parse->cursor;
    uint32_t points[QUERY_MAX_POINTS];
    size_t count = 0;

    while (span.begin < span.end)
        points[count++] = (uint32_t)utf8_next(cursor->text, cursor->size, &span.begin);
    return parse_add_points(parse, points, count);
}

enum parse_result parse_add_range(struct parse *parse, uint32_t low, uint32_t high)
{
    struct query_clause *clause = parse_add_clause(parse, QUERY_RANGE);

    clause->low = low;
    clause->high = high;
    return PARSE_OK;
}

bool parse_add_folded(struct parse *parse, const char *bytes, size_t size, uint32_t *first)
{
    struct query *query = parse->query;

    if (size > QUERY_FOLDED_SIZE - query->folded_size) {
        (void)parse_fail(parse, COMPLAINT_TOO_LONG, parse->clause.begin,
                         "query too long after case folding: use a shorter one");
        return false;
    }
    *first = (uint32_t)query->folded_size;
    memcpy(query->folded + query->folded_size, bytes, size);
    query->folded_size += size;
    return true;
}

bool parse_add_pattern(struct parse *parse, const char *folded, size_t size, struct span span)
{
    struct query *query = parse->query;
    struct query_word *added = &query->words[query->word_count++];

    *added = (struct query_word){
        .size = (uint32_t)size,
        .begin = (uint32_t)span.begin,
        .end = (uint32_t)span.end,
        .letter = -1,
    };
    return parse_add_folded(parse, folded, size, &added->first);
}

bool parse_add_word(struct parse *parse, const struct word *word, size_t from)
{
    struct query *query = parse->query;
    struct query_word *added = &query->words[query->word_count++];

    *added = (struct query_word){
        .size = (uint32_t)word->size,
        .begin = (uint32_t)(from + word->begin),
        .end = (uint32_t)(from + word->end),
        .letter = -1,
    };
    return parse_add_folded(parse, word->folded, word->size, &added->first);
}
