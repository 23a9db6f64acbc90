#ifndef CHARFINDER_INDEX_BUILDER_CHUNKS_H
#define CHARFINDER_INDEX_BUILDER_CHUNKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/format.h"
#include "index/file/image.h"
#include "index/sources/sources.h"

/*
 * The chunks of an index while they grow, each in a buffer of its own, and their way into one
 * image. Failure is sticky as in buffer.h: the writers do not look, chunks_lay_out() does.
 */

struct chunks {
    struct buffer list[CHUNK_COUNT];
};

/* The fields of the header that do not come from the sources. */
struct chunks_counts {
    uint32_t documents, sequences, characters, terms;
};

void chunks_release(struct chunks *chunks);

/* Each appends one number; u32 and u16 must fit. */
void chunks_u8(struct chunks *chunks, enum format_chunk chunk, unsigned value);
void chunks_u16(struct chunks *chunks, enum format_chunk chunk, unsigned value);
void chunks_u32(struct chunks *chunks, enum format_chunk chunk, size_t value);

/* The end of a chunk as an offset into it, appended to the chunk of offsets. */
void chunks_offset(struct chunks *chunks, enum format_chunk offsets, enum format_chunk chunk);

/* A whole bitmap of native words. */
void chunks_bitmap(struct chunks *chunks, enum format_chunk chunk, const uint64_t *words,
                   size_t count);

/* The chunks of the sources themselves: from SRCS to LANG. */
void chunks_sources(struct chunks *chunks, const struct sources *sources);

bool chunks_failed(const struct chunks *chunks);

/* One sealed image of all; the chunks are given back on the way. Returns 0; -ENOMEM; -EFBIG when
 * it would be larger than an index may be. */
int chunks_lay_out(struct chunks *chunks, const struct sources *sources,
                   const struct chunks_counts *counts, struct image *image);

#endif
