#ifndef CHARFINDER_INDEX_SEARCH_READING_POINTS_H
#define CHARFINDER_INDEX_SEARCH_READING_POINTS_H

#include <stddef.h>
#include <stdint.h>

#include "index/search/query/query.h"

/*
 * A list of code points that a reading has found in a text: at most one for each of its bytes. Plain
 * data of 4 KiB. Thread-safe.
 */
struct points {
    size_t count;
    uint32_t list[QUERY_MAX_SIZE];
};

/* Makes the list empty. Unlike an initializer, it does not touch the whole list. */
static inline void points_init(struct points *points)
{
    points->count = 0;
}

/* Adds a code point or a UTF-16 unit. Two surrogates in a row become one code point. Ignored when
 * the list is full. */
void points_add(struct points *points, uint32_t point);

/* Adds the code points of valid UTF-8. */
void points_add_text(struct points *points, const char *text, size_t size);

#endif
