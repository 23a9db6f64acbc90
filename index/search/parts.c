/*
 * Adding a part costs as many steps as the parts before it and its own set have runs: the sets are
 * excluded from and united with each other as postings. A part is united with those before it when another
 * one is added: mostly the last part is the largest by far.
 */

#include "index/search/parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/allocated.h"
#include "index/search/rank/rank.h"

struct parts *parts_new(enum search_sort sort, struct budget *budget)
{
    struct parts *parts = calloc(1, sizeof *parts + PARTS_MAX * sizeof parts->list[0]);

    if (parts) {
        parts->sort = sort;
        parts->budget = budget;
    }
    return parts;
}

void parts_free(struct parts *parts)
{
    if (!parts)
        return;
    for (uint32_t i = 0; i < parts->count; i++) {
        posting_set_release(&parts->list[i].set);
        free(parts->list[i].plan);
    }
    posting_set_release(&parts->seen);
    vector_release(&parts->runs);
    free(parts);
}

/* Brings `seen` up to date. */
static int absorb(struct parts *parts)
{
    int r = 0;

    for (; r == 0 && parts->absorbed < parts->count; parts->absorbed++) {
        const struct postings *set = &parts->list[parts->absorbed].set.postings;

        (void)budget_take(parts->budget, BUDGET_EVALUATE,
                          (size_t)parts->seen.postings.count + set->count);
        r = posting_set_unite(&parts->seen, set);
    }
    return r;
}

/* The next part, which is dropped again if it stays empty. */
static struct part *begin(struct parts *parts, enum part_kind kind, const char *label)
{
    struct part *part = &parts->list[parts->count++];

    *part = (struct part){.kind = kind, .label = label};
    return part;
}

/* Ends the part that has been begun: its documents are in no other part, and `order` is its set in
 * display order. */
static int end(struct parts *parts, struct part *part, const struct postings *order)
{
    uint32_t rank = parts->total;

    if (part->set.postings.total == 0) {
        posting_set_release(&part->set);
        free(part->plan);
        parts->count--;
        return 0;
    }
    parts->total += part->set.postings.total;
    for (uint32_t run = 0; run < order->count; run++) {
        const struct posting_run placed =
            posting_run(posting_first(order, run), rank + posting_rank(order, run));

        vector_append(&parts->runs, &placed);
    }
    return parts->runs.failed ? -ENOMEM : 0;
}

/*
 * Documents in an order of their own.
 */

static int by_number(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

/* Makes the set of documents, all different, which are sorted. */
static int set_of(uint32_t *documents, uint32_t count, struct posting_set *set)
{
    struct posting_run *runs = malloc(count * sizeof *runs + !count);
    struct postings postings = {.runs = runs, .total = count};

    if (!runs)
        return -ENOMEM;
    qsort(documents, count, sizeof *documents, by_number);
    for (uint32_t i = 0; i < count; i++)
        if (i == 0 || documents[i] != documents[i - 1] + 1)
            runs[postings.count++] = posting_run(documents[i], i);
    posting_set_replace(set, &postings, runs);
    return 0;
}

/* Adds those of the documents, all different, that are new; the array is overwritten. */
static int add_documents(struct parts *parts, enum part_kind kind, const char *label,
                         uint32_t *documents, uint32_t count)
{
    struct part *part;
    struct posting_run *order;
    uint32_t taken = 0;
    int r;

    if (parts->count == PARTS_MAX)
        return 0;
    r = absorb(parts);
    if (r < 0)
        return r;
    order = malloc(count * sizeof *order + !count);
    if (!order)
        return -ENOMEM;
    for (uint32_t i = 0; i < count; i++) {
        if (postings_have(&parts->seen.postings, documents[i]))
            continue;
        documents[taken] = documents[i];
        order[taken] = posting_run(documents[i], taken);
        taken++;
    }
    part = begin(parts, kind, label);
    r = set_of(documents, taken, &part->set);
    if (r == 0)
        r = end(parts, part, &(struct postings){.runs = order, .count = taken, .total = taken});
    free(order);
    return r;
}

int parts_add_documents(struct parts *parts, const char *label, const uint32_t *documents,
                        uint32_t count)
{
    uint32_t *copy = malloc(count * sizeof *copy + !count);
    int r;

    if (!copy)
        return -ENOMEM;
    if (count > 0)
        memcpy(copy, documents, count * sizeof *copy);
    r = add_documents(parts, PART_READING, label, copy, count);
    free(copy);
    return r;
}

int parts_add_text(struct parts *parts, const struct postings *text)
{
    uint32_t *documents = malloc(text->total * sizeof *documents + !text->total), count = 0;
    int r;

    if (!documents)
        return -ENOMEM;
    for (uint32_t run = 0; run < text->count; run++)
        for (uint32_t document = posting_first(text, run); document < posting_end(text, run);
             document++)
            documents[count++] = document;
    r = add_documents(parts, PART_WORDS, NULL, documents, count);
    free(documents);
    return r;
}

/*
 * Sets that are ranked.
 */

int parts_add_set(struct parts *parts, enum part_kind kind, const char *label,
                  const struct postings *set, const struct scorer *scorer, struct plan *plan)
{
    struct posting_set order;
    struct part *part;
    int r;

    if (parts->count == PARTS_MAX) {
        free(plan);
        return 0;
    }
    r = absorb(parts);
    part = begin(parts, kind, label);
    part->set = posting_set_borrow(set);
    part->plan = plan;
    part->scored = true;
    part->scorer = *scorer;
    if (r == 0)
        r = posting_set_exclude(&part->set, &parts->seen.postings);
    if (r < 0)
        return r;
    order = posting_set_borrow(&part->set.postings);
    if (parts->sort == SORT_RELEVANCE)
        r = rank_result(scorer, parts->budget, &order);
    if (r == 0)
        r = end(parts, part, &order.postings);
    posting_set_release(&order);
    return r;
}

/*
 * Display order.
 */

/* Documents in an order, some of which are copied one range after another. */
struct copying {
    struct postings from;
    struct posting_run *runs;
    uint32_t count; /* of runs */
    uint32_t total; /* of documents */
};

/* Copies the documents of the ranks from begin to end - 1. */
static void copy_range(struct copying *copying, uint32_t begin, uint32_t end)
{
    const struct postings *from = &copying->from;

    for (uint32_t run = begin < end ? postings_run_at(from, begin) : 0; begin < end; run++) {
        uint32_t stop = posting_rank(from, run + 1);

        stop = stop < end ? stop : end;
        copying->runs[copying->count++] =
            posting_run(posting_first(from, run) + begin - posting_rank(from, run), copying->total);
        copying->total += stop - begin;
        begin = stop;
    }
}

int parts_promote(struct parts *parts, uint32_t from, uint32_t count, uint32_t to)
{
    struct copying copying = {
        .from = {.runs = parts->runs.items,
                 .count = (uint32_t)parts->runs.count,
                 .total = parts->total},
    };

    copying.runs = malloc((parts->runs.count + 3) * sizeof *copying.runs);
    if (!copying.runs)
        return -ENOMEM;
    copy_range(&copying, 0, to);
    copy_range(&copying, from, from + count);
    copy_range(&copying, to, from);
    copy_range(&copying, from + count, parts->total);
    vector_release(&parts->runs);
    for (uint32_t i = 0; i < copying.count; i++)
        vector_append(&parts->runs, &copying.runs[i]);
    free(copying.runs);
    return parts->runs.failed ? -ENOMEM : 0;
}

/*
 * The whole.
 */

int parts_finish(struct parts *parts, struct posting_set *result)
{
    struct postings order = {.count = (uint32_t)parts->runs.count, .total = parts->total};
    struct posting_run *runs;

    if (parts->sort == SORT_CODE_POINT) {
        if (absorb(parts) < 0)
            return -ENOMEM;
        *result = parts->seen;
    } else {
        order.runs = runs = malloc(order.count * sizeof *runs + !order.count);
        if (!runs)
            return -ENOMEM;
        if (order.count > 0)
            memcpy(runs, parts->runs.items, order.count * sizeof *runs);
        posting_set_replace(result, &order, runs);
        posting_set_release(&parts->seen);
    }
    parts->seen = (struct posting_set){.owned = NULL};
    vector_release(&parts->runs);
    parts->budget = NULL;
    return 0;
}

struct parts *parts_trim(struct parts *parts)
{
    struct parts *trimmed;
    size_t size;

    if (!parts)
        return NULL;
    for (uint32_t i = 0; i < parts->count; i++)
        posting_set_trim(&parts->list[i].set);
    size = sizeof *parts + parts->count * sizeof parts->list[0];
    trimmed = malloc(size); /* not realloc(), as posting_set_trim() */
    if (!trimmed)
        return parts;
    memcpy(trimmed, parts, size);
    free(parts);
    return trimmed;
}

const struct part *parts_find(const struct parts *parts, uint32_t document)
{
    for (uint32_t i = 0; i < parts->count; i++)
        if (postings_have(&parts->list[i].set.postings, document))
            return &parts->list[i];
    return NULL;
}

const char *parts_label(const struct parts *parts, uint32_t document)
{
    for (uint32_t i = 0; i < parts->count; i++)
        if (parts->list[i].label && postings_have(&parts->list[i].set.postings, document))
            return parts->list[i].label;
    return NULL;
}

size_t parts_size(struct parts *parts)
{
    size_t size = allocated(parts);

    for (uint32_t i = 0; parts && i < parts->count; i++)
        size += allocated(parts->list[i].set.owned) + allocated(parts->list[i].plan);
    return size;
}
