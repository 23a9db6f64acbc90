/*
 * The part of a vector that does not depend on the type of its items: how it grows and how it
 * fails. It does not shrink and does not insert.
 */

#include "index/base/vector.h"

#include <stdint.h>
#include <stdlib.h>

enum { VECTOR_FIRST_CAPACITY = 16 };

void vector_release_untyped(struct vector *vector)
{
    free(vector->items);
    *vector = (struct vector){.items = NULL};
}

void vector_sort_untyped(struct vector *vector, size_t item_size,
                         int (*compare)(const void *left, const void *right))
{
    if (vector->count > 0) /* qsort() must not be given NULL */
        qsort(vector->items, vector->count, item_size, compare);
}

bool vector_grow_untyped(struct vector *vector, size_t item_size)
{
    size_t capacity = vector->capacity > 0 ? vector->capacity * 2 : VECTOR_FIRST_CAPACITY;
    void *items = NULL;

    if (vector->failed)
        return false;
    if (capacity <= SIZE_MAX / 2 / item_size)
        items = realloc(vector->items, capacity * item_size);
    if (!items) {
        vector_release_untyped(vector);
        vector->failed = true;
        return false;
    }
    vector->items = items;
    vector->capacity = capacity;
    return true;
}
