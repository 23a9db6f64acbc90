/*
 * Words, prefixes and phrases, in any field.
 *
 * Several words joined by punctuation (euro-currency) are a group each on their own. In a field,
 * after "-" or next to "|" they must be one clause, and become a phrase.
 */

#include "index/search/query/grammar_words.h"

#include <string.h>

#include "index/base/utf8.h"
#include "index/search/query/grammar_patterns.h"
#include "index/search/query/grammar_terms.h"

bool grammar_unquote(struct parse *parse, size_t begin, struct span *inner)
{
    const char *text = parse->cursor.text;
    size_t end = parse->clause.end;
    const char *closing = memchr(text + begin + 1, '"', end - begin - 1);

    if (!closing) {
        (void)parse_fail(parse, COMPLAINT_QUOTE_OPEN, begin,
                         "unterminated quote: add a closing \"");
        return false;
    }
    *inner = (struct span){begin + 1, (size_t)(closing - text)};
    if (inner->end + 1 < end) {
        (void)parse_fail(parse, COMPLAINT_QUOTE_SPACE, inner->end + 1,
                         "missing space after the closing quote: write \"cat face\" black");
        return false;
    }
    return true;
}

static enum parse_result add_phrase(struct parse *parse, struct span span, enum query_field field)
{
    struct query *query = parse->query;
    struct query_clause *clause;
    struct words words;
    struct word word;

    if (parse->phrases_left == 0)
        return parse_fail(parse, COMPLAINT_TOO_MANY_PHRASES, parse->clause.begin,
                          "too many phrases: use at most %d", QUERY_MAX_PHRASES);
    parse->phrases_left--;
    clause = parse_add_clause(parse, QUERY_PHRASE);
    clause->field = field;
    clause->first = (uint32_t)query->word_count;
    words_init(&words, parse->cursor.text + span.begin, span.end - span.begin);
    while (words_next(&words, &word))
        if (!parse_add_word(parse, &word, span.begin))
            return PARSE_ERROR;
    clause->count = (uint32_t)query->word_count - clause->first;
    return PARSE_OK;
}

enum parse_result grammar_phrase(struct parse *parse, size_t begin, enum query_field field)
{
    const char *text = parse->cursor.text, *star;
    struct span inner;

    if (!grammar_unquote(parse, begin, &inner))
        return PARSE_ERROR;
    star = memchr(text + inner.begin, '*', inner.end - inner.begin);
    if (star)
        return parse_fail(parse, COMPLAINT_STAR_QUOTED, (size_t)(star - text),
                          "misplaced *: put a prefix such as arrow* outside the quotes");
    if (!cursor_has_word(&parse->cursor, inner))
        return parse_fail(
            parse, COMPLAINT_QUOTE_EMPTY, begin,
            "no word in the phrase: add one, as in \"cat face\", or remove the quotes");
    return add_phrase(parse, inner, field);
}

/* Finds two dots between words, as in a..z. */
static bool find_dots(const struct cursor *cursor, struct span span, size_t *dots)
{
    const char *found = memmem(cursor->text + span.begin, span.end - span.begin, "..", 2);

    if (!found)
        return false;
    *dots = (size_t)(found - cursor->text);
    return cursor_has_word(cursor, (struct span){span.begin, *dots}) &&
           cursor_has_word(cursor, (struct span){*dots, span.end});
}

enum parse_result grammar_words(struct parse *parse, size_t begin, enum query_field field)
{
    const struct cursor *cursor = &parse->cursor;
    struct span span = {begin, parse->clause.end};
    size_t size = span.end - span.begin, dots;
    const char *quote = memchr(cursor->text + begin, '"', size);
    const char *star = memchr(cursor->text + begin, '*', size);
    bool wild = star || memchr(cursor->text + begin, '?', size);
    bool alone = field == QUERY_ANYWHERE && !parse->negated && !parse->alternatives;

    if (quote)
        return parse_fail(parse, COMPLAINT_QUOTE_INSIDE, (size_t)(quote - cursor->text),
                          "misplaced quote: put quotes around a phrase, as in \"cat face\"");
    if (find_dots(cursor, span, &dots))
        return parse_fail(parse, COMPLAINT_RANGE_ENDS, dots,
                          "invalid range: use code points, as in U+2600..U+26FF");
    if (wild && grammar_has_patterns(cursor, span))
        return grammar_patterns(parse, span, field);
    span.end -= star != NULL;
    if (alone || cursor_count_words(cursor, span) == 1)
        return grammar_terms(parse, span, field, star != NULL);
    if (star)
        return parse_fail(parse, COMPLAINT_STAR_WORDS, (size_t)(star - cursor->text),
                          "several words before *: after - or a field, or next to |, use a single "
                          "word, as in -arrow*");
    return add_phrase(parse, span, field);
}
