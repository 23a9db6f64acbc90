/*
 * Looks at the first hits, of which mostly one is good. If none is, the plan is evaluated once more,
 * without definitions.
 */

#include "index/search/rank/weak.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/match/evaluate.h"

enum { HITS_READ = 4 };

static bool starts_well(const struct scorer *scorer, const struct postings *set,
                        struct budget *budget)
{
    uint32_t seen = 0;

    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++)
            if (seen++ == HITS_READ)
                return false;
            else if (score_is_sure(scorer, document, budget))
                return true;
    return false;
}

/* Without definitions, in fields that count. A query that names definitions means them. */
static void without_definitions(const struct scorer *scorer, struct plan_clause *clause)
{
    struct plan_fields fields = clause->fields;
    uint64_t any = 0;

    plan_fields_limit(&fields, &scorer->fields);
    fields.bits[FIELD_DEFINITION / 64] &= ~(UINT64_C(1) << FIELD_DEFINITION % 64);
    for (size_t i = 0; i < sizeof fields.bits / sizeof *fields.bits; i++)
        any |= fields.bits[i];
    if (!clause->negated && any != 0)
        clause->fields = fields;
}

int hits_weak(const struct scorer *scorer, const struct postings *set, struct budget *budget)
{
    size_t size = scorer->plan->clause_count * sizeof(struct plan_clause);
    struct plan plan = *scorer->plan;
    struct posting_set good;
    uint32_t stopped;
    int r;

    if (set->total == 0 || starts_well(scorer, set, budget))
        return set->total == 0;
    plan.clauses = malloc(size);
    if (!plan.clauses)
        return -ENOMEM;
    memcpy(plan.clauses, scorer->plan->clauses, size);
    for (uint32_t i = 0; i < plan.clause_count; i++)
        without_definitions(scorer, &plan.clauses[i]);
    r = evaluate(scorer->index, &plan, budget, &good, &stopped);
    free(plan.clauses);
    if (r != BUDGET_OK)
        return r < 0 ? r : 0;
    r = good.postings.total == 0;
    posting_set_release(&good);
    return r;
}
