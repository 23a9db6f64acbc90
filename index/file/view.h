#ifndef CHARFINDER_INDEX_FILE_VIEW_H
#define CHARFINDER_INDEX_FILE_VIEW_H

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

#include "index/base/slice.h"
#include "index/file/format.h"
#include "index/file/image.h"
#include "index/file/postings.h"
#include "index/sources/sources.h"
#include "index/unicode/character.h"
#include "index/unicode/property.h"

/*
 * What a loaded index is made of, for the modules of this folder only. All others use
 * index/file/charindex.h.
 */

enum {
    VIEW_GENERATION_SIZE = 17,            /* as CHARINDEX_GENERATION_SIZE */
    VIEW_VERSION_SIZE = 8,                /* "255.255" */
    VIEW_PROPERTIES = PROPERTY_EMOJI + 1, /* those that have values */
};

struct charindex {
    atomic_uint references;
    struct charindex *original; /* whose reference this handle is; NULL: it is the first */
    struct image image;         /* bytes NULL where the index only borrows them */
    /* From here on all handles of an index are the same. */
    const uint8_t *bytes;
    size_t size;
    struct slice chunks[CHUNK_COUNT];
    /* How many there are. */
    uint32_t documents, sequences, characters, tails;
    uint32_t terms, lists, unions, word_lists, texts, strings, values;
    struct sources sources;
    char generation[VIEW_GENERATION_SIZE];
    char icu_version[VIEW_VERSION_SIZE];
    char unicode_version[VIEW_VERSION_SIZE];
};

static inline uint32_t view_u32(const struct charindex *index, enum format_chunk chunk, size_t at)
{
    return format_u32_at(index->chunks[chunk].bytes, at);
}

/* How many things of that size are in the chunk; a remainder does not count. */
static inline size_t view_count(const struct charindex *index, enum format_chunk chunk, size_t size)
{
    return index->chunks[chunk].size / size;
}

static inline uint32_t view_first_sequence(const struct charindex *index)
{
    return index->documents - index->sequences;
}

/* Text number `at` of those that follow each other in a chunk. */
static inline struct slice view_slice(const struct charindex *index, enum format_chunk offsets,
                                      enum format_chunk chunk, size_t at)
{
    uint32_t begin = view_u32(index, offsets, at);

    return (struct slice){.bytes = index->chunks[chunk].bytes + begin,
                          .size = view_u32(index, offsets, at + 1) - begin};
}

/* List number `at` of those whose offsets, runs and totals are in these chunks. */
static inline struct postings view_postings(const struct charindex *index,
                                            enum format_chunk offsets, enum format_chunk runs,
                                            enum format_chunk totals, uint32_t at)
{
    uint32_t begin = view_u32(index, offsets, at);
    const void *all = index->chunks[runs].bytes;

    return (struct postings){.runs = (const struct posting_run *)all + begin,
                             .count = view_u32(index, offsets, (size_t)at + 1) - begin,
                             .total = view_u32(index, totals, at)};
}

/* The code points of a sequence (not: document) without U+FE0F; returns how many. */
static inline size_t view_bare(const struct charindex *index, uint32_t sequence,
                               uint32_t points[static SEQUENCE_MAX])
{
    size_t count = 0;
    uint32_t end = view_u32(index, CHUNK_SOFF, (size_t)sequence + 1);

    for (uint32_t at = view_u32(index, CHUNK_SOFF, sequence); at < end; at++) {
        uint32_t point = view_u32(index, CHUNK_SPTS, at);

        if (point != VARIATION_SELECTOR_16)
            points[count++] = point;
    }
    return count;
}

#endif
