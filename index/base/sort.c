/*
 * Radix sort from the least significant byte (D. E. Knuth, "The Art of Computer Programming", volume 3,
 * section 5.2.5), without the bytes that are the same in all numbers. Its loops have no branch that depends on
 * the numbers. A few numbers are sorted by insertion.
 */

#include "index/base/sort.h"

#include <string.h>

enum { FEW = 24 };

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

/* Sorts by one byte; numbers in which it is the same stay in their order. */
static void sort_by_byte(const uint64_t *from, size_t count, unsigned shift, uint64_t *to)
{
    size_t places[UINT8_MAX + 1] = {0}, place = 0;

    for (size_t i = 0; i < count; i++)
        places[from[i] >> shift & UINT8_MAX]++;
    for (size_t byte = 0; byte <= UINT8_MAX; byte++) {
        size_t these = places[byte];

        places[byte] = place;
        place += these;
    }
    for (size_t i = 0; i < count; i++)
        to[places[from[i] >> shift & UINT8_MAX]++] = from[i];
}

void sort_u64(uint64_t *numbers, uint64_t *spare, size_t count)
{
    uint64_t *from = numbers, *to = spare, different = 0;

    if (count <= FEW) {
        insert_all(numbers, count);
        return;
    }
    for (size_t i = 1; i < count; i++)
        different |= numbers[i] ^ numbers[0];
    for (unsigned shift = 0; shift < 64; shift += 8) {
        uint64_t *sorted = to;

        if ((different >> shift & UINT8_MAX) == 0)
            continue;
        sort_by_byte(from, count, shift, to);
        to = from;
        from = sorted;
    }
    if (from != numbers)
        memcpy(numbers, from, count * sizeof *numbers);
}
