#ifndef CHARFINDER_INDEX_FILE_POSTING_SET_H
#define CHARFINDER_INDEX_FILE_POSTING_SET_H

#include "index/file/bitmap.h"
#include "index/file/postings.h"

/*
 * A set of documents together with the memory of its runs. The runs belong to the set, or they are
 * borrowed, mostly from the index, until the first change replaces them.
 *
 * Zeroed, it is the empty set. Not thread-safe.
 */

struct posting_set {
    struct postings postings;
    struct posting_run *owned; /* the memory of the runs; NULL: they are borrowed */
};

static inline struct posting_set posting_set_borrow(const struct postings *postings)
{
    return (struct posting_set){.postings = *postings};
}

/* Frees what the set owns; the set is empty afterwards. */
void posting_set_release(struct posting_set *set);

/* Replaces the set by these postings, whose runs are at the start of `runs`, memory for free(). */
void posting_set_replace(struct posting_set *set, const struct postings *postings,
                         struct posting_run *runs);
/* Replaces the set by the documents of the bitmap. Returns 0, or -ENOMEM with nothing changed. */
int posting_set_assign(struct posting_set *set, const struct bitmap *bitmap);

/* Reduces the set to what is in the other one too, adds what is in the other one, or removes it.
 * Each costs what its equivalent in postings.h does. Return 0, or -ENOMEM with nothing changed. */
int posting_set_intersect(struct posting_set *set, const struct postings *other);
int posting_set_unite(struct posting_set *set, const struct postings *other);
int posting_set_exclude(struct posting_set *set, const struct postings *other);

#endif
