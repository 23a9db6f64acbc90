#ifndef CHARFINDER_INDEX_FILE_FRAME_H
#define CHARFINDER_INDEX_FILE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/file/charindex.h"

/* Are the bytes an index of this format, whole and undamaged? */
bool frame_valid(const uint8_t *bytes, size_t size, struct reason *reason);

/* Finds every chunk between the table and the trailer; false where the table is none. */
bool frame_find_chunks(struct charindex *index);

#endif
