/*
 * A document is looked up in each list of the group by binary search, and in a stored bitmap by its
 * bit. Measured: 3 ns for a bitmap, 10 to 20 ns for a list.
 */

#include "index/search/match/filter.h"

#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <stdlib.h>

#include "index/search/match/clause.h"

enum {
    LIST_STEPS = 4,       /* a list in which a document is looked up */
    DOCUMENTS_MAX = 2048, /* looked up in one group */
};

/* The lists of a part, in all fields. */
static uint32_t count_lists(const struct evaluation *evaluation, const struct plan_clause *clause,
                            uint32_t number)
{
    struct plan_part part = plan_part(evaluation->index, evaluation->plan, clause, number);

    return part.lists.end - part.lists.first;
}

/* How many steps it takes to look one document up. */
static uint32_t steps_of(const struct evaluation *evaluation, const struct plan_clause *clause)
{
    const struct plan_word *word = &evaluation->plan->words[clause->first];
    struct stored_union stored;
    uint32_t steps = 1, number = 0;

    if (clause_stored_union(evaluation, clause, &stored)) {
        steps += stored.bitmap ? 0 : LIST_STEPS;
        number = 1;
    }
    for (; number < plan_parts(word); number++)
        steps += LIST_STEPS * count_lists(evaluation, clause, number);
    return steps;
}

bool filter_suits(const struct evaluation *evaluation, const struct plan_clause *clauses,
                  uint32_t count, uint32_t runs, uint32_t documents)
{
    uint64_t left = (uint64_t)runs + BITMAP_STEPS;

    if (documents > DOCUMENTS_MAX)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t steps;

        if (clauses[i].kind != QUERY_WORD && clauses[i].kind != QUERY_PREFIX)
            return false;
        steps = (uint64_t)steps_of(evaluation, &clauses[i]) * documents;
        if (steps > left)
            return false;
        left -= steps;
    }
    return true;
}

/* The documents being looked up. */
struct lookup {
    uint32_t count;
    uint32_t documents[DOCUMENTS_MAX];
    bool found[DOCUMENTS_MAX];
};

static void lookup_fill(struct lookup *lookup, const struct postings *set)
{
    lookup->count = 0;
    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++) {
            lookup->found[lookup->count] = false;
            lookup->documents[lookup->count++] = document;
        }
}

static void look_up_bits(struct lookup *lookup, const uint64_t *words_le)
{
    for (uint32_t i = 0; i < lookup->count; i++) {
        uint32_t document = lookup->documents[i];

        lookup->found[i] =
            lookup->found[i] || (le64toh(words_le[document / 64]) >> (document % 64) & 1) != 0;
    }
}

static void look_up_list(struct lookup *lookup, const struct postings *list)
{
    for (uint32_t i = 0; i < lookup->count; i++)
        lookup->found[i] = lookup->found[i] || postings_have(list, lookup->documents[i]);
}

static void look_up_part(struct lookup *lookup, const struct evaluation *evaluation,
                         const struct plan_part *part)
{
    for (uint32_t list = part->lists.first; list < part->lists.end; list++) {
        struct postings postings;

        if (!plan_field_in(&part->fields, charindex_list_field(evaluation->index, list)))
            continue;
        postings = charindex_list(evaluation->index, list);
        look_up_list(lookup, &postings);
    }
}

static void look_up_letter(struct lookup *lookup, const struct evaluation *evaluation,
                           const struct plan_word *word)
{
    uint32_t document;

    if (word->letter < 0 || !charindex_find(evaluation->index, (uint32_t)word->letter, &document))
        return;
    for (uint32_t i = 0; i < lookup->count; i++)
        lookup->found[i] = lookup->found[i] || lookup->documents[i] == document;
}

static void look_up_clause(struct lookup *lookup, const struct evaluation *evaluation,
                           const struct plan_clause *clause)
{
    const struct plan_word *word = &evaluation->plan->words[clause->first];
    struct stored_union stored;
    uint32_t number = 0;

    if (clause_stored_union(evaluation, clause, &stored)) {
        if (stored.bitmap)
            look_up_bits(lookup, stored.bitmap);
        else
            look_up_list(lookup, &stored.set);
        number = 1;
    }
    for (; number < plan_parts(word); number++) {
        struct plan_part part = plan_part(evaluation->index, evaluation->plan, clause, number);

        look_up_part(lookup, evaluation, &part);
    }
    look_up_letter(lookup, evaluation, word);
}

/* Replaces the set by those documents that were found, or by those that were not. */
static int keep(const struct lookup *lookup, bool found, struct posting_set *set)
{
    struct posting_run *runs = malloc(lookup->count * sizeof *runs + !lookup->count);
    struct postings kept = {.runs = runs};
    uint32_t end = UINT32_MAX;

    if (!runs)
        return -ENOMEM;
    for (uint32_t i = 0; i < lookup->count; i++) {
        if (lookup->found[i] != found)
            continue;
        if (lookup->documents[i] != end)
            runs[kept.count++] = posting_run(lookup->documents[i], kept.total);
        end = lookup->documents[i] + 1;
        kept.total++;
    }
    posting_set_replace(set, &kept, runs);
    return BUDGET_OK;
}

int filter_set(struct evaluation *evaluation, const struct plan_clause *clauses, uint32_t count,
               struct posting_set *set)
{
    struct lookup lookup;
    uint64_t steps = 0;

    assert(set->postings.total <= DOCUMENTS_MAX);
    for (uint32_t i = 0; i < count; i++)
        steps += steps_of(evaluation, &clauses[i]);
    if (!evaluation_spend(evaluation, steps * set->postings.total))
        return BUDGET_EXCEEDED;
    lookup_fill(&lookup, &set->postings);
    for (uint32_t i = 0; i < count; i++)
        look_up_clause(&lookup, evaluation, &clauses[i]);
    return keep(&lookup, !clauses[0].negated, set);
}
