#ifndef CHARFINDER_TESTS_UNIT_INDEX_CLI_SMALL_H
#define CHARFINDER_TESTS_UNIT_INDEX_CLI_SMALL_H

/*
 * The small index (small_image.h), for tests of what the command prints about it.
 */

#include "tests/unit/index/cli/capture.h"
#include "tests/unit/index/file/small_image.h"

static struct charindex *small;

static inline int small_make(void **state)
{
    static struct small_image image;
    struct reason reason;

    (void)state;
    small_image_make(&image);
    return charindex_parse(image.bytes, image.size, &small, &reason) == CHARINDEX_OK ? 0 : -1;
}

static inline int small_free(void **state)
{
    (void)state;
    charindex_unref(small);
    return 0;
}

#endif
