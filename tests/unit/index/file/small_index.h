#ifndef CHARFINDER_TESTS_UNIT_INDEX_FILE_SMALL_INDEX_H
#define CHARFINDER_TESTS_UNIT_INDEX_FILE_SMALL_INDEX_H

/*
 * The small image (small_image.h) as an index, for the group of tests that has these two functions:
 *
 *   cmocka_run_group_tests(tests, small_index_make, small_index_free)
 *
 * It is `small`, and the state of the tests.
 */

#include "tests/unit/index/file/small_image.h"

static struct charindex *small;

static int small_index_make(void **state)
{
    static struct small_image image;
    struct reason reason;

    small_image_make(&image);
    if (charindex_parse(image.bytes, image.size, &small, &reason) != CHARINDEX_OK)
        return -1;
    *state = small;
    return 0;
}

static int small_index_free(void **state)
{
    (void)state;
    charindex_unref(small);
    return 0;
}

#endif
