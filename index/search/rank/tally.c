/*
 * Compares every clause with every word of the text. Of the clauses of a group the first one that is
 * found counts, and of a word's matches the cheapest.
 */

#include "index/search/rank/tally.h"

#include "index/search/rank/costs.h"

static bool is_prefix_of(const struct plan_word *word, uint32_t term)
{
    return term >= word->prefixed.first && term < word->prefixed.end;
}

/* How a word of the query is found. */
struct place {
    uint32_t position;
    unsigned prefix, form; /* its cost, as either */
};

/* Finds the cheapest position of one word; false: the text does not have it. */
static bool place_word(const struct charindex *index, const struct plan *plan,
                       const struct plan_word *word, const struct candidate *candidate,
                       struct place *place)
{
    const struct word_list *words = &candidate->words;
    uint32_t count = tally_compared(words);
    bool forms = word->form_count > 0 && plan_field_in(&plan->english, candidate->field);
    bool found = false;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t term = tally_term(words, i);
        unsigned prefix;

        if (term == word->term) {
            *place = (struct place){.position = i};
            return true;
        }
        if (forms && plan_is_form(word, term)) {
            if (!found || place->form == 0)
                *place = (struct place){.position = i, .form = COST_FORM};
            found = true;
            continue;
        }
        if (!is_prefix_of(word, term) || (found && place->form > 0))
            continue;
        prefix = cost_of_prefix(index, word, term);
        if (!found || prefix < place->prefix)
            *place = (struct place){.position = i, .prefix = prefix};
        found = true;
    }
    return found;
}

static bool place_phrase(const struct plan *plan, const struct plan_clause *clause,
                         const struct word_list *words, uint32_t *position)
{
    uint32_t count = tally_compared(words);

    for (uint32_t i = 0; i + clause->count <= count; i++) {
        uint32_t k = 0;

        while (k < clause->count && tally_term(words, i + k) == plan->words[clause->first + k].term)
            k++;
        if (k == clause->count) {
            *position = i;
            return true;
        }
    }
    return false;
}

/* Does the clause have alternatives? A rarer alternative scores better. */
static bool has_alternatives(const struct plan *plan, const struct plan_clause *clause)
{
    return (clause > plan->clauses && clause[-1].group == clause->group) ||
           (clause + 1 < plan->clauses + plan->clause_count && clause[1].group == clause->group);
}

/* Tallies one clause, unless another clause of its group was found. */
static void tally_clause(const struct charindex *index, const struct plan *plan,
                         const struct plan_clause *clause, const struct candidate *candidate,
                         struct tally *tally)
{
    uint64_t group = UINT64_C(1) << clause->group;
    struct place place = {.position = 0};
    uint32_t count = 1;

    if (tally->groups & group)
        return;
    if (clause->kind == QUERY_PHRASE) {
        count = clause->count;
        if (!place_phrase(plan, clause, &candidate->words, &place.position))
            return;
    } else if (!place_word(index, plan, &plan->words[clause->first], candidate, &place)) {
        return;
    }
    if (has_alternatives(plan, clause))
        tally->common += cost_of_common(index, tally_term(&candidate->words, place.position));
    tally->groups |= group;
    tally->first[clause->group] = (uint8_t)place.position;
    tally->prefixes += place.prefix;
    tally->forms += place.form;
    for (uint32_t i = 0; i < count && place.position + i < TALLY_WORDS_MAX; i++)
        tally->positions |= UINT64_C(1) << (place.position + i);
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
