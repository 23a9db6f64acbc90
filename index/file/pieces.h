#ifndef CHARFINDER_INDEX_FILE_PIECES_H
#define CHARFINDER_INDEX_FILE_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The checksums at the end of an index file: one a piece, and one of those. So a piece can be checked when
 * it is read, without the rest of the file. `size` is that of the file, at least FORMAT_TRAILER_SIZE;
 * `sums` are the bytes from format_content(size) to its end.
 */

/* Writes the checksums, and the one of those, of a file whose content is complete. */
void pieces_seal(uint8_t *bytes, size_t size);

/* Are the checksums of the pieces undamaged? */
bool pieces_sealed(const uint8_t *sums, size_t size);

/* How many bytes that piece has. */
size_t piece_size(size_t size, size_t piece);

/* Is this the content of that piece? Relies on undamaged checksums. */
bool piece_valid(const uint8_t *sums, size_t size, size_t piece, const uint8_t *content);

#endif
