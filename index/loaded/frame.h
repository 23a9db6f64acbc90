#ifndef CHARFINDER_INDEX_LOADED_FRAME_H
#define CHARFINDER_INDEX_LOADED_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/charindex.h"
#include "index/reason.h"

/* Are the bytes an index of this format, whole and undamaged? */
bool frame_valid(const uint8_t *bytes, size_t size, struct reason *reason);

/* Finds every chunk between the table and the trailer; false where the table is none. */
bool frame_find_chunks(struct charindex *index);

#endif
