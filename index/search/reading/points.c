/*
 * Code points in a row.
 */

#include "index/search/reading/points.h"

#include <unicode/utf16.h>

#include "index/base/utf8.h"

void points_add(struct points *points, uint32_t point)
{
    uint32_t *last = points->list + points->count - 1;

    if (points->count > 0 && U16_IS_TRAIL(point) && U16_IS_LEAD(*last))
        *last = (uint32_t)U16_GET_SUPPLEMENTARY(*last, point);
    else if (points->count < QUERY_MAX_SIZE)
        points->list[points->count++] = point;
}

void points_add_text(struct points *points, const char *text, size_t size)
{
    for (size_t at = 0; at < size;)
        points_add(points, (uint32_t)utf8_next(text, size, &at));
}
