#ifndef CHARFINDER_TESTS_UNIT_INDEX_FILE_BARE_INDEX_H
#define CHARFINDER_TESTS_UNIT_INDEX_FILE_BARE_INDEX_H

/*
 * An index that consists only of the chunks that a test provides, for functions that read single
 * chunks. The numbers are in memory of exactly their size, so that a sanitizer sees a read past
 * their end.
 */

#include <stdlib.h>
#include <string.h>

#include "index/file/view.h"

static inline void bare_index_give(struct charindex *index, enum format_chunk chunk,
                                   const void *bytes, size_t size)
{
    char *copy = malloc(size > 0 ? size : 1);

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    free((void *)index->chunks[chunk].bytes);
    index->chunks[chunk] = (struct slice){.bytes = copy, .size = size};
}

static inline void bare_index_give_numbers(struct charindex *index, enum format_chunk chunk,
                                           const uint32_t *numbers, size_t count)
{
    uint8_t bytes[64 * sizeof *numbers];

    assert_true(count * sizeof *numbers <= sizeof bytes);
    for (size_t i = 0; i < count; i++)
        format_put_u32(bytes + i * sizeof *numbers, numbers[i]);
    bare_index_give(index, chunk, bytes, count * sizeof *numbers);
}

#define BARE_INDEX_NUMBERS(index, chunk, ...)                                                      \
    bare_index_give_numbers((index), (chunk), (const uint32_t[]){__VA_ARGS__},                     \
                            sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

static inline void bare_index_release(struct charindex *index)
{
    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++)
        free((void *)index->chunks[chunk].bytes);
}

#endif
