#ifndef CHARFINDER_INDEX_FILE_FRAME_H
#define CHARFINDER_INDEX_FILE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/file/charindex.h"

/*
 * The frame of an index: its header, its table of chunks and its checksum.
 */

/* Do the first `count` bytes announce an index of this format, of `size` bytes? Reads the header only,
 * so that a file can be refused before memory is allocated for it. If not, the reason says why. */
bool frame_announces(const uint8_t *bytes, size_t count, size_t size, struct reason *reason);

/* Are the bytes an index of this format, complete and undamaged? If not, the reason says why. */
bool frame_valid(const uint8_t *bytes, size_t size, struct reason *reason);

/* Of valid bytes, which index->bytes and index->size describe: reads what the header says into the
 * index, unverified, and finds its chunks. Returns false where the table of chunks is invalid. */
bool frame_read(struct charindex *index);

#endif
