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

enum form cursor_refuse(struct cursor *cursor, size_t at, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(cursor->error->message, sizeof cursor->error->message, format, arguments);
    va_end(arguments);
    cursor->error->column = utf8_length(cursor->text, at) + 1;
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

bool cursor_at_separator(const struct cursor *cursor, size_t at)
{
    return at == cursor->size || is_separator(utf8_next(cursor->text, cursor->size, &at));
}

bool cursor_at_bar(const struct cursor *cursor, size_t at)
{
    return cursor->bars && at < cursor->size && cursor->text[at] == '|';
}

bool cursor_at_word(const struct cursor *cursor, size_t at)
{
    return at < cursor->size &&
           words_code_point((uint32_t)utf8_next(cursor->text, cursor->size, &at));
}

bool cursor_is_punctuation(const struct cursor *cursor, struct span span)
{
    while (span.begin < span.end) {
        int32_t point = utf8_next(cursor->text, cursor->size, &span.begin);

        if (!is_separator(point) && (point >= 0x80 || words_code_point((uint32_t)point)))
            return false;
    }
    return true;
}

size_t cursor_behind_separators(const struct cursor *cursor, size_t at, bool comma)
{
    size_t next = at;

    while (next < cursor->size && cursor_at_separator(cursor, next) &&
           (comma || cursor->text[next] != ',')) {
        (void)utf8_next(cursor->text, cursor->size, &next);
        at = next;
    }
    return at;
}

/*
 * Where a clause ends.
 */

bool cursor_at_quotation(const struct cursor *cursor, size_t at)
{
    return at < cursor->size && cursor->text[at] == '"' &&
           cursor_behind_separators(cursor, at + 1, true) < cursor->size;
}

bool cursor_find_colon(const struct cursor *cursor, size_t begin, size_t *colon)
{
    size_t at = begin;

    while (at < cursor->size &&
           ((cursor->text[at] >= 'a' && cursor->text[at] <= 'z') ||
            (cursor->text[at] >= 'A' && cursor->text[at] <= 'Z') || cursor->text[at] == '_'))
        at++;
    *colon = at;
    return at > begin && at < cursor->size && cursor->text[at] == ':';
}

size_t cursor_clause_end(const struct cursor *cursor, size_t at)
{
    size_t colon;

    if (cursor_find_colon(cursor, at, &colon) && cursor_at_quotation(cursor, colon + 1))
        at = colon + 1;
    if (cursor_at_quotation(cursor, at)) {
        const char *closing = memchr(cursor->text + at + 1, '"', cursor->size - at - 1);

        at = closing ? (size_t)(closing - cursor->text) + 1 : cursor->size;
    }
    while (!cursor_at_separator(cursor, at) && !cursor_at_bar(cursor, at))
        (void)utf8_next(cursor->text, cursor->size, &at);
    return at;
}

/*
 * Clauses, words and their bytes.
 */

struct query_clause *cursor_add_clause(struct cursor *cursor, enum query_clause_kind kind)
{
    struct query *query = cursor->query;
    struct query_clause *clause = &query->clauses[query->count++];

    *clause = (struct query_clause){
        .kind = kind,
        .negated = cursor->negated,
        .group = query->group_count,
        .begin = (uint32_t)cursor->begin,
        .end = (uint32_t)cursor->end,
    };
    return clause;
}

enum form cursor_add_points(struct cursor *cursor, const uint32_t *points, size_t count)
{
    struct query *query = cursor->query;
    struct query_clause *clause = cursor_add_clause(cursor, QUERY_TEXT);

    clause->first = (uint32_t)query->point_count;
    clause->count = (uint32_t)count;
    memcpy(query->points + query->point_count, points, count * sizeof *points);
    query->point_count += count;
    return FORM_TAKEN;
}

enum form cursor_add_text(struct cursor *cursor, struct span span)
{
    uint32_t points[QUERY_MAX_POINTS];
    size_t count = 0;

    while (span.begin < span.end)
        points[count++] = (uint32_t)utf8_next(cursor->text, cursor->size, &span.begin);
    return cursor_add_points(cursor, points, count);
}

enum form cursor_add_range(struct cursor *cursor, uint32_t low, uint32_t high)
{
    struct query_clause *clause = cursor_add_clause(cursor, QUERY_RANGE);

    clause->low = low;
    clause->high = high;
    return FORM_TAKEN;
}

bool cursor_keep_folded(struct cursor *cursor, const char *bytes, size_t size, uint32_t *first)
{
    struct query *query = cursor->query;

    if (size > QUERY_FOLDED_SIZE - query->folded_size) {
        (void)cursor_refuse(cursor, cursor->begin,
                            "a query this long has too much in it: send less of it");
        return false;
    }
    *first = (uint32_t)query->folded_size;
    memcpy(query->folded + query->folded_size, bytes, size);
    query->folded_size += size;
    return true;
}

bool cursor_add_word(struct cursor *cursor, const struct word *word, size_t from)
{
    struct query *query = cursor->query;
    struct query_word *added = &query->words[query->word_count++];

    *added = (struct query_word){
        .size = (uint32_t)word->size,
        .begin = (uint32_t)(from + word->begin),
        .end = (uint32_t)(from + word->end),
        .letter = -1,
    };
    return cursor_keep_folded(cursor, word->folded, word->size, &added->first);
}
