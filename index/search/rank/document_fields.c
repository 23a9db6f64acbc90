/*
 * Looks a document up in the postings of the query's words. A phrase is looked up by its first
 * word.
 */

#include "index/search/rank/document_fields.h"

enum { LIST_STEPS = 4 }; /* a list that is searched for the document */

/* Adds the fields, of those that count, whose lists have the document. */
static void add_fields(const struct charindex *index, struct list_range lists,
                       const struct plan_fields *counting, uint32_t document,
                       struct plan_fields *fields)
{
    for (uint32_t list = lists.first; list < lists.end; list++) {
        unsigned field = charindex_list_field(index, list);
        struct postings postings;

        if (plan_field_in(fields, field) || (counting && !plan_field_in(counting, field)))
            continue;
        postings = charindex_list(index, list);
        if (postings_have(&postings, document))
            fields->bits[field / 64] |= UINT64_C(1) << (field % 64);
    }
}

bool document_fields(const struct charindex *index, const struct plan *plan, uint32_t document,
                     uint32_t most, struct plan_fields *fields, size_t *steps)
{
    *fields = (struct plan_fields){.bits = {0}};
    *steps += plan->clause_count;
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];
        uint32_t parts = clause->kind > QUERY_PHRASE ? 0 : plan_parts(&plan->words[clause->first]);

        for (uint32_t number = 0; number < parts && !clause->negated; number++) {
            struct list_range lists = plan_part(index, plan, clause, number).lists;

            if (lists.end - lists.first > most)
                return false;
            most -= lists.end - lists.first;
            *steps += (size_t)LIST_STEPS * (lists.end - lists.first);
            add_fields(index, lists, number > 0 ? &plan->english : NULL, document, fields);
        }
    }
    return true;
}
