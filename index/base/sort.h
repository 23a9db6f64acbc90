#ifndef CHARFINDER_INDEX_BASE_SORT_H
#define CHARFINDER_INDEX_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

/*
 * Sorting numbers, without a call for each comparison, which is most of what qsort() costs with some
 * hundreds of them. Thread-safe.
 */

/* Sorts the numbers, ascending. `spare` has space for as many, and is overwritten. */
void sort_u64(uint64_t *numbers, uint64_t *spare, size_t count);

#endif
