#ifndef CHARFINDER_TESTS_FUZZ_SMALL_INDEX_H
#define CHARFINDER_TESTS_FUZZ_SMALL_INDEX_H

#include "tests/fuzz/demand.h"
#include "tests/unit/index/file/small_image.h"

/* The small image (small_image.h) as an index, which is parsed once and lives as long as the process. */
static inline struct charindex *small_index(void)
{
    static struct small_image image;
    static struct charindex *index;
    struct reason reason;

    if (!index) {
        small_image_make(&image);
        demand(charindex_parse(image.bytes, image.size, &index, &reason) == CHARINDEX_OK);
    }
    return index;
}

#endif
