#ifndef CHARFINDER_INDEX_SEARCH_SEARCH_H
#define CHARFINDER_INDEX_SEARCH_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/match/options.h"
#include "index/search/nothing.h"
#include "index/search/parts.h"
#include "index/search/query/grammar.h"
#include "index/search/rank/score.h"

/*
 * Runs a query. The result has a total, known at once, and a cursor over any part of it.
 *
 * A result is a list of runs (struct posting_run) in display order: by code point, or a few hundred
 * ranked documents followed by the others by code point. Any offset is found by binary search over
 * the runs, so a page deep in the result is as cheap as the first. The result of pasted text alone
 * is in the order of the text.
 *
 * In scope all the text is also read as something other than words (reading/readings.h). If such a
 * reading answers, the result has parts: readings of marked notation, exact hits of the words, the
 * other readings, the other hits. If the words find weak hits only (rank/weak.h), those of other
 * words follow them. By code point, the parts are mixed. Not thread-safe.
 */

struct search {
    struct charindex *index; /* holds a reference */
    struct search_options options;
    struct posting_set result; /* in display order: not ascending if ranked */
    char *suggestion;          /* the query that was run instead, NUL-terminated; NULL: none */
    char *wider;               /* the query of the wider part, NUL-terminated; NULL: none */
    struct plan *plan;         /* NULL in scope name by code point, unless options.explain */
    struct scorer scorer;      /* of the plan, if there is one: scores and explains rows */
    struct parts *parts;       /* why the documents are in the result; NULL: because of the plan */
    struct nothing *nothing;   /* why the result is empty; NULL: it is not, or no reason is known */
    struct budget budget;      /* what is left of it */
    uint32_t *sharers;         /* the number of searches that share this memory; NULL: one */
};

enum search_outcome {
    SEARCH_OK = 0,
    SEARCH_BAD_QUERY = 1, /* *error is set */
};

/* Runs the query. On SEARCH_OK release it with search_release(). On SEARCH_BAD_QUERY there is nothing
 * to release, and search->budget tells what it took to refuse the query. Returns -ENOMEM when memory
 * ran out, with nothing to release. Whatever the query, it costs at most about 1 ms. */
int search_open(struct search *search, struct charindex *index,
                const struct search_options *options, const char *text, size_t size,
                struct query_error *error);
void search_release(struct search *search);

/* Gives back memory that the result has, but does not use: for one that will be kept. Not after
 * search_share(). */
void search_trim(struct search *search);

/* Makes *other the same search, sharing its memory. Both must be released, by the same thread.
 * Returns false if memory runs out. */
bool search_share(struct search *search, struct search *other);

/* The part of the result that has this document; NULL: all of it has one reason, the plan. */
static inline const struct part *search_part(const struct search *search, uint32_t document)
{
    return search->parts ? parts_find(search->parts, document) : NULL;
}

/* What scores and explains the documents of this part, or of the whole result (NULL); NULL: they are
 * not there because of words. */
static inline const struct scorer *search_scorer(const struct search *search,
                                                 const struct part *part)
{
    if (part)
        return part->scored ? &part->scorer : NULL;
    return search->plan ? &search->scorer : NULL;
}

/* The number of documents in the result. */
static inline uint32_t search_total(const struct search *search)
{
    return search->result.postings.total;
}

struct search_cursor {
    const struct search *search; /* borrowed */
    uint32_t run;                /* index of the run */
    uint32_t within;             /* documents of that run already returned */
};

/* Places the cursor before document number `offset` of the result, at most at the end. */
void search_seek(const struct search *search, uint32_t offset, struct search_cursor *cursor);

/* Returns the number of the next consecutive documents, at most `limit` (> 0): first, first + 1, ….
 * 0: the end. */
uint32_t search_next(struct search_cursor *cursor, uint32_t limit, uint32_t *first);

#endif
