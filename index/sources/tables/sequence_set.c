/*
 * A sorted list, which is searched once for each line of a table that is about a sequence.
 */

#include "index/sources/tables/sequence_set.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "index/base/bisect.h"

enum { VARIATION_SELECTOR = 0xFE0F };

static struct sequence_points essential(const uint32_t *points, size_t count)
{
    struct sequence_points essential = {.count = 0};

    assert(count <= SEQUENCE_MAX);
    for (size_t i = 0; i < count; i++)
        if (points[i] != VARIATION_SELECTOR)
            essential.list[essential.count++] = points[i];
    return essential;
}

static int compare(const void *left, const void *right)
{
    const struct sequence_points *a = left, *b = right;

    for (size_t i = 0; i < a->count && i < b->count; i++)
        if (a->list[i] != b->list[i])
            return a->list[i] < b->list[i] ? -1 : 1;
    return (a->count > b->count) - (a->count < b->count);
}

void sequence_set_release(struct sequence_set *set)
{
    vector_release(&set->all);
}

void sequence_set_add(struct sequence_set *set, const uint32_t *points, size_t count)
{
    const struct sequence_points sequence = essential(points, count);

    vector_append(&set->all, &sequence);
}

int sequence_set_settle(struct sequence_set *set)
{
    if (set->all.failed)
        return -ENOMEM;
    vector_sort(&set->all, compare);
    return 0;
}

bool sequence_set_has(const struct sequence_set *set, const uint32_t *points, size_t count)
{
    const struct sequence_points sequence = essential(points, count);
    struct bisection search = {.low = 0, .high = (uint32_t)set->all.count};

    while (bisect(&search))
        bisect_narrow(&search, compare(&set->all.items[search.middle], &sequence) < 0);
    return search.low < set->all.count && compare(&set->all.items[search.low], &sequence) == 0;
}
