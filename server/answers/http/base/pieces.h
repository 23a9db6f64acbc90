#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_BASE_PIECES_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_BASE_PIECES_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/budget.h"
#include "index/base/buffer.h"
#include "server/answers/http/base/message.h"

/*
 * A body that is written piece by piece: a turn fills a piece, and the turns after it send its bytes
 * until another is due. Each piece that is filled while the body is read has a budget of its own.
 */

enum { PIECES_SIZE = 16 * 1024 }; /* bytes of a piece, about */

/* The first member of a body's own struct, which must not be moved. */
struct pieces {
    struct api_stream stream;
    /* Appends to the piece, at the expense of the budget; at least a byte, unless that is the end.
     * Sets `ended` after the last byte of the body. */
    void (*fill)(struct pieces *pieces);
    struct buffer piece;
    size_t sent;          /* bytes of the piece that were read */
    struct budget budget; /* of the piece */
    bool ended;
};

/* The stream frees itself by calling `release`, which must call pieces_release(). The body begins
 * with the bytes of `begin`, which is left empty. */
void pieces_init(struct pieces *pieces, struct buffer *begin, void (*fill)(struct pieces *pieces),
                 void (*release)(struct api_stream *stream));
void pieces_release(struct pieces *pieces);

/* Should fill() go on? */
bool pieces_want_more(const struct pieces *pieces);

#endif
