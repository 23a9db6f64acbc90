#ifndef CHARFINDER_INDEX_UNICODE_BLOCK_H
#define CHARFINDER_INDEX_UNICODE_BLOCK_H

#include <stddef.h>

/*
 * Names of blocks as Blocks.txt spells them, from the identifiers that ICU has for them:
 * "Latin_Extended_A" is Latin Extended-A, "Greek_And_Coptic" is Greek and Coptic.
 */

/* Writes the name with a NUL, cut if it does not fit. */
void block_name(const char *identifier, char *out, size_t capacity);

#endif
