/*
 * Words with wildcards. Wildcards belong to the words that they touch: *arrow, arr?w and a*w are
 * patterns, arr* is a prefix, and what?! is a word with a question mark after it. The ".*" of a
 * regular expression stands between words, as white space does.
 */

#include "index/search/query/grammar_patterns.h"

#include <string.h>

#include "index/search/query/grammar_terms.h"

/* A word, or several with wildcards before, between and after them. */
struct token {
    char text[QUERY_FOLDED_SIZE]; /* folded; each run of "*" is one */
    size_t size;
    uint32_t words, wildcards;
    struct span span; /* in the text of the query */
    struct word word; /* the last one, not folded as a prefix */
    bool too_long;
};

static bool is_wildcard(char c)
{
    return c == '*' || c == '?';
}

/* The first of the wildcards directly before a word, in a gap that begins here. */
static size_t wildcards_before(const struct cursor *cursor, size_t gap, size_t word)
{
    size_t at = word;

    while (at > gap && is_wildcard(cursor->text[at - 1]))
        at--;
    return at > gap && cursor->text[at - 1] == '.' ? word : at;
}

/* The end of the wildcards directly after a word. A "?" there is a question mark, and ".*" is not
 * there. */
static size_t wildcards_after(const struct cursor *cursor, size_t word, size_t end)
{
    while (word < end && cursor->text[word] == '*')
        word++;
    return word;
}

static void token_append(struct token *token, const char *bytes, size_t size)
{
    if (size > sizeof token->text - token->size) {
        token->too_long = true;
        return;
    }
    memcpy(token->text + token->size, bytes, size);
    token->size += size;
}

static void token_add_wildcards(struct token *token, const struct cursor *cursor, struct span span)
{
    for (size_t at = span.begin; at < span.end; at++) {
        bool repeats = token->size > 0 && token->text[token->size - 1] == '*';

        if (cursor->text[at] != '*' || !repeats)
            token_append(token, cursor->text + at, 1);
        token->wildcards++;
    }
    if (span.begin < span.end)
        token->span.end = span.end;
}

static void token_add_word(struct token *token, const struct cursor *cursor, struct span span)
{
    struct words words;

    words_init(&words, cursor->text + span.begin, span.end - span.begin);
    if (words_next_prefix(&words, &token->word) && token->word.size > 0)
        token_append(token, token->word.folded, token->word.size);
    else
        token->too_long = true;
    token->words++;
    token->span.end = span.end;
}

/* Finds the next token from *at on. */
static bool token_next(struct token *token, const struct cursor *cursor, struct span span,
                       size_t *at)
{
    size_t begin, end, gap = *at, base = *at;
    struct words words;

    token->size = token->words = token->wildcards = 0;
    token->too_long = false;
    words_init(&words, cursor->text + base, span.end - base);
    while (words_skip(&words, &begin, &end)) {
        struct span word = {base + begin, base + end};
        size_t before = wildcards_before(cursor, gap, word.begin);

        if (token->words > 0 && before > gap)
            break; /* something else is between the words */
        if (token->words == 0)
            token->span.begin = before;
        token_add_wildcards(token, cursor, (struct span){before, word.begin});
        token_add_word(token, cursor, word);
        gap = *at = word.end;
    }
    if (token->words == 0)
        return false;
    end = wildcards_after(cursor, *at, span.end);
    token_add_wildcards(token, cursor, (struct span){*at, end});
    *at = end;
    return true;
}

static bool is_plain(const struct token *token)
{
    return token->words == 1 && token->wildcards == 0;
}

static bool is_prefix(const struct token *token, const struct cursor *cursor)
{
    return token->words == 1 && token->wildcards == 1 && cursor->text[token->span.end - 1] == '*';
}

bool grammar_has_patterns(const struct cursor *cursor, struct span span)
{
    const char *text = cursor->text + span.begin;
    const char *star = memchr(text, '*', span.end - span.begin);
    size_t at = span.begin;
    struct token token;

    if (!star && !memchr(text, '?', span.end - span.begin))
        return false;
    while (token_next(&token, cursor, span, &at)) {
        if (is_plain(&token))
            continue;
        if (!is_prefix(&token, cursor) || token.span.end < span.end)
            return true;
        star = NULL; /* the only one there may be: any other is in a token before */
    }
    return star != NULL;
}

static enum parse_result add_token(struct parse *parse, struct token *token, enum query_field field)
{
    const struct cursor *cursor = &parse->cursor;
    bool prefix = is_prefix(token, cursor);
    struct query_clause *clause;

    if (is_plain(token) || prefix)
        return grammar_terms(parse, (struct span){token->span.begin, token->span.end - prefix},
                             field, prefix);
    if (field == QUERY_ANYWHERE)
        parse->clause = token->span;
    clause = parse_add_clause(parse, QUERY_PATTERN);
    clause->field = field;
    clause->first = (uint32_t)parse->query->word_count;
    clause->count = 1;
    return parse_add_pattern(parse, token->text, token->too_long ? 0 : token->size, token->span)
               ? PARSE_OK
               : PARSE_ERROR;
}

enum parse_result grammar_patterns(struct parse *parse, struct span span, enum query_field field)
{
    bool alone = field == QUERY_ANYWHERE && !parse->negated && !parse->alternatives;
    const struct cursor *cursor = &parse->cursor;
    size_t at = span.begin, count = 0;
    struct token token;

    while (token_next(&token, cursor, span, &at)) {
        if (count > 0 && !alone)
            return parse_fail(parse, COMPLAINT_STAR_WORDS, token.span.begin,
                              "several words with a wildcard: after - or a field, or next to |, "
                              "use a single word, as in -*arrow");
        if (count++ > 0)
            parse->query->group_count++;
        if (add_token(parse, &token, field) == PARSE_ERROR)
            return PARSE_ERROR;
    }
    return PARSE_OK;
}
