/*
 * Few documents are sorted by their tiers, which is cheaper than to intersect the set with those of the
 * tiers.
 */

#include "index/search/rank/tiers.h"

#include <string.h>

#include "index/unicode/prominence.h"

enum { FEW_DOCUMENTS = 2048 };

/* The documents of a set, by tiers. */
struct tiered {
    uint32_t begins[CHARINDEX_TIERS + 1];
    uint32_t documents[FEW_DOCUMENTS];
    uint8_t tiers[FEW_DOCUMENTS]; /* in the order of the set */
};

static void tiered_fill(struct tiered *tiered, const struct charindex *index,
                        const struct postings *set)
{
    uint32_t count = 0;

    memset(tiered->begins, 0, sizeof tiered->begins);
    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++) {
            unsigned tier = prominence_tier(charindex_prominence(index, document));

            tiered->tiers[count++] = (uint8_t)tier;
            tiered->begins[tier + 1]++;
        }
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++)
        tiered->begins[tier + 1] += tiered->begins[tier];
    count = 0;
    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++)
            tiered->documents[tiered->begins[tiered->tiers[count++]]++] = document;
}

static void walk_few(const struct charindex *index, const struct postings *set, tiers_visit visit,
                     void *context)
{
    struct tiered tiered;

    tiered_fill(&tiered, index, set);
    for (uint32_t i = 0; i < set->total; i++)
        if (!visit(context, tiered.documents[i]))
            return;
}

/* Visits those that the sets have in common. Returns whether the visitor wants more. */
static bool visit_common(const struct postings *a, const struct postings *b, tiers_visit visit,
                         void *context)
{
    struct postings_common common;
    struct posting_span span;

    postings_common_init(&common, a, b);
    while (postings_common_next(&common, &span))
        for (uint32_t document = span.first; document < span.end; document++)
            if (!visit(context, document))
                return false;
    return true;
}

void tiers_walk(const struct charindex *index, const struct postings *set, tiers_visit visit,
                void *context)
{
    bool more = true;

    if (set->total <= FEW_DOCUMENTS) {
        walk_few(index, set, visit, context);
        return;
    }
    for (unsigned tier = 0; more && tier < CHARINDEX_TIERS; tier++) {
        struct postings known = charindex_tier(index, tier);

        more = visit_common(set, &known, visit, context);
    }
}
