/*
 * Compares every clause with every word of the text that may match. Of the clauses of a group the first one that is
 * found counts, and of a word's matches the cheapest.
 */

#include "index/search/rank/tally.h"

#include "index/search/rank/costs.h"

enum { NOWHERE = TALLY_WORDS_MAX };

/* What it costs that a word of the query is found otherwise than as itself. */
struct price {
    unsigned prefix, form; /* at most one of them is not 0 */
};

/* Returns the cheapest position of one word, or NOWHERE. */
static inline uint32_t place_word(const struct charindex *index, const struct plan *plan,
                                  const struct plan_word *word, const struct candidate *candidate,
                                  struct price *price)
{
    uint32_t place = NOWHERE;
    uint32_t longer = word->prefixed.end - word->prefixed.first;
    bool forms = word->form_count > 0 && plan_field_in(&plan->english, candidate->field);

    *price = (struct price){.prefix = 0};
    for (uint64_t left = candidate->may_match; left != 0; left &= left - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(left), term = tally_term(&candidate->words, i);
        unsigned prefix;

        if (term == word->term) {
            *price = (struct price){.prefix = 0};
            return i;
        }
        if (forms && plan_is_form(word, term)) {
            if (price->form == 0)
                place = i;
            *price = (struct price){.form = COST_FORM};
            continue;
        }
        if (term - word->prefixed.first >= longer || price->form > 0)
            continue;
        prefix = cost_of_prefix(index, word, term);
        if (place == NOWHERE || prefix < price->prefix) {
            place = i;
            price->prefix = prefix;
        }
    }
    return place;
}

static uint32_t place_phrase(const struct plan *plan, const struct plan_clause *clause,
                             const struct candidate *candidate)
{
    const struct word_list *words = &candidate->words;
    uint32_t count = tally_compared(words);

    for (uint64_t left = candidate->may_match; left != 0; left &= left - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(left), k = 0;

        if (i + clause->count > count)
            break;
        while (k < clause->count && tally_term(words, i + k) == plan->words[clause->first + k].term)
            k++;
        if (k == clause->count)
            return i;
    }
    return NOWHERE;
}

/* Does the clause have alternatives? A rarer alternative scores better. */
static bool has_alternatives(const struct plan *plan, const struct plan_clause *clause)
{
    if (plan->group_count == plan->clause_count)
        return false;
    return (clause > plan->clauses && clause[-1].group == clause->group) ||
           (clause + 1 < plan->clauses + plan->clause_count && clause[1].group == clause->group);
}

/* Tallies one clause, unless another clause of its group was found. */
static inline void tally_clause(const struct charindex *index, const struct plan *plan,
                                const struct plan_clause *clause, const struct candidate *candidate,
                                struct tally *tally)
{
    uint64_t group = UINT64_C(1) << clause->group;
    bool phrase = clause->kind == QUERY_PHRASE;
    struct price price = {.prefix = 0};
    uint32_t place;

    if (tally->groups & group)
        return;
    place = phrase ? place_phrase(plan, clause, candidate)
                   : place_word(index, plan, &plan->words[clause->first], candidate, &price);
    if (place == NOWHERE)
        return;
    if (has_alternatives(plan, clause))
        tally->common += cost_of_common(index, tally_term(&candidate->words, place));
    tally->groups |= group;
    tally->first[clause->group] = (uint8_t)place;
    tally->prefixes += price.prefix;
    tally->forms += price.form;
    tally->positions |= UINT64_C(1) << place;
    for (uint32_t i = 1; phrase && i < clause->count; i++)
        tally->positions |= UINT64_C(1) << (place + i);
}

void tally_text(const struct charindex *index, const struct plan *plan,
                const struct candidate *candidate, struct tally *tally)
{
    tally->groups = tally->positions = 0;
    tally->prefixes = tally->forms = tally->common = 0;
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];

        if (tally_has_words(clause) && plan_field_in(&clause->fields, candidate->field))
            tally_clause(index, plan, clause, candidate, tally);
    }
}

bool tally_in_order(const struct tally *tally)
{
    int before = -1;

    if ((tally->groups & (tally->groups - 1)) == 0)
        return true; /* one group, or none */
    for (unsigned group = 0; group < TALLY_GROUPS_MAX && tally->groups >> group != 0; group++) {
        if (!(tally->groups >> group & 1))
            continue;
        if (tally->first[group] <= before)
            return false;
        before = tally->first[group];
    }
    return true;
}
