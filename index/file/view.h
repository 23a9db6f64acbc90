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
#include "index/unicode/repertoire.h"
#include "index/unicode/version.h"

/*
 * The struct of a loaded index, for the modules of this folder only. All others use
 * index/file/charindex.h.
 */

enum {
    VIEW_GENERATION_SIZE = 17, /* as CHARINDEX_GENERATION_SIZE */
    VIEW_ASCII = 128,
};

struct charindex {
    atomic_uint references;
    struct charindex *original; /* the first handle; NULL: this one */
    struct image image;         /* bytes NULL if the index only borrows them */
    struct paging *paging;      /* owned; NULL: the bytes are elsewhere */
    /* All fields from here on are the same in all handles of an index. */
    const uint8_t *bytes;
    size_t size;
    struct slice chunks[CHUNK_COUNT];
    /* The counts. */
    uint32_t documents, sequences, characters, tails;
    uint32_t terms, lists, unions, word_lists, texts, strings, values;
    uint32_t spellings, spelling_entries, stems;
    uint32_t meanings, meaning_entries, meaning_queries;
    bool has_begins; /* whether the two tables below are filled; not in an index that is paged */
    uint32_t term_begins[UINT8_MAX + 2]; /* by first byte: the first term that is not before it */
    uint32_t spelling_begins[VIEW_ASCII + 1]; /* the same, folded, and of ASCII */
    struct sources sources;
    char generation[VIEW_GENERATION_SIZE];
    char icu_version[VERSION_SIZE];
    char unicode_version[VERSION_SIZE]; /* of the characters */
    char icu_unicode[VERSION_SIZE];
    char data_version[VERSION_SIZE];
    struct repertoire repertoire; /* of the chunks NEWB to NEWC */
    bool knows_more;              /* the repertoire is not empty */
    uint32_t new_since;           /* characters of this age or a later one are new */
};

/* Fill what lookups need, or are faster with, after the index has been verified. */
void view_prepare_terms(struct charindex *index);
void view_prepare_spellings(struct charindex *index);
void view_prepare_repertoire(struct charindex *index);

/* The list of a document in the relation whose first chunk this is. Returns how many numbers. */
uint32_t view_related(const struct charindex *index, enum format_chunk keys, uint32_t document,
                      const uint32_t **numbers_le);

static inline uint32_t view_u32(const struct charindex *index, enum format_chunk chunk, size_t at)
{
    return format_u32_at(index->chunks[chunk].bytes, at);
}

/* How many items of that size the chunk has; a remainder does not count. */
static inline size_t view_count(const struct charindex *index, enum format_chunk chunk, size_t size)
{
    return index->chunks[chunk].size / size;
}

static inline uint32_t view_first_sequence(const struct charindex *index)
{
    return index->documents - index->sequences;
}

/* Text number `at` of the texts that are concatenated in a chunk. */
static inline struct slice view_slice(const struct charindex *index, enum format_chunk offsets,
                                      enum format_chunk chunk, size_t at)
{
    uint32_t begin = view_u32(index, offsets, at);

    return (struct slice){.bytes = index->chunks[chunk].bytes + begin,
                          .size = view_u32(index, offsets, at + 1) - begin};
}

/* List number `at`, whose offsets, runs and totals are in these chunks. */
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

/* The code points of sequence number `sequence` (not of a document) without U+FE0F. Returns how
 * many. */
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
