/*
 * What a reactor does for its sessions, without a reactor: completions and deadlines go to them,
 * and nothing else happens.
 */

#include "tests/unit/server/transport/scripted_sessions.h"

#include <assert.h>

#include "server/answers/telnet/telnet.h"
#include "server/base/clock.h"
#include "server/base/limits.h"
#include "tests/unit/server/transport/scripted_clock.h"
#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_ring.h"

enum { PROGRESS = 42 }; /* percent, while the index is being built */

void scripted_sessions_make(struct scripted_sessions *scripted, uint32_t capacity)
{
    struct session_surroundings around = {
        .wheel = &scripted->wheel,
        .turns = &scripted->turns_of_all,
        .catalog = &scripted->catalog,
        .settings = &scripted->settings,
        .counters = &scripted->counters,
    };
    struct reason reason;
    int r;

    *scripted = (struct scripted_sessions){
        .settings = {.idle_seconds = 30, .write_seconds = 5, .shutdown_seconds = 20}};
    scripted_rings_reset(false);
    scripted_clock_reset();
    wheel_init(&scripted->wheel, clock_now());
    turns_init(&scripted->turns_of_all);
    r = ring_new(&scripted->ring, &reason);
    assert(r == 0);
    (void)r;
    around.ring = scripted->ring;
    scripted_indexer_set(CATALOG_READY, 0);
    scripted_indexer_fetch(&scripted->catalog);
    scripted->sessions = sessions_new(&around, capacity);
    assert(scripted->sessions);
}

void scripted_sessions_free(struct scripted_sessions *scripted)
{
    scripted_ring_abandon(scripted->ring);
    sessions_free(scripted->sessions);
    assert(wheel_wait(&scripted->wheel) == -1); /* no deadline points to a session */
    ring_free(scripted->ring);
    charindex_unref(scripted->catalog.index);
}

size_t scripted_sessions_turn(struct scripted_sessions *scripted)
{
    struct ring_completion completion;
    struct turn *turn;
    size_t count = 0;

    turns_begin(&scripted->turns_of_all);
    for (; ring_next(scripted->ring, &completion); count++)
        sessions_complete(scripted->sessions, &completion);
    while ((turn = turns_next(&scripted->turns_of_all)))
        session_turn(turn);
    scripted->queued = turns_wait(&scripted->turns_of_all);
    scripted->turns += scripted->queued;
    return count;
}

size_t scripted_sessions_pump(struct scripted_sessions *scripted)
{
    size_t count = scripted_sessions_turn(scripted);

    while (scripted->queued)
        count += scripted_sessions_turn(scripted);
    return count;
}

size_t scripted_sessions_pass(struct scripted_sessions *scripted, uint64_t milliseconds)
{
    struct deadline *deadline;
    size_t count = 0;

    scripted_clock_pass(milliseconds);
    wheel_advance(&scripted->wheel, clock_now());
    for (; (deadline = wheel_expired(&scripted->wheel)); count++)
        session_expire(deadline);
    sessions_trim(scripted->sessions);
    return count;
}

void scripted_sessions_turn_to(struct scripted_sessions *scripted, enum catalog_state state)
{
    scripted_indexer_set(state, PROGRESS);
    scripted_indexer_fetch(&scripted->catalog);
    sessions_awake(scripted->sessions);
}

static void listen_to(struct telnet *telnet, const struct catalog *catalog, struct buffer *heard)
{
    static char out[LIMIT_SEND];
    size_t size;

    while ((size = telnet_answer(telnet, catalog, out, sizeof out)) > 0)
        buffer_append(heard, out, size);
}

/* Byte by byte, so that an interrupt at the end loses nothing that was said before it. */
void scripted_sessions_recite(const char *bytes, size_t size, struct buffer *heard)
{
    struct catalog catalog = {.state = CATALOG_READY, .index = scripted_index()};
    struct telnet telnet;
    size_t at = 0;

    telnet_init(&telnet, NULL, NULL);
    listen_to(&telnet, &catalog, heard);
    while (at < size && telnet.state == TELNET_READING) {
        at += telnet_receive(&telnet, bytes + at, 1);
        listen_to(&telnet, &catalog, heard);
    }
    if (telnet.state == TELNET_READING)
        telnet_end(&telnet);
    listen_to(&telnet, &catalog, heard);
    telnet_release(&telnet);
}
