#ifndef CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_TALK_H
#define CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_TALK_H

/*
 * What a client of one of several sessions does: it says something, hears exactly this, or its socket has
 * this result. Each fails the test if the session has no such operation in flight. Include cmocka first.
 */

#include <string.h>

#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sessions.h"

static inline struct scripted_operation *operation_of(struct scripted_sessions *scripted,
                                                      enum ring_operation operation, int server)
{
    struct scripted_operation *found = scripted_ring_find(scripted->ring, operation, server);

    assert_non_null(found);
    return found;
}

static inline void finish(struct scripted_sessions *scripted, enum ring_operation operation,
                          int server, int32_t result)
{
    scripted_ring_complete(scripted->ring, operation_of(scripted, operation, server), result,
                           false);
    (void)scripted_sessions_pump(scripted);
}

static inline void hear(struct scripted_sessions *scripted, int server, const char *text)
{
    struct scripted_operation *send = operation_of(scripted, RING_SEND, server);

    assert_int_equal(send->size, strlen(text));
    assert_memory_equal(send->bytes, text, send->size);
    finish(scripted, RING_SEND, server, (int32_t)strlen(text));
}

static inline void say(struct scripted_sessions *scripted, int server, const char *text)
{
    scripted_ring_deliver(scripted->ring, operation_of(scripted, RING_RECEIVE, server), text,
                          strlen(text), true);
    (void)scripted_sessions_pump(scripted);
}

#endif
