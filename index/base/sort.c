/*
 * Merge sort from below, of pieces that were sorted by insertion.
 */

#include "index/base/sort.h"

#include <string.h>

enum { PIECE = 8 };

static void insert_all(uint64_t *numbers, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint64_t number = numbers[i];
        size_t at = i;

        for (; at > 0 && numbers[at - 1] > number; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = number;
    }
}

/* Merges the numbers before `middle`, which are sorted, with the others, which are too. */
static void merge(const uint64_t *from, size_t middle, size_t count, uint64_t *to)
{
    size_t low = 0, high = middle;

    while (low < middle && high < count)
        *to++ = from[low] <= from[high] ? from[low++] : from[high++];
    memcpy(to, from + low, (middle - low) * sizeof *to);
    memcpy(to + (middle - low), from + high, (count - high) * sizeof *to);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

void sort_u64(uint64_t *numbers, uint64_t *spare, size_t count)
{
    uint64_t *from = numbers, *to = spare;

    for (size_t at = 0; at < count; at += PIECE)
        insert_all(numbers + at, least(PIECE, count - at));
    for (size_t size = PIECE; size < count; size *= 2) {
        uint64_t *merged = to;

        for (size_t at = 0; at < count; at += 2 * size)
            merge(from + at, least(size, count - at), least(2 * size, count - at), to + at);
        to = from;
        from = merged;
    }
    if (from != numbers)
        memcpy(numbers, from, count * sizeof *numbers);
}
