/*
 * Checksums of pieces. They do not know what is in a piece: chunks begin and end anywhere.
 */

#include "index/file/pieces.h"

#include <string.h>

#include "index/base/checksum.h"
#include "index/file/format.h"

_Static_assert((int)FORMAT_TRAILER_SIZE == (int)CHECKSUM_SIZE, "the trailer is one checksum");

size_t piece_size(size_t size, size_t piece)
{
    const size_t rest = format_content(size) - piece * FORMAT_PIECE_SIZE;

    return rest < FORMAT_PIECE_SIZE ? rest : FORMAT_PIECE_SIZE;
}

void pieces_seal(uint8_t *bytes, size_t size)
{
    const size_t pieces = format_pieces(size);
    uint8_t *sums = bytes + format_content(size);

    for (size_t piece = 0; piece < pieces; piece++)
        format_put_u64(sums + piece * FORMAT_SUM_SIZE,
                       checksum_short(bytes + piece * FORMAT_PIECE_SIZE, piece_size(size, piece)));
    checksum_of(sums, pieces * FORMAT_SUM_SIZE, sums + pieces * FORMAT_SUM_SIZE);
}

bool pieces_sealed(const uint8_t *sums, size_t size)
{
    const size_t sums_size = format_pieces(size) * FORMAT_SUM_SIZE;
    uint8_t digest[CHECKSUM_SIZE];

    checksum_of(sums, sums_size, digest);
    return memcmp(digest, sums + sums_size, sizeof digest) == 0;
}

bool piece_valid(const uint8_t *sums, size_t size, size_t piece, const uint8_t *content)
{
    return format_u64(sums + piece * FORMAT_SUM_SIZE) ==
           checksum_short(content, piece_size(size, piece));
}
