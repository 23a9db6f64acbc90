/*
 * Hands out a piece before it has the next one filled. What a piece contains is its owner's
 * business.
 */

#include "server/answers/http/base/pieces.h"

#include <string.h>

#include "index/base/container_of.h"

static size_t pieces_read(struct api_stream *stream, char *out, size_t capacity)
{
    struct pieces *pieces = container_of(stream, struct pieces, stream);
    size_t size;

    stream->steps = 0;
    if (pieces->sent == pieces->piece.size && !pieces->ended) {
        pieces->piece.size = 0;
        pieces->sent = 0;
        pieces->budget = (struct budget)BUDGET_INIT;
        pieces->fill(pieces);
        stream->steps = budget_spent_all(&pieces->budget);
    }
    size = pieces->piece.size - pieces->sent;
    if (size > capacity)
        size = capacity;
    if (size > 0)
        memcpy(out, pieces->piece.bytes + pieces->sent, size);
    pieces->sent += size;
    return size;
}

void pieces_init(struct pieces *pieces, struct buffer *begin, void (*fill)(struct pieces *pieces),
                 void (*release)(struct api_stream *stream))
{
    *pieces = (struct pieces){
        .stream = {.read = pieces_read, .free = release}, .fill = fill, .piece = *begin};
    *begin = (struct buffer)BUFFER_INIT;
}

void pieces_release(struct pieces *pieces)
{
    buffer_release(&pieces->piece);
}

bool pieces_want_more(const struct pieces *pieces)
{
    return pieces->piece.size < PIECES_SIZE && !pieces->piece.failed;
}
