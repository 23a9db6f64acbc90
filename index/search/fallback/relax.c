/*
 * Relaxes queries. A user's name for a character often differs from the sources' by one word
 * ("bullet point", "percent symbol"), or is a sentence ("how do i type a long dash"). Function words
 * are dropped first, because they are in no name, and marks between words with them.
 */

#include "index/search/fallback/relax.h"

#include "index/search/fallback/function_words.h"

static struct slice word_of(const struct query *query, size_t clause)
{
    const struct query_word *word = &query->words[query->clauses[clause].first];

    return (struct slice){.bytes = query->folded + word->first, .size = word->size};
}

/* Does a mark stand for "and" between words, or separate them? "salt & pepper", "congo - kinshasa" */
static bool is_joint(const struct query *query, size_t clause)
{
    const struct query_clause *text = &query->clauses[clause];

    return clause > 0 && clause + 1 < query->count && text->kind == QUERY_TEXT &&
           text->count == 1 && !text->negated &&
           (query->points[text->first] == '&' || query->points[text->first] == '-');
}

/* Is it an "a" or "i" that is no article or person: "a with ring", "i without dot"? */
static bool is_letter(const struct query *query, size_t clause)
{
    return word_of(query, clause).size == 1 && clause + 1 < query->count &&
           query->clauses[clause + 1].kind == QUERY_WORD &&
           function_word_joins(word_of(query, clause + 1));
}

/* Is every clause a word in any field, not negated, and the only one of its group? Joints do not
 * count. */
static bool is_words(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++) {
        const struct query_clause *clause = &query->clauses[i];

        if (is_joint(query, i))
            continue;
        if (clause->kind != QUERY_WORD || clause->negated || clause->field != QUERY_ANYWHERE ||
            word_of(query, i).size == 0 || query->words[clause->first].letter >= 0x80)
            return false; /* a letter may be pasted */
    }
    return query->group_count == query->count;
}

void relax_words(const struct charindex *index, const struct query *query, const struct plan *plan,
                 const char *text, struct relaxation *relaxation)
{
    *relaxation = (struct relaxation){.query = query, .text = text};
    if (query->count == 0 || query->count > RELAX_WORDS_MAX || !is_words(query))
        return;
    for (size_t i = 0; i < query->count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];
        unsigned bit = 1u << i;

        relaxation->all |= bit;
        if (is_joint(query, i))
            continue;
        if (plan->words[clause->first].letter >= 0 ||
            plan_known(index, plan, clause, &clause->fields))
            relaxation->known |= bit;
        if (is_letter(query, i) || !function_word(word_of(query, i)))
            relaxation->content |= bit;
    }
    if (relaxation->content == 0)
        relaxation->content = relaxation->all;
}

void relax_append(const struct relaxation *relaxation, unsigned words, const char *separator,
                  struct proposals *proposals)
{
    const struct query *query = relaxation->query;
    struct proposal proposal;

    proposal_begin(&proposal, proposals);
    for (size_t i = 0; i < query->count; i++) {
        const struct query_word *word = &query->words[query->clauses[i].first];

        if (!(words >> i & 1))
            continue;
        if (proposal.size > 0)
            proposal_append(&proposal, slice_of(separator));
        proposal_append(&proposal, (struct slice){.bytes = relaxation->text + word->begin,
                                                  .size = word->end - word->begin});
    }
    proposal_end(&proposal);
}
