#ifndef CHARFINDER_INDEX_BASE_ALLOCATED_H
#define CHARFINDER_INDEX_BASE_ALLOCATED_H

#include <malloc.h>
#include <stddef.h>

/*
 * What a block of the heap takes: more than was asked for, because the allocator rounds it up and keeps
 * a word of its own before it (glibc, malloc/malloc.c). For limits of memory that are to be exact.
 */

/* Bytes that the block takes, as malloc() and its like returned it; 0 of NULL. */
static inline size_t allocated(void *block)
{
    return block ? malloc_usable_size(block) + sizeof(size_t) : 0;
}

#endif
