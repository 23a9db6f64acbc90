/*
 * Official names are found by a hash of the whole text. The others are compared word by word, for the
 * documents that have the rarest word in texts of that kind.
 */

#include "index/search/reading/whole_name.h"

#include <endian.h>
#include <stdint.h>

#include "index/base/ascii.h"
#include "index/text/words.h"

enum {
    WORDS_MAX = 16,
    NAME_MAX_SIZE = 128,
    WORD_STEPS = 40,     /* of a word looked up */
    DOCUMENT_STEPS = 16, /* of a document's texts, of which it has about as many */
};

/* The words of a text, as terms. */
struct terms {
    uint32_t list[WORDS_MAX];
    uint32_t count;
};

static bool is_official(const struct charindex *index, struct slice text)
{
    char name[NAME_MAX_SIZE];
    uint32_t document;

    for (size_t i = 0; i < text.size; i++)
        name[i] = ascii_upper(text.bytes[i]);
    return charindex_find_name(index, name, text.size, &document);
}

/* Returns false if a word is not a term: then no text has it. */
static bool look_up(const struct charindex *index, struct slice text, struct budget *budget,
                    struct terms *terms)
{
    struct words words;
    struct word word;

    terms->count = 0;
    words_init(&words, text.bytes, text.size);
    while (words_next(&words, &word))
        if (terms->count == WORDS_MAX || word.size == 0 ||
            !budget_take(budget, BUDGET_EVALUATE, WORD_STEPS) ||
            !charindex_term(index, word.folded, word.size, &terms->list[terms->count++]))
            return false;
    return terms->count > 0;
}

static bool are_same(const struct terms *terms, struct word_list words)
{
    uint32_t same = 0;

    if (words.count != terms->count)
        return false;
    while (same < terms->count && le32toh(words.terms_le[same]) == terms->list[same])
        same++;
    return same == terms->count;
}

static bool is_name_of(const struct charindex *index, const struct terms *terms, uint32_t document)
{
    struct text_range texts = charindex_texts(index, document);
    uint8_t language;

    if (are_same(terms, charindex_name_words(index, document)))
        return true;
    for (uint32_t at = texts.first; at < texts.end; at++)
        if (charindex_text_kind(index, at, &language) == TEXT_SHORT_NAME &&
            are_same(terms, charindex_text_words(index, at)))
            return true;
    return false;
}

/* The documents that have the term in a field; empty: none. */
static struct postings with_term(const struct charindex *index, uint32_t term, unsigned field)
{
    struct list_range lists =
        charindex_lists(index, (struct term_range){.first = term, .end = term + 1});

    for (uint32_t list = lists.first; list < lists.end; list++)
        if (charindex_list_field(index, list) == field)
            return charindex_list(index, list);
    return (struct postings){.runs = NULL};
}

/* Do they belong to a document that has all terms in this field? */
static bool is_in_field(const struct charindex *index, const struct terms *terms, unsigned field,
                        struct budget *budget)
{
    struct postings fewest = with_term(index, terms->list[0], field);

    for (uint32_t i = 1; i < terms->count && fewest.total > 0; i++) {
        struct postings set = with_term(index, terms->list[i], field);

        if (set.total < fewest.total)
            fewest = set;
    }
    for (uint32_t run = 0; run < fewest.count; run++)
        for (uint32_t document = posting_first(&fewest, run); document < posting_end(&fewest, run);
             document++) {
            if (!budget_take(budget, BUDGET_EVALUATE, DOCUMENT_STEPS))
                return false;
            if (is_name_of(index, terms, document))
                return true;
        }
    return false;
}

bool whole_name(const struct charindex *index, struct slice text, struct budget *budget)
{
    struct list_range lists;
    struct terms terms;

    if (text.size > NAME_MAX_SIZE)
        return false;
    if (is_official(index, text))
        return true;
    if (!look_up(index, text, budget, &terms))
        return false;
    lists = charindex_lists(index,
                            (struct term_range){.first = terms.list[0], .end = terms.list[0] + 1});
    for (uint32_t list = lists.first; list < lists.end; list++) {
        unsigned field = charindex_list_field(index, list);

        if ((field == FIELD_SEQUENCE || field >= FIELD_KEYWORD) &&
            is_in_field(index, &terms, field, budget))
            return true;
    }
    return false;
}
