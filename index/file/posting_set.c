/*
 * The algebra of postings.h with the memory that it needs. An operation writes its result into new
 * memory and then frees the old one: it never works in place.
 */

#include "index/file/posting_set.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/allocated.h"

enum { TRIM_MIN = 64 }; /* bytes: less is not worth a copy */

void posting_set_replace(struct posting_set *set, const struct postings *postings,
                         struct posting_run *runs)
{
    free(set->owned);
    *set = (struct posting_set){.postings = *postings, .owned = runs};
}

static struct posting_run *runs_new(size_t count)
{
    return malloc(count * sizeof(struct posting_run) + !count);
}

/* Copied: if realloc() made the block smaller, what it cuts off would be a hole that is often too small for
 * the next block. */
void posting_set_trim(struct posting_set *set)
{
    struct postings postings = set->postings;
    const size_t size = postings.count * sizeof(struct posting_run);
    struct posting_run *runs;

    if (allocated(set->owned) <= size + TRIM_MIN)
        return;
    runs = runs_new(postings.count);
    if (!runs) /* it stays as large as it is */
        return;
    if (size > 0)
        memcpy(runs, set->owned, size);
    postings.runs = runs;
    posting_set_replace(set, &postings, runs);
}

int posting_set_assign(struct posting_set *set, const struct bitmap *bitmap)
{
    struct posting_run *runs = runs_new(bitmap_runs(bitmap));
    struct postings result;

    if (!runs)
        return -ENOMEM;
    bitmap_encode(bitmap, runs, &result);
    posting_set_replace(set, &result, runs);
    return 0;
}

static int apply(struct posting_set *set, const struct postings *other,
                 void (*operation)(const struct postings *a, const struct postings *b,
                                   struct posting_run *out, struct postings *result))
{
    struct posting_run *runs = runs_new((size_t)set->postings.count + other->count);
    struct postings result;

    if (!runs)
        return -ENOMEM;
    operation(&set->postings, other, runs, &result);
    posting_set_replace(set, &result, runs);
    return 0;
}

int posting_set_intersect(struct posting_set *set, const struct postings *other)
{
    return apply(set, other, postings_intersect);
}

int posting_set_unite(struct posting_set *set, const struct postings *other)
{
    return apply(set, other, postings_unite);
}

int posting_set_exclude(struct posting_set *set, const struct postings *other)
{
    return apply(set, other, postings_exclude);
}
