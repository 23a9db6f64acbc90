#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_BASE_WISH_STORE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_BASE_WISH_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/slice.h"
#include "index/file/charindex.h"

/*
 * What fonts make of single texts (pictures of characters, slices for sequences), between those who are asked for it
 * and the one who has it made. An answer waits for nothing: it takes what there is, or leaves a wish.
 * Thread-safe; nothing long is done under its lock.
 */

enum {
    WISH_POINTS = SEQUENCE_MAX + 1, /* a mark is drawn on a circle */
    WISHES_MAX = 64,
    WISH_BYTES = 16 << 20, /* of what is in memory */
};

/* Equal wishes are equal bytes: clear one with memset() before it is filled in. */
struct wish {
    uint32_t points[WISH_POINTS]; /* a text */
    uint32_t count;
    uint32_t boxed;    /* 1: in a dashed frame; the text stands for what is not seen */
    uint32_t coloured; /* 1: in colour, if a font has it so */
    uint32_t sliced;   /* 1: a font that draws the text, instead of a picture */
};

/* Immutable and reference counted. */
struct made;

enum made_part {
    MADE_SVG,
    MADE_PNG,
    MADE_PARTS,
    MADE_WOFF2 = MADE_SVG, /* of a slice, which has no other part */
};

/* Copies both. Returns one reference, or NULL when memory ran out. */
struct made *made_new(struct slice first, struct slice second);
void made_unref(struct made *made);                                   /* NULL is allowed */
struct slice made_part(const struct made *made, enum made_part part); /* as long as it */

enum wish_state {
    WISH_READY,
    WISH_NONE,    /* no font can */
    WISH_AWAITED, /* it will be there soon */
    WISH_BUSY,    /* too many others are awaited */
    WISH_FAILED,  /* nothing can be made, until there are other fonts or another index */
};

struct wish_store;

/* Calls wake(context) for each new wish, from the thread that asks, without a lock. Returns NULL when memory ran
 * out. */
struct wish_store *wish_store_new(void (*wake)(void *context), void *context);
void wish_store_free(struct wish_store *store); /* NULL is allowed */

/* Looks for it, and remembers the wish if it is not there. If it is WISH_READY, *made becomes a reference. */
enum wish_state wish_store_ask(struct wish_store *store, const struct wish *wish,
                               struct made **made);

/* The wish that has waited longest. Returns false if there is none. It is waited for until it is put. */
bool wish_store_next(struct wish_store *store, struct wish *wish);
/* Fulfils the wish that wish_store_next() returned, and takes the reference; NULL: no font can. */
void wish_store_put(struct wish_store *store, const struct wish *wish, struct made *made);

/* No wish will be fulfilled, until wish_store_begin(). */
void wish_store_fail(struct wish_store *store);
/* There may be other fonts: forgets all that was made, but no wish. */
void wish_store_begin(struct wish_store *store);

#endif
