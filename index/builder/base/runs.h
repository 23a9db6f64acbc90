#ifndef CHARFINDER_INDEX_BUILDER_BASE_RUNS_H
#define CHARFINDER_INDEX_BUILDER_BASE_RUNS_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "index/builder/base/chunks.h"

/*
 * Many lists of postings that grow at the same time, each by ascending documents. There are tens of
 * thousands of lists, and most have a run or two, so all runs share one array in which each list is
 * a chain. Not thread-safe.
 */

struct runs {
    VECTOR_OF(struct runs_list) lists;
    VECTOR_OF(struct runs_link) links;
    uint32_t count; /* of lists */
};

void runs_release(struct runs *runs); /* no lists: all zero bytes */

/* Adds an empty list and returns its number, from 0. Check runs_failed() at the end. */
uint32_t runs_new(struct runs *runs);

/* Adds documents first to first + count - 1 to the list. Documents that were posted before may be
 * posted again only if all of them are. */
void runs_post(struct runs *runs, uint32_t list, uint32_t first, uint32_t count);

bool runs_failed(const struct runs *runs);

uint32_t runs_total(const struct runs *runs, uint32_t list); /* of documents */
uint32_t runs_first(const struct runs *runs, uint32_t list); /* first document; not empty */

/* Appends the list's runs, with their ranks. */
void runs_write(const struct runs *runs, uint32_t list, struct chunks *chunks,
                enum format_chunk chunk);

#endif
