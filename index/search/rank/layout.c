/*
 * The scored documents are sorted, and written one by one or as runs of neighbours. The others stay runs:
 * the scored ones among them are cut out, so that a set of a hundred thousand documents is never listed.
 */

#include "index/search/rank/layout.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "index/base/sort.h"

/* The result being written. */
struct layout {
    struct posting_run *runs;
    uint32_t count; /* of runs */
    uint32_t rank;  /* documents in them */
};

static uint32_t document_of(uint64_t scored)
{
    return (uint32_t)scored;
}

static void sort(uint64_t *list, uint32_t count)
{
    uint64_t spare[LAYOUT_SCORED_MAX];

    sort_u64(list, spare, count);
}

static void append(struct layout *layout, uint32_t first, uint32_t end)
{
    if (first >= end)
        return;
    layout->runs[layout->count++] = posting_run(first, layout->rank);
    layout->rank += end - first;
}

/* Appends the set without the documents of the list, which ascends; not all of them are in the set. */
static void append_others(const uint64_t *list, uint32_t count, const struct postings *set,
                          struct layout *layout)
{
    uint32_t next = 0;

    for (uint32_t run = 0; run < set->count; run++) {
        uint32_t first = posting_first(set, run), end = posting_end(set, run);

        for (; next < count && document_of(list[next]) < end; next++) {
            uint32_t document = document_of(list[next]);

            if (document < first)
                continue;
            append(layout, first, document);
            first = document + 1;
        }
        append(layout, first, end);
    }
}

int layout_make(uint64_t *scored, uint32_t count, const struct postings *first,
                const struct postings *second, struct posting_set *set)
{
    uint32_t total = first->total + second->total;
    size_t capacity = (size_t)first->count + second->count + 2 * (size_t)count + 1;
    struct layout layout = {.runs = malloc(capacity * sizeof *layout.runs)};

    assert(count <= LAYOUT_SCORED_MAX);
    if (!layout.runs)
        return -ENOMEM;
    sort(scored, count);
    for (uint32_t i = 0; i < count; i++)
        append(&layout, document_of(scored[i]), document_of(scored[i]) + 1);
    if (total > count) {
        for (uint32_t i = 0; i < count; i++)
            scored[i] = document_of(scored[i]);
        sort(scored, count);
        append_others(scored, count, first, &layout);
        append_others(scored, count, second, &layout);
    }
    posting_set_replace(
        set, &(struct postings){.runs = layout.runs, .count = layout.count, .total = total},
        layout.runs);
    return 0;
}
