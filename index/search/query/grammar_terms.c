/*
 * Single words, and a prefix after them: what words and patterns have in common.
 */

#include "index/search/query/grammar_terms.h"

#include "index/base/utf8.h"

/* Is this a letter with combining marks that has no precomposed code point? It may be a word, or
 * pasted text: a named sequence or its characters. */
static bool is_cluster(const struct word *word)
{
    return word->letters == 1 && word->length > 1;
}

/* The code point of a word of one letter, as it was pasted. Normalization would turn the OHM SIGN
 * into an omega, a different character. */
static uint32_t pasted_letter(const struct cursor *cursor, const struct word *word, size_t from)
{
    size_t at = from + word->begin;
    uint32_t point = (uint32_t)utf8_next(cursor->text, cursor->size, &at);

    return at == from + word->end ? point : word->first;
}

static enum parse_result add_word_clause(struct parse *parse, const struct word *word, size_t from,
                                         enum query_field field, bool prefix)
{
    struct query *query = parse->query;
    struct query_clause *clause = parse_add_clause(parse, prefix ? QUERY_PREFIX : QUERY_WORD);

    clause->field = field;
    clause->first = (uint32_t)query->word_count;
    clause->count = 1;
    if (!parse_add_word(parse, word, from))
        return PARSE_ERROR;
    if (field != QUERY_ANYWHERE || prefix)
        return PARSE_OK;
    if (word->length == 1)
        query->words[clause->first].letter = (int32_t)pasted_letter(&parse->cursor, word, from);
    if (is_cluster(word))
        return parse_add_text(parse, (struct span){from + word->begin, from + word->end});
    return PARSE_OK;
}

/* Makes each word a group of its own. The group of the last one stays open. */
enum parse_result grammar_terms(struct parse *parse, struct span span, enum query_field field,
                                bool prefix)
{
    struct words words;
    struct word word;
    size_t count = 0;

    words_init(&words, parse->cursor.text + span.begin, span.end - span.begin);
    while (words_next(&words, &word)) {
        bool last = prefix && span.begin + word.end == span.end;

        if (last) { /* fold it again: prefixes and words fold differently */
            words.at = word.begin;
            (void)words_next_prefix(&words, &word);
        }
        if (count++ > 0)
            parse->query->group_count++;
        if (field == QUERY_ANYWHERE)
            parse->clause = (struct span){span.begin + word.begin, span.begin + word.end + last};
        if (add_word_clause(parse, &word, span.begin, field, last) == PARSE_ERROR)
            return PARSE_ERROR;
    }
    return PARSE_OK;
}
