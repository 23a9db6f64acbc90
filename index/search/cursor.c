/*
 * What the forms of the grammar (query.c) share: one look ahead, and the tables of the query that
 * is being made.
 */

#include "index/search/cursor.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/base/utf8.h"

enum form parser_refuse(struct parser *parser, size_t at, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(parser->error->message, sizeof parser->error->message, format, arguments);
    va_end(arguments);
    parser->error->column = utf8_length(parser->text, at) + 1;
    return FORM_REFUSED;
}

/*
 * What characters are.
 */

/* ICU is asked of what is not ASCII only: this is the parser's commonest question. */
static bool is_separator(int32_t code_point)
{
    if (code_point < 0x80)
        return code_point == ',' || code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
    return u_isUWhiteSpace(code_point);
}

bool parser_at_separator(const struct parser *parser, size_t at)
{
    return at == parser->size || is_separator(utf8_next(parser->text, parser->size, &at));
}

bool parser_at_bar(const struct parser *parser, size_t at)
{
    return parser->bars && at < parser->size && parser->text[at] == '|';
}

bool parser_at_word(const struct parser *parser, size_t at)
{
    return at < parser->size &&
           words_code_point((uint32_t)utf8_next(parser->text, parser->size, &at));
}

bool parser_is_punctuation(const struct parser *parser, struct span span)
{
    while (span.begin < span.end) {
        int32_t point = utf8_next(parser->text, parser->size, &span.begin);

        if (!is_separator(point) && (point >= 0x80 || words_code_point((uint32_t)point)))
            return false;
    }
    return true;
}

size_t parser_behind_separators(const struct parser *parser, size_t at, bool comma)
{
    size_t next = at;

    while (next < parser->size && parser_at_separator(parser, next) &&
           (comma || parser->text[next] != ',')) {
        (void)utf8_next(parser->text, parser->size, &next);
        at = next;
    }
    return at;
}

/*
 * Where a clause ends.
 */

bool parser_at_quotation(const struct parser *parser, size_t at)
{
    return at < parser->size && parser->text[at] == '"' &&
           parser_behind_separators(parser, at + 1, true) < parser->size;
}

bool parser_find_colon(const struct parser *parser, size_t begin, size_t *colon)
{
    size_t at = begin;

    while (at < parser->size &&
           ((parser->text[at] >= 'a' && parser->text[at] <= 'z') ||
            (parser->text[at] >= 'A' && parser->text[at] <= 'Z') || parser->text[at] == '_'))
        at++;
    *colon = at;
    return at > begin && at < parser->size && parser->text[at] == ':';
}

size_t parser_clause_end(const struct parser *parser, size_t at)
{
    size_t colon;

    if (parser_find_colon(parser, at, &colon) && parser_at_quotation(parser, colon + 1))
        at = colon + 1;
    if (parser_at_quotation(parser, at)) {
        const char *closing = memchr(parser->text + at + 1, '"', parser->size - at - 1);

        at = closing ? (size_t)(closing - parser->text) + 1 : parser->size;
    }
    while (!parser_at_separator(parser, at) && !parser_at_bar(parser, at))
        (void)utf8_next(parser->text, parser->size, &at);
    return at;
}

/*
 * Clauses, words and their bytes.
 */

struct query_clause *parser_add_clause(struct parser *parser, enum query_clause_kind kind)
{
    struct query *query = parser->query;
    struct query_clause *clause = &query->clauses[query->count++];

    *clause = (struct query_clause){
        .kind = kind,
        .negated = parser->negated,
        .group = query->group_count,
        .begin = (uint32_t)parser->begin,
        .end = (uint32_t)parser->end,
    };
    return clause;
}

enum form parser_add_points(struct parser *parser, const uint32_t *points, size_t count)
{
    struct query *query = parser->query;
    struct query_clause *clause = parser_add_clause(parser, QUERY_TEXT);

    clause->first = (uint32_t)query->point_count;
    clause->count = (uint32_t)count;
    memcpy(query->points + query->point_count, points, count * sizeof *points);
    query->point_count += count;
    return FORM_TAKEN;
}

enum form parser_add_text(struct parser *parser, struct span span)
{
    uint32_t points[QUERY_MAX_POINTS];
    size_t count = 0;

    while (span.begin < span.end)
        points[count++] = (uint32_t)utf8_next(parser->text, parser->size, &span.begin);
    return parser_add_points(parser, points, count);
}

enum form parser_add_range(struct parser *parser, uint32_t low, uint32_t high)
{
    struct query_clause *clause = parser_add_clause(parser, QUERY_RANGE);

    clause->low = low;
    clause->high = high;
    return FORM_TAKEN;
}

bool parser_keep_folded(struct parser *parser, const char *bytes, size_t size, uint32_t *first)
{
    struct query *query = parser->query;

    if (size > QUERY_FOLDED_SIZE - query->folded_size) {
        (void)parser_refuse(parser, parser->begin,
                            "a query this long has too much in it: send less of it");
        return false;
    }
    *first = (uint32_t)query->folded_size;
    memcpy(query->folded + query->folded_size, bytes, size);
    query->folded_size += size;
    return true;
}

bool parser_add_word(struct parser *parser, const struct word *word, size_t from)
{
    struct query *query = parser->query;
    struct query_word *added = &query->words[query->word_count++];

    *added = (struct query_word){
        .size = (uint32_t)word->size,
        .begin = (uint32_t)(from + word->begin),
        .end = (uint32_t)(from + word->end),
        .letter = -1,
    };
    return parser_keep_folded(parser, word->folded, word->size, &added->first);
}
