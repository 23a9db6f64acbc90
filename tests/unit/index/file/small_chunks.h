#ifndef CHARFINDER_TESTS_UNIT_INDEX_FILE_SMALL_CHUNKS_H
#define CHARFINDER_TESTS_UNIT_INDEX_FILE_SMALL_CHUNKS_H

/*
 * Writes the chunks of the small index (small_image.h), one after the other. A set of documents is
 * a bit mask here.
 */

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "index/file/pieces.h"
#include "tests/unit/index/file/small_description.h"

struct small_image {
    alignas(FORMAT_ALIGNMENT) uint8_t bytes[SMALL_IMAGE_MAX];
    size_t size;
    enum format_chunk chunk; /* the chunk being written */
};

static inline uint8_t *small_image_entry(struct small_image *image, enum format_chunk chunk)
{
    return image->bytes + FORMAT_HEADER_SIZE + (size_t)chunk * FORMAT_ENTRY_SIZE;
}

/* Where a chunk is, and its number of bytes, from the table. */
static inline uint8_t *small_image_chunk(struct small_image *image, enum format_chunk chunk)
{
    return image->bytes + format_u64(small_image_entry(image, chunk) + 8);
}

static inline size_t small_image_size(struct small_image *image, enum format_chunk chunk)
{
    return (size_t)format_u64(small_image_entry(image, chunk) + 16);
}

static inline void small_image_append(struct small_image *image, const void *bytes, size_t size)
{
    assert(image->size + size <= sizeof image->bytes);
    memcpy(image->bytes + image->size, bytes, size);
    image->size += size;
}

static inline void small_image_append_u32(struct small_image *image, size_t value)
{
    uint8_t bytes[4];

    format_put_u32(bytes, (uint32_t)value);
    small_image_append(image, bytes, sizeof bytes);
}

static inline void small_image_begin(struct small_image *image, enum format_chunk chunk)
{
    while (image->size % FORMAT_ALIGNMENT != 0)
        image->size++;
    image->chunk = chunk;
    memcpy(small_image_entry(image, chunk), FORMAT_CHUNK_IDS + (size_t)chunk * 4, 4);
    format_put_u64(small_image_entry(image, chunk) + 8, image->size);
}

static inline void small_image_end(struct small_image *image)
{
    uint8_t *entry = small_image_entry(image, image->chunk);

    format_put_u64(entry + 16, image->size - format_u64(entry + 8));
}

static inline void small_image_bytes(struct small_image *image, enum format_chunk chunk,
                                     const void *bytes, size_t size)
{
    small_image_begin(image, chunk);
    small_image_append(image, bytes, size);
    small_image_end(image);
}

/* Texts in one chunk, and the offset of each in the chunk before it. */
static inline void small_image_texts(struct small_image *image, enum format_chunk offsets,
                                     enum format_chunk chunk, const char *const *texts,
                                     size_t count)
{
    size_t at = 0;

    small_image_begin(image, offsets);
    for (size_t i = 0; i <= count; i++) {
        small_image_append_u32(image, at);
        at += i < count ? strlen(texts[i]) : 0;
    }
    small_image_end(image);
    small_image_begin(image, chunk);
    for (size_t i = 0; i < count; i++)
        small_image_append(image, texts[i], strlen(texts[i]));
    small_image_end(image);
}

/* Recomputes the checksums, so that only the meaning of the bytes can be wrong. */
static inline void small_image_seal(struct small_image *image)
{
    pieces_seal(image->bytes, image->size);
}

/* A bitmap of documents. */
static inline void small_image_append_bitmap(struct small_image *image, uint32_t documents)
{
    small_image_append_u32(image, documents);
    small_image_append_u32(image, 0);
}

/*
 * Sets of documents as postings.
 */

static inline bool small_starts_run(uint32_t set, unsigned document)
{
    return (set & ~(set << 1)) >> document & 1;
}

static inline size_t small_runs(uint32_t set)
{
    return (size_t)__builtin_popcount(set & ~(set << 1));
}

static inline void small_image_append_runs(struct small_image *image, uint32_t set)
{
    for (unsigned document = 0; document < SMALL_DOCUMENTS; document++)
        if (small_starts_run(set, document)) {
            small_image_append_u32(image, document);
            small_image_append_u32(
                image, (size_t)__builtin_popcount(set & ((UINT32_C(1) << document) - 1)));
        }
}

/* Three chunks, as LRUN, LTOT and RUNS are. Returns the number of runs. */
static inline size_t small_image_sets(struct small_image *image, enum format_chunk offsets,
                                      const uint32_t *sets, size_t count)
{
    size_t runs = 0;

    small_image_begin(image, offsets);
    for (size_t i = 0; i <= count; i++) {
        small_image_append_u32(image, runs);
        runs += i < count ? small_runs(sets[i]) : 0;
    }
    small_image_end(image);
    small_image_begin(image, offsets + 1);
    for (size_t i = 0; i < count; i++)
        small_image_append_u32(image, (size_t)__builtin_popcount(sets[i]));
    small_image_end(image);
    small_image_begin(image, offsets + 2);
    for (size_t i = 0; i < count; i++)
        small_image_append_runs(image, sets[i]);
    small_image_end(image);
    return runs;
}

/* Three chunks, as VARK, VARB and VARV are, from one set per document. */
static inline void small_image_relation(struct small_image *image, enum format_chunk keys,
                                        const uint32_t sets[static SMALL_DOCUMENTS],
                                        bool as_code_points)
{
    size_t at = 0;

    small_image_begin(image, keys);
    for (size_t i = 0; i < SMALL_DOCUMENTS; i++)
        if (sets[i])
            small_image_append_u32(image, i);
    small_image_end(image);
    small_image_begin(image, keys + 1);
    small_image_append_u32(image, 0);
    for (size_t i = 0; i < SMALL_DOCUMENTS; i++)
        if (sets[i])
            small_image_append_u32(image, at += (size_t)__builtin_popcount(sets[i]));
    small_image_end(image);
    small_image_begin(image, keys + 2);
    for (size_t i = 0; i < SMALL_DOCUMENTS; i++)
        for (size_t to = 0; to < SMALL_DOCUMENTS; to++)
            if (sets[i] >> to & 1)
                small_image_append_u32(image, as_code_points ? small_documents[to].points[0] : to);
    small_image_end(image);
}

#endif
