#ifndef CHARFINDER_INDEX_FILE_POSTING_SET_H
#define CHARFINDER_INDEX_FILE_POSTING_SET_H

#include <stdlib.h>

#include "index/file/bitmap.h"
#include "index/file/postings.h"

/*
 * A set of documents and the memory of its runs. The set owns the runs, or borrows them,
 * mostly from the index, until the first change replaces them.
 *
 * All zero bytes are the empty set. Not thread-safe.
 */

struct posting_set {
    struct postings postings;
    struct posting_run *owned; /* the owned runs; NULL: they are borrowed */
};

static inline struct posting_set posting_set_borrow(const struct postings *postings)
{
    return (struct posting_set){.postings = *postings};
}

/* Frees what the set owns; the set is empty afterwards. */
static inline void posting_set_release(struct posting_set *set)
{
    if (set->owned)
        free(set->owned);
    *set = (struct posting_set){.owned = NULL};
}

/* Replaces the set by these postings, whose runs are at the start of `runs`, memory for free(). */
void posting_set_replace(struct posting_set *set, const struct postings *postings,
                         struct posting_run *runs);
/* Gives back memory that the set owns beyond its runs, which may move. */
void posting_set_trim(struct posting_set *set);
/* Replaces the set by the documents of the bitmap. Returns 0, or -ENOMEM with the set unchanged. */
int posting_set_assign(struct posting_set *set, const struct bitmap *bitmap);

/* Intersects the set with the other one, unites it with the other one, or removes the other one
 * from it. Each costs as much as the function of postings.h that it calls. Returns 0, or -ENOMEM
 * with the set unchanged. */
int posting_set_intersect(struct posting_set *set, const struct postings *other);
int posting_set_unite(struct posting_set *set, const struct postings *other);
int posting_set_exclude(struct posting_set *set, const struct postings *other);

#endif
