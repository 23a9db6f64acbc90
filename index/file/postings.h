#ifndef CHARFINDER_INDEX_FILE_POSTINGS_H
#define CHARFINDER_INDEX_FILE_POSTINGS_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Sets of documents as runs of consecutive numbers.
 *
 * Characters that share a word are mostly adjacent in Unicode, so run-length postings are both
 * smaller than lists of numbers (all 97,000 of "cjk" are a handful of runs) and faster to
 * intersect. Each run also has its rank, the number of documents before it, which gives the total
 * without counting and any offset by binary search. (Run containers: S. Chambi, D. Lemire et al.,
 * "Better bitmap performance with Roaring bitmaps", 2016.)
 */

/* One run, little-endian as in the file, because the file is read in place; see posting_*()
 * below. */
struct posting_run {
    uint32_t first_le; /* its first document */
    uint32_t rank_le;  /* documents in all runs before this one */
};

/* Ascending runs that are not adjacent, unless said otherwise. Borrowed memory. */
struct postings {
    const struct posting_run *runs;
    uint32_t count; /* of runs */
    uint32_t total; /* of documents */
};

static inline struct posting_run posting_run(uint32_t first, uint32_t rank)
{
    return (struct posting_run){.first_le = htole32(first), .rank_le = htole32(rank)};
}

static inline uint32_t posting_first(const struct postings *postings, uint32_t run)
{
    return le32toh(postings->runs[run].first_le);
}

static inline uint32_t posting_rank(const struct postings *postings, uint32_t run)
{
    return run < postings->count ? le32toh(postings->runs[run].rank_le) : postings->total;
}

/* One past the last document of the run. */
static inline uint32_t posting_end(const struct postings *postings, uint32_t run)
{
    return posting_first(postings, run) + posting_rank(postings, run + 1) -
           posting_rank(postings, run);
}

/* A run without a set: the documents from first to end - 1. */
struct posting_span {
    uint32_t first, end;
};

/* The runs of an intersection, ascending, one by one, for callers that may not need all of them. */
struct postings_common {
    const struct postings *few, *many; /* borrowed */
    uint32_t run, at;                  /* of few, of many */
};
void postings_common_init(struct postings_common *common, const struct postings *a,
                          const struct postings *b);
/* Returns false at the end. */
bool postings_common_next(struct postings_common *common, struct posting_span *span);

/* Writes the intersection into `out`, which has space for a.count + b.count runs and overlaps
 * neither set; *result refers to it. Costs |a| log |b| steps if a has fewer runs than b. */
void postings_intersect(const struct postings *a, const struct postings *b, struct posting_run *out,
                        struct postings *result);

/* Writes the union into `out`; otherwise as postings_intersect(). Costs |a| + |b| steps. */
void postings_unite(const struct postings *a, const struct postings *b, struct posting_run *out,
                    struct postings *result);

/* Writes the documents of `a` that are not in `b` into `out`; otherwise as postings_intersect().
 * Costs |a| + |b| steps. */
void postings_exclude(const struct postings *a, const struct postings *b, struct posting_run *out,
                      struct postings *result);

/* Writes the union of the spans into `out`, which has space for as many runs; *result refers to it.
 * The spans may be in any order and overlap, but must not be empty. Sorts the spans in count²
 * steps, so use it for a few dozen of them. */
void postings_of_spans(struct posting_span *spans, uint32_t count, struct posting_run *out,
                       struct postings *result);

/* Does the set have the document? Binary search. */
bool postings_have(const struct postings *postings, uint32_t document);

/* The run that contains the document of that rank (< total). Binary search. */
uint32_t postings_run_at(const struct postings *postings, uint32_t rank);

#endif
