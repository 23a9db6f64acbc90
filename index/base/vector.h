#ifndef CHARFINDER_INDEX_BASE_VECTOR_H
#define CHARFINDER_INDEX_BASE_VECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * A growing array whose elements have a type.
 *
 *     struct relation {
 *         VECTOR_OF(struct pair) pairs;
 *     };
 *     vector_append(&relation->pairs, &pair);
 *     for (size_t i = 0; i < relation->pairs.count; i++)
 *         use(&relation->pairs.items[i]);
 *     vector_release(&relation->pairs);
 *
 * A vector of zero bytes is empty. The caller may change the items and lower `count`. Pointers to
 * items are valid until the next append. The macros evaluate each argument once.
 *
 * Failure is sticky as in buffer.h: when memory runs out the vector drops its items, stays empty,
 * and every later append does nothing, so a caller may append to the end and check `failed` once.
 *
 * An append costs a copy of the item. The capacity doubles, so n appends copy fewer than 2 n items
 * again.
 */
struct vector {
    void *items;     /* owned; NULL while nothing was appended */
    size_t count;    /* items in use */
    size_t capacity; /* items allocated */
    bool failed;     /* memory ran out; count is 0 and stays 0 */
};

#define VECTOR_INIT                                                                                \
    {                                                                                              \
        .items = NULL                                                                              \
    }

/* The members of struct vector under their own names, `items` with its type. */
#define VECTOR_OF(type)                                                                            \
    union {                                                                                        \
        struct vector untyped;                                                                     \
        struct {                                                                                   \
            __typeof__(type) *items;                                                               \
            size_t count;                                                                          \
            size_t capacity;                                                                       \
            bool failed;                                                                           \
        };                                                                                         \
    }

/* Appends a copy of *item, which must not be in the vector. The compiler rejects a pointer to
 * another type. */
#define vector_append(vector, item)                                                                \
    vector_append_untyped(&(vector)->untyped, 1 ? (item) : (vector)->items, sizeof *(vector)->items)

/* Sorts the items in place by qsort() with this comparison. Does nothing where there are none. */
#define vector_sort(vector, compare)                                                               \
    vector_sort_untyped(&(vector)->untyped, sizeof *(vector)->items, (compare))

/* Frees the items; the vector is empty afterwards. */
#define vector_release(vector) vector_release_untyped(&(vector)->untyped)

/*
 * What the macros call.
 */

/* Makes space for one more item. Returns false when the vector has failed. */
bool vector_grow_untyped(struct vector *vector, size_t item_size);
void vector_sort_untyped(struct vector *vector, size_t item_size,
                         int (*compare)(const void *left, const void *right));
void vector_release_untyped(struct vector *vector);

static inline void vector_append_untyped(struct vector *vector, const void *item, size_t item_size)
{
    if (vector->count == vector->capacity && !vector_grow_untyped(vector, item_size))
        return;
    memcpy((char *)vector->items + vector->count * item_size, item, item_size);
    vector->count++;
}

#endif
