/*
 * Pasted text is split into sequences and characters from left to right. The index does not store
 * which sequences contain a code point: there are only some thousands of sequences, each group
 * scans them at most once, and only those that match the other groups are read.
 */

#include "index/search/match/pasted.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/unicode/character.h"

enum {
    FIND_STEPS = 16,    /* a sequence and a character looked up */
    SEQUENCE_STEPS = 2, /* the code points of one sequence compared */
};

size_t pasted_next(const struct charindex *index, bool sequences, const uint32_t *points,
                   size_t count, uint32_t *document, bool *found)
{
    size_t taken = 0;

    if (sequences)
        taken = charindex_find_sequence(index, points, count, document);
    *found = taken > 0;
    if (taken == 0) {
        *found = charindex_find(index, points[0], document);
        taken = 1;
    }
    /* In scope name U+FE0F is a character like any other. */
    while (sequences && taken < count && points[taken] == VARIATION_SELECTOR_16)
        taken++;
    return taken;
}

static size_t text_next(const struct evaluation *evaluation, const uint32_t *points, size_t count,
                        uint32_t *document, bool *found)
{
    return pasted_next(evaluation->index, evaluation_sequences(evaluation), points, count, document,
                       found);
}

void point_set_init(struct point_set *set)
{
    set->count = 0;
    memset(set->filter, 0, sizeof set->filter);
}

static int point_compare(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static bool point_set_has(const struct point_set *set, uint32_t point)
{
    return (set->filter[point % POINT_SET_FILTER / 64] >> (point % 64) & 1) &&
           bsearch(&point, set->points, set->count, sizeof point, point_compare);
}

bool pasted_put(struct evaluation *evaluation, const struct plan_clause *clause,
                struct bitmap *target, bool on, struct point_set *set)
{
    bool text = clause->kind == QUERY_TEXT;
    const uint32_t *points = text ? evaluation->plan->points + clause->first : &clause->low;
    uint32_t count = text ? clause->count : 1;

    for (uint32_t at = 0; at < count;) {
        uint32_t document;
        bool found;
        size_t taken = text_next(evaluation, points + at, count - at, &document, &found);

        if (found)
            bitmap_put(target, document, document + 1, on);
        if (found && document < charindex_first_sequence(evaluation->index)) {
            assert(set->count < POINT_SET_MAX);
            set->points[set->count++] = points[at];
            set->filter[points[at] % POINT_SET_FILTER / 64] |= (uint64_t)1 << (points[at] % 64);
        }
        at += (uint32_t)taken;
        if (!evaluation_spend(evaluation, FIND_STEPS))
            return false;
    }
    return true;
}

bool pasted_put_sequences(struct evaluation *evaluation, struct point_set *set,
                          struct bitmap *target, bool on)
{
    uint32_t end = evaluation->limit;
    uint32_t document = charindex_first_sequence(evaluation->index);

    qsort(set->points, set->count, sizeof *set->points, point_compare);
    for (document = bitmap_next(&evaluation->left, document, end); document < end;
         document = bitmap_next(&evaluation->left, document + 1, end)) {
        uint32_t points[SEQUENCE_MAX];
        size_t count = charindex_points(evaluation->index, document, points);
        bool has = false;

        for (size_t i = 0; !has && i < count; i++)
            has = point_set_has(set, points[i]);
        if (has)
            bitmap_put(target, document, document + 1, on);
        if (!evaluation_spend(evaluation, SEQUENCE_STEPS))
            return false;
    }
    return true;
}

/*
 * Pasted text alone: each document once, at its first position.
 */

struct pasted {
    uint32_t document, place;
};

static int pasted_by_document(const void *left, const void *right)
{
    const struct pasted *a = left, *b = right;

    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static int pasted_by_place(const void *left, const void *right)
{
    const struct pasted *a = left, *b = right;

    return (a->place > b->place) - (a->place < b->place);
}

static uint32_t text_documents(const struct evaluation *evaluation, const uint32_t *points,
                               uint32_t size, struct pasted *list)
{
    uint32_t count = 0, unique = 0;

    for (uint32_t at = 0; at < size;) {
        bool found;
        size_t taken = text_next(evaluation, points + at, size - at, &list[count].document, &found);

        list[count].place = at;
        count += found;
        at += (uint32_t)taken;
    }
    qsort(list, count, sizeof *list, pasted_by_document);
    for (uint32_t i = 0; i < count; i++)
        if (unique == 0 || list[i].document != list[unique - 1].document)
            list[unique++] = list[i];
    qsort(list, unique, sizeof *list, pasted_by_place);
    return unique;
}

int pasted_result(const struct evaluation *evaluation, struct posting_set *result)
{
    const struct plan_clause *clause = evaluation->plan->clauses;
    bool text = clause->kind == QUERY_TEXT;
    struct pasted list[QUERY_MAX_POINTS];
    uint32_t count =
        text_documents(evaluation, text ? evaluation->plan->points + clause->first : &clause->low,
                       text ? clause->count : 1, list);
    struct posting_run *runs = malloc(count * sizeof *runs + !count);

    if (!runs)
        return -ENOMEM;
    for (uint32_t i = 0; i < count; i++)
        runs[i] = posting_run(list[i].document, i);
    posting_set_replace(result, &(struct postings){.runs = runs, .count = count, .total = count},
                        runs);
    return 0;
}
