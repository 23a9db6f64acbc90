#ifndef CHARFINDER_INDEX_BUILDER_BASE_CHUNKS_H
#define CHARFINDER_INDEX_BUILDER_BASE_CHUNKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/format.h"
#include "index/file/image.h"
#include "index/sources/sources.h"

/*
 * The chunks of an index while they grow, each in its own buffer, and their assembly into one
 * image. Failure is sticky as in buffer.h: writers do not check, chunks_lay_out() does. Not
 * thread-safe.
 */

struct chunks {
    struct buffer list[CHUNK_COUNT];
};

/* The fields of the header that the sources do not determine. */
struct chunks_counts {
    uint32_t documents, sequences, characters, terms;
};

void chunks_release(struct chunks *chunks);

/* Each appends one number; a u32 or u16 must be in range. */
void chunks_u8(struct chunks *chunks, enum format_chunk chunk, unsigned value);
void chunks_u16(struct chunks *chunks, enum format_chunk chunk, unsigned value);
void chunks_u32(struct chunks *chunks, enum format_chunk chunk, size_t value);

/* Appends the current size of a chunk to the chunk of its offsets. */
void chunks_offset(struct chunks *chunks, enum format_chunk offsets, enum format_chunk chunk);

/* A whole bitmap of native words. */
void chunks_bitmap(struct chunks *chunks, enum format_chunk chunk, const uint64_t *words,
                   size_t count);

/* The chunks about the sources: from SRCS to LANG. */
void chunks_sources(struct chunks *chunks, const struct sources *sources);

bool chunks_failed(const struct chunks *chunks);

/* One sealed image of all chunks; frees the chunks as it goes. Returns 0; -ENOMEM; or -EFBIG when
 * the image would exceed the maximum size of an index. */
int chunks_lay_out(struct chunks *chunks, const struct sources *sources,
                   const struct chunks_counts *counts, struct image *image);

#endif
