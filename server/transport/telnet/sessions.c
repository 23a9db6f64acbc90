/*
 * A table of slots, so that a completion that comes late does not find the next session in the place of the one
 * that it belongs to; and memory of sessions that have ended, for those that begin.
 */

#include "server/transport/telnet/sessions.h"

#include <assert.h>
#include <stdlib.h>

#include "index/base/container_of.h"
#include "server/base/limits.h"
#include "server/transport/telnet/slots.h"

struct sessions {
    struct session_common common;
    struct slots slots;
    struct session *ended; /* until sessions_trim() */
};

static void session_ended(struct session_common *common, struct session *session)
{
    struct sessions *sessions = container_of(common, struct sessions, common);

    slots_remove(&sessions->slots, session->slot);
    session->next = sessions->ended;
    sessions->ended = session;
}

struct sessions *sessions_new(const struct session_surroundings *surroundings, uint32_t capacity)
{
    struct sessions *sessions = calloc(1, sizeof *sessions);

    assert(capacity > 0 && capacity <= LIMIT_SESSIONS);
    if (!sessions)
        return NULL;
    if (!slots_init(&sessions->slots, capacity)) {
        free(sessions);
        return NULL;
    }
    sessions->common.around = *surroundings;
    sessions->common.ended = session_ended;
    return sessions;
}

uint32_t sessions_count(const struct sessions *sessions)
{
    return sessions->slots.count;
}

static struct session *take_memory(struct sessions *sessions)
{
    struct session *session = sessions->ended;

    if (!session)
        return malloc(sizeof *session);
    sessions->ended = session->next;
    return session;
}

bool sessions_open(struct sessions *sessions, int socket)
{
    struct session *session;
    uint32_t slot, generation;

    if (slots_full(&sessions->slots))
        return false;
    session = take_memory(sessions);
    if (!session)
        return false;
    slot = slots_add(&sessions->slots, session, &generation);
    session_begin(session, &sessions->common, socket, slot, generation);
    return true;
}

void sessions_complete(struct sessions *sessions, const struct ring_completion *completion)
{
    struct session *session =
        slots_find(&sessions->slots, completion->token.slot, completion->token.generation);

    if (session)
        session_complete(session, completion);
}

/* A session may end in its call; none begins. */
static void for_each(struct sessions *sessions, void (*call)(struct session *session))
{
    for (uint32_t slot = 0; slot < sessions->slots.used; slot++)
        if (slots_owner(&sessions->slots, slot))
            call(slots_owner(&sessions->slots, slot));
}

void sessions_awake(struct sessions *sessions)
{
    for_each(sessions, session_awake);
}

void sessions_drain(struct sessions *sessions)
{
    const struct session_surroundings *around = &sessions->common.around;

    sessions->common.draining = true;
    sessions->common.last_line =
        around->wheel->now + (uint64_t)around->settings->shutdown_seconds * 1000 / 2;
    for_each(sessions, session_drain);
}

void sessions_abort(struct sessions *sessions)
{
    sessions->common.draining = true;
    for_each(sessions, session_abort);
}

void sessions_trim(struct sessions *sessions)
{
    while (sessions->ended) {
        struct session *session = sessions->ended;

        sessions->ended = session->next;
        free(session);
    }
    send_buffers_trim(&sessions->common.buffers);
}

void sessions_free(struct sessions *sessions)
{
    if (!sessions)
        return;
    for_each(sessions, session_release);
    sessions_trim(sessions);
    send_buffers_release(&sessions->common.buffers);
    slots_release(&sessions->slots);
    free(sessions);
}
