/*
 * What words mean was stored with the index (builder/relations/meanings.h), the likeliest first. A lookup is
 * one binary search, which costs less than evaluating a proposal.
 */

#include "index/search/fallback/meaning.h"

#include <string.h>

#include "index/search/query/grammar.h"

enum { PHRASE_MAX = 256 }; /* bytes; longer ones have no meanings */

/* Is the clause a word for any text of a character? */
static bool is_word(const struct query *query, size_t clause)
{
    const struct query_clause *asked = &query->clauses[clause];

    return asked->kind == QUERY_WORD && !asked->negated && asked->field == QUERY_ANYWHERE &&
           query->words[asked->first].size > 0;
}

static struct slice word_of(const struct query *query, size_t clause)
{
    const struct query_word *word = &query->words[query->clauses[clause].first];

    return (struct slice){.bytes = query->folded + word->first, .size = word->size};
}

/* WordNet has the base forms of words only. These endings lead there; they are those of its own program,
 * morphy (morphy(7WN)). */
static const struct {
    const char *ending, *base;
} endings[] = {
    {"ies", "y"}, {"ches", "ch"}, {"shes", "sh"}, {"ses", "s"}, {"xes", "x"}, {"zes", "z"},
    {"s", ""},    {"ied", "y"},   {"ed", "e"},    {"ed", ""},   {"ing", "e"}, {"ing", ""},
};

/* Is the word in another text than a definition? */
static bool is_known(const struct charindex *index, struct slice word)
{
    struct list_range lists;
    uint32_t term;

    if (!charindex_term(index, word.bytes, word.size, &term))
        return false;
    lists = charindex_lists(index, (struct term_range){.first = term, .end = term + 1});
    for (uint32_t list = lists.first; list < lists.end; list++)
        if (charindex_list_field(index, list) != FIELD_DEFINITION)
            return true;
    return false;
}

/* The meanings of the base form that this ending leads to, if the word has it. */
static struct meaning_range find_base(const struct charindex *index, struct slice word, size_t rule)
{
    const struct slice ending = slice_of(endings[rule].ending), base = slice_of(endings[rule].base);
    char other[PHRASE_MAX];
    size_t kept;

    if (word.size <= ending.size || word.size > sizeof other)
        return (struct meaning_range){.first = 0};
    kept = word.size - ending.size;
    if (memcmp(word.bytes + kept, ending.bytes, ending.size) != 0)
        return (struct meaning_range){.first = 0};
    memcpy(other, word.bytes, kept);
    memcpy(other + kept, base.bytes, base.size);
    return charindex_meanings(index, (struct slice){.bytes = other, .size = kept + base.size});
}

static struct meaning_range find_word(const struct charindex *index, struct slice word)
{
    struct meaning_range found = charindex_meanings(index, word);

    if (found.first < found.end || is_known(index, word))
        return found;
    for (size_t i = 0; found.first == found.end && i < sizeof endings / sizeof *endings; i++)
        found = find_base(index, word, i);
    return found;
}

/* Proposes the text with its bytes from begin to end - 1 replaced. */
static void propose(const struct charindex *index, struct slice text, size_t begin, size_t end,
                    struct meaning_range meanings, enum meaning_kind kind,
                    struct proposals *proposals)
{
    for (uint32_t at = meanings.first; at < meanings.end; at++) {
        const struct meaning meaning = charindex_meaning(index, at);
        struct proposal proposal;

        /* Something more general beside other words is a worse guess than those words alone. */
        if (meaning.wider && (begin > 0 || end < text.size))
            break;
        if (meaning.wider != (kind == MEANING_GENERAL))
            continue;
        proposal_begin(&proposal, proposals);
        proposal_append(&proposal, (struct slice){.bytes = text.bytes, .size = begin});
        proposal_append(&proposal, meaning.query);
        proposal_append(&proposal,
                        (struct slice){.bytes = text.bytes + end, .size = text.size - end});
        proposal_end(&proposal);
    }
}

static void propose_for_pair(const struct charindex *index, const struct query *query, size_t first,
                             struct slice text, enum meaning_kind kind, struct proposals *proposals)
{
    const struct slice one = word_of(query, first), other = word_of(query, first + 1);
    char phrase[PHRASE_MAX];

    if (query->clauses[first].group == query->clauses[first + 1].group ||
        one.size + 1 + other.size > sizeof phrase)
        return;
    memcpy(phrase, one.bytes, one.size);
    phrase[one.size] = ' ';
    memcpy(phrase + one.size + 1, other.bytes, other.size);
    propose(index, text, query->clauses[first].begin, query->clauses[first + 1].end,
            charindex_meanings(index,
                               (struct slice){.bytes = phrase, .size = one.size + 1 + other.size}),
            kind, proposals);
}

void meaning_propose(const struct charindex *index, const struct query *query, struct slice text,
                     enum meaning_kind kind, struct proposals *proposals)
{
    proposals->count = 0;
    for (size_t i = 0; i + 1 < query->count; i++)
        if (is_word(query, i) && is_word(query, i + 1))
            propose_for_pair(index, query, i, text, kind, proposals);
    for (size_t i = 0; i < query->count; i++)
        if (is_word(query, i))
            propose(index, text, query->clauses[i].begin, query->clauses[i].end,
                    find_word(index, word_of(query, i)), kind, proposals);
}
