/*
 * Lookahead in the text of a query: the lexical rules that the grammar's parts share. It finds
 * where clauses end, and does not interpret them.
 */

#include "index/search/query/cursor.h"

#include <string.h>

#include <unicode/uchar.h>

#include "index/base/ascii.h"
#include "index/base/utf8.h"
#include "index/text/words.h"

/* ASCII is decided here, because this is the parser's most frequent question. */
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

bool cursor_at_or(const struct cursor *cursor, size_t at)
{
    return cursor->has_or && at < cursor->size && cursor->text[at] == '|';
}

bool cursor_at_word(const struct cursor *cursor, size_t at)
{
    return at < cursor->size &&
           words_code_point((uint32_t)utf8_next(cursor->text, cursor->size, &at));
}

bool cursor_at_quote(const struct cursor *cursor, size_t at)
{
    return at < cursor->size && cursor->text[at] == '"' &&
           cursor_skip_separators(cursor, at + 1) < cursor->size;
}

size_t cursor_skip_separators(const struct cursor *cursor, size_t at)
{
    while (at < cursor->size && cursor_at_separator(cursor, at))
        (void)utf8_next(cursor->text, cursor->size, &at);
    return at;
}

size_t cursor_skip_space(const struct cursor *cursor, size_t at)
{
    while (at < cursor->size && cursor->text[at] != ',' && cursor_at_separator(cursor, at))
        (void)utf8_next(cursor->text, cursor->size, &at);
    return at;
}

bool cursor_find_colon(const struct cursor *cursor, size_t begin, size_t *colon)
{
    size_t at = begin;

    while (at < cursor->size && (ascii_is_letter(cursor->text[at]) || cursor->text[at] == '_' ||
                                 (at > begin && ascii_is_digit(cursor->text[at]))))
        at++;
    *colon = at;
    return at > begin && at < cursor->size && cursor->text[at] == ':';
}

size_t cursor_clause_end(const struct cursor *cursor, size_t begin)
{
    size_t at = begin, colon;

    if (cursor_find_colon(cursor, at, &colon) && cursor_at_quote(cursor, colon + 1))
        at = colon + 1;
    if (cursor_at_quote(cursor, at)) {
        const char *closing = memchr(cursor->text + at + 1, '"', cursor->size - at - 1);

        at = closing ? (size_t)(closing - cursor->text) + 1 : cursor->size;
    }
    while (!cursor_at_separator(cursor, at) && !cursor_at_or(cursor, at))
        (void)utf8_next(cursor->text, cursor->size, &at);
    return at;
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

bool cursor_has_word(const struct cursor *cursor, struct span span)
{
    while (span.begin < span.end)
        if (words_code_point((uint32_t)utf8_next(cursor->text, cursor->size, &span.begin)))
            return true;
    return false;
}

size_t cursor_count_words(const struct cursor *cursor, struct span span)
{
    struct words words;
    size_t begin, end, count = 0;

    words_init(&words, cursor->text + span.begin, span.end - span.begin);
    while (words_skip(&words, &begin, &end))
        count++;
    return count;
}
