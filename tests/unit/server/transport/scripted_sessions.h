#ifndef CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_SESSIONS_H
#define CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_SESSIONS_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "server/answers/catalog.h"
#include "server/config/config.h"
#include "server/transport/base/ring.h"
#include "server/transport/base/wheel.h"
#include "server/transport/telnet/sessions.h"

/*
 * A pool of telnet sessions on a scripted ring, and what else a reactor gives it.
 */

struct scripted_sessions {
    struct ring *ring;
    struct wheel wheel;
    struct turns turns_of_all;
    struct sessions *sessions;
    struct catalog catalog;
    struct config_live settings;
    struct counters counters;
    bool queued;  /* sessions wait for their turn */
    size_t turns; /* scripted_sessions_turn() that ended so */
};

/* A pool whose catalog is CATALOG_READY, with 60 seconds to be idle, 10 to finish a line and 5 to
 * write. It is the only user of scripted rings. */
void scripted_sessions_make(struct scripted_sessions *scripted, uint32_t capacity);
/* Frees it, whatever is in flight. */
void scripted_sessions_free(struct scripted_sessions *scripted);

/* Hands out all completions that wait, and runs sessions, as one turn of a reactor does. Returns how
 * many completions there were. */
size_t scripted_sessions_turn(struct scripted_sessions *scripted);
/* The same, until no session waits for its turn. */
size_t scripted_sessions_pump(struct scripted_sessions *scripted);
/* Lets time pass, and hands out the deadlines that are due. Returns how many. */
size_t scripted_sessions_pass(struct scripted_sessions *scripted, uint64_t milliseconds);
/* Changes the catalog, and tells the sessions as a reactor does. */
void scripted_sessions_turn_to(struct scripted_sessions *scripted, enum catalog_state state);

/* The oracle: appends what the telnet machine alone says to a client that sends these bytes and
 * hangs up, with the index there. It knows of no ring and no session. */
void scripted_sessions_recite(const char *bytes, size_t size, struct buffer *heard);

#endif
