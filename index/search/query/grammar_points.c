/*
 * Code points in any notation, ranges of code points, and pasted text: text that contains no word.
 */

#include "index/search/query/grammar_points.h"

#include <assert.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/search/notation/notation.h"
#include "index/unicode/character.h"

enum { KEYCAP = 0x20E3 };

/* About a notation that begins so. */
static enum complaint complaint_of(char first)
{
    if (first == '&')
        return COMPLAINT_REFERENCE;
    return first == '\\' ? COMPLAINT_ESCAPE : COMPLAINT_CODE_POINT;
}

static enum parse_result read_points(struct parse *parse, struct span span, uint32_t *points,
                                     size_t *count)
{
    struct notation_error error;

    switch (notation_read(parse->cursor.text + span.begin, span.end - span.begin,
                          &parse->names_left, points, count, &error)) {
    case NOTATION_NO_MATCH:
        return PARSE_NO_MATCH;
    case NOTATION_OK:
        return PARSE_OK;
    case NOTATION_ERROR:
        return parse_fail(parse, complaint_of(parse->cursor.text[span.begin]),
                          span.begin + error.at, "%s", error.message);
    }
    assert(false && "not a value of enum notation_result");
    return PARSE_NO_MATCH;
}

enum parse_result grammar_point(struct parse *parse, struct span span, uint32_t *point)
{
    uint32_t points[QUERY_MAX_SIZE / 2];
    size_t count;
    enum parse_result result = read_points(parse, span, points, &count);

    if (result != PARSE_OK)
        return result;
    *point = points[0];
    return count == 1 ? PARSE_OK : PARSE_NO_MATCH;
}

enum parse_result grammar_range(struct parse *parse)
{
    const char *text = parse->cursor.text;
    struct span clause = parse->clause, before, after;
    const char *dots = memmem(text + clause.begin, clause.end - clause.begin, "..", 2);
    enum parse_result low_result, high_result;
    uint32_t low = 0, high = 0;

    if (!dots)
        return PARSE_NO_MATCH;
    before = (struct span){clause.begin, (size_t)(dots - text)};
    after = (struct span){before.end + 2, clause.end};
    low_result = grammar_point(parse, before, &low);
    if (low_result == PARSE_ERROR)
        return PARSE_ERROR;
    high_result = grammar_point(parse, after, &high);
    if (high_result == PARSE_ERROR ||
        (low_result == PARSE_NO_MATCH && high_result == PARSE_NO_MATCH))
        return high_result;
    if (low_result == PARSE_NO_MATCH || high_result == PARSE_NO_MATCH)
        return parse_fail(parse, COMPLAINT_RANGE_OPEN,
                          low_result == PARSE_NO_MATCH ? before.begin : after.begin,
                          "incomplete range: put a code point at both ends, as in U+2600..U+26FF");
    if (low > high)
        return parse_fail(parse, COMPLAINT_RANGE_REVERSED, after.begin,
                          "reversed range: put the smaller code point first");
    return parse_add_range(parse, low, high);
}

enum parse_result grammar_code_point(struct parse *parse)
{
    uint32_t points[QUERY_MAX_SIZE / 2];
    size_t count;
    enum parse_result result = read_points(parse, parse->clause, points, &count);

    if (result != PARSE_OK)
        return result;
    if (count > 1)
        return parse_add_points(parse, points, count);
    parse_add_clause(parse, QUERY_CODE_POINT)->low = points[0];
    return PARSE_OK;
}

/* Keycaps of digits are emoji and not words: 1, U+FE0F, U+20E3. */
static bool is_keycaps(const char *bytes, size_t size)
{
    for (size_t at = 0; at < size;) {
        int32_t point = utf8_next(bytes, size, &at);

        if (point < '0' || point > '9' || at == size)
            return false;
        point = utf8_next(bytes, size, &at);
        if (point == (int32_t)VARIATION_SELECTOR_16 && at < size)
            point = utf8_next(bytes, size, &at);
        if (point != KEYCAP)
            return false;
    }
    return true;
}

enum parse_result grammar_text(struct parse *parse)
{
    const char *text = parse->cursor.text + parse->clause.begin;
    struct words words;
    size_t begin, end;

    words_init(&words, text, parse->clause.end - parse->clause.begin);
    while (words_skip(&words, &begin, &end))
        if (!is_keycaps(text + begin, end - begin))
            return PARSE_NO_MATCH;
    return parse_add_text(parse, parse->clause);
}
