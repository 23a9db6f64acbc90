/*
 * A result becomes a bitmap with the number of documents before each of its words. The number of
 * documents of a run that are in the result is then the difference of two ranks, whatever the
 * length of the run. So the cost of a value is its number of runs: 8,000 for all values of all four
 * properties. (Rank by counts next to a bitmap: G. Jacobson, "Space-efficient static trees and
 * graphs", 1989.)
 */

#include "index/search/facets.h"

#include <assert.h>
#include <stdlib.h>

#include "index/base/bits.h"
#include "index/file/bitmap.h"

enum { VALUE_STEPS = 4 }; /* a value found, and sorted */

struct facets {
    const struct charindex *index;
    struct bitmap result;
    uint32_t *ranks;    /* documents of the result before each of its words */
    struct facet *list; /* space for all values of any property */
};

static uint32_t values_max(const struct charindex *index)
{
    uint32_t max = 0;

    for (unsigned property = 0; property < PROPERTY_FACETS; property++) {
        struct value_range values = charindex_values(index, (enum property)property);

        if (values.end - values.first > max)
            max = values.end - values.first;
    }
    return max;
}

static void count_ranks(struct facets *facets)
{
    size_t words = bitmap_document_words(facets->result.size);
    uint32_t rank = 0;

    for (size_t i = 0; i < words; i++) {
        uint64_t word = facets->result.words[i];

        facets->ranks[i] = rank;
        if (word != 0)
            rank += word == ~(uint64_t)0 ? 64 : bits_count(word);
    }
}

struct facets *facets_new(const struct charindex *index, const struct postings *result)
{
    uint32_t size = charindex_documents(index), max = values_max(index);
    size_t words = bitmap_document_words(size);
    struct facets *facets = calloc(1, sizeof *facets);

    if (!facets)
        return NULL;
    facets->index = index;
    facets->result =
        (struct bitmap){.words = calloc(bitmap_words(size), sizeof(uint64_t)), .size = size};
    facets->ranks = malloc(words * sizeof *facets->ranks);
    facets->list = malloc(max * sizeof *facets->list + !max);
    if (!facets->result.words || !facets->ranks || !facets->list) {
        facets_free(facets);
        return NULL;
    }
    bitmap_put_postings(&facets->result, result, true);
    count_ranks(facets);
    return facets;
}

void facets_free(struct facets *facets)
{
    if (!facets)
        return;
    free(facets->result.words);
    free(facets->ranks);
    free(facets->list);
    free(facets);
}

/* Documents of the result below this one. */
static uint32_t rank(const struct facets *facets, uint32_t document)
{
    uint64_t below = facets->result.words[document / 64] & (((uint64_t)1 << (document % 64)) - 1);

    return facets->ranks[document / 64] + bits_count(below);
}

static uint32_t count_in(const struct facets *facets, const struct postings *set)
{
    uint32_t count = 0;

    for (uint32_t run = 0; run < set->count; run++)
        count += rank(facets, posting_end(set, run)) - rank(facets, posting_first(set, run));
    return count;
}

static int most_frequent_first(const void *left, const void *right)
{
    const struct facet *a = left, *b = right;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

size_t facets_count(struct facets *facets, enum property property, struct budget *budget,
                    const struct facet **list)
{
    struct value_range values;
    size_t found = 0;

    assert(property < PROPERTY_FACETS);
    values = charindex_values(facets->index, property);
    for (uint32_t value = values.first; value < values.end; value++) {
        struct postings set = charindex_value(facets->index, value);
        uint32_t count = count_in(facets, &set);

        (void)budget_take(budget, BUDGET_COUNT, set.count + (size_t)VALUE_STEPS);
        if (count > 0)
            facets->list[found++] = (struct facet){.value = value, .count = count};
    }
    qsort(facets->list, found, sizeof *facets->list, most_frequent_first);
    *list = facets->list;
    return found;
}
