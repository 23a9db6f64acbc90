#ifndef CHARFINDER_SERVER_TRANSPORT_HOUSEKEEPING_H
#define CHARFINDER_SERVER_TRANSPORT_HOUSEKEEPING_H

#include <stdbool.h>

#include "index/search/search_cache.h"
#include "server/transport/base/ring.h"
#include "server/transport/base/wheel.h"
#include "server/transport/http/http.h"
#include "server/transport/telnet/sessions.h"

/*
 * Frees memory of a reactor that nothing has needed for some time: cached results and responses,
 * sessions that have ended, send buffers, what was received. It comes round every
 * HOUSEKEEPING_SECONDS while the reactor works, and HOUSEKEEPING_ROUNDS times after its last work; then
 * all is freed and the reactor may sleep. Not thread-safe.
 */

enum {
    HOUSEKEEPING_SECONDS = 15,
    HOUSEKEEPING_ROUNDS = 2,     /* what was just used is old when the second round comes */
    HOUSEKEEPING_VALUES = 256,   /* dropped from each cache at a time: below 0.2 ms */
    HOUSEKEEPING_AGAIN_MS = 100, /* until more of them are dropped */
};

struct housekeeping {
    /* Borrowed. */
    struct ring *ring;
    struct wheel *wheel;
    struct sessions *sessions;
    struct http *http;
    struct search_cache *searches;

    unsigned rounds; /* still to come */
    bool dropping;   /* this round is not finished */
    struct deadline deadline;
};

void housekeeping_init(struct housekeeping *housekeeping);
/* Leaves the wheel. */
void housekeeping_release(struct housekeeping *housekeeping);

/* The reactor has worked. */
void housekeeping_worked(struct housekeeping *housekeeping);

/* Memory is short: the next round comes at once. */
void housekeeping_hurry(struct housekeeping *housekeeping);

/* Its deadline, of DEADLINE_HOUSEKEEPING, has passed; the ring has no completion left. Returns whether
 * the round is finished. */
bool housekeeping_expire(struct housekeeping *housekeeping);

#endif
