/*
 * What words mean was stored with the index (builder/meanings.h), the likeliest first. A lookup is
 * one binary search, which costs less than evaluating a proposal.
 */

#include "index/search/fallback/meaning.h"

#include <string.h>

#include "index/search/query/grammar.h"

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

/* Proposes the text with its bytes from begin to end - 1 replaced. */
static void propose(const struct charindex *index, struct slice text, size_t begin, size_t end,
                    struct slice phrase, struct proposals *proposals)
{
    struct meaning_range meanings = charindex_meanings(index, phrase);

    for (uint32_t at = meanings.first; at < meanings.end; at++) {
        struct proposal proposal;

        proposal_begin(&proposal, proposals);
        proposal_append(&proposal, (struct slice){.bytes = text.bytes, .size = begin});
        proposal_append(&proposal, charindex_meaning(index, at));
        proposal_append(&proposal,
                        (struct slice){.bytes = text.bytes + end, .size = text.size - end});
        proposal_end(&proposal);
    }
}

static void propose_for_pair(const struct charindex *index, const struct query *query, size_t first,
                             struct slice text, struct proposals *proposals)
{
    const struct slice one = word_of(query, first), other = word_of(query, first + 1);
    char phrase[QUERY_MAX_SIZE];

    if (query->clauses[first].group == query->clauses[first + 1].group ||
        one.size + 1 + other.size > sizeof phrase)
        return;
    memcpy(phrase, one.bytes, one.size);
    phrase[one.size] = ' ';
    memcpy(phrase + one.size + 1, other.bytes, other.size);
    propose(index, text, query->clauses[first].begin, query->clauses[first + 1].end,
            (struct slice){.bytes = phrase, .size = one.size + 1 + other.size}, proposals);
}

void meaning_propose(const struct charindex *index, const struct query *query, struct slice text,
                     struct proposals *proposals)
{
    proposals->count = 0;
    for (size_t i = 0; i + 1 < query->count; i++)
        if (is_word(query, i) && is_word(query, i + 1))
            propose_for_pair(index, query, i, text, proposals);
    for (size_t i = 0; i < query->count; i++)
        if (is_word(query, i))
            propose(index, text, query->clauses[i].begin, query->clauses[i].end,
                    word_of(query, i), proposals);
}
