#ifndef CHARFINDER_TESTS_BENCH_OPEN_REPLY_H
#define CHARFINDER_TESTS_BENCH_OPEN_REPLY_H

#include <stddef.h>
#include <stdint.h>

/*
 * Finds the end of a reply to a GET (RFC 9112 §6: Content-Length or chunked) on a connection without
 * pipelining, in pieces of any size. It looks at nothing else but the status. Plain data.
 */

enum { REPLY_HEAD_SIZE = 4096 }; /* bytes; a longer head is refused */

enum reply_state {
    REPLY_HEAD,
    REPLY_BODY,       /* `left` bytes of it */
    REPLY_CHUNK_SIZE, /* the line with the size of a chunk */
    REPLY_CHUNK,      /* `left` bytes, with the end of line that follows them */
    REPLY_TRAILER,    /* lines up to an empty one */
    REPLY_WHOLE,
    REPLY_BAD, /* not HTTP, not status 200, without a size, or longer than it says */
};

struct reply {
    enum reply_state state;
    unsigned status; /* 0: not known yet */
    uint64_t left;
    size_t line; /* bytes of the current line of a chunked body, without its end */
    size_t head_size;
    char head[REPLY_HEAD_SIZE + 1];
};

void reply_begin(struct reply *reply);

/* Takes the next bytes. Returns the state; begin again after REPLY_WHOLE and REPLY_BAD. */
enum reply_state reply_take(struct reply *reply, const char *bytes, size_t size);

#endif
