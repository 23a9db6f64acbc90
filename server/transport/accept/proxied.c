/*
 * A header is nearly always there when its connection is accepted, so it is read at once, and only
 * then waited for. It is looked at before it is taken from the socket, because libmicrohttpd reads
 * what follows by itself. What was looked at and belongs to the header is taken, so a poll never
 * reports the same bytes twice.
 *
 *     WAITING ──the header──▶ FREE
 *        └──deadline──▶ ENDING ──the poll completes──▶ FREE
 */

#include "server/transport/accept/proxied.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index/base/container_of.h"
#include "server/transport/accept/proxy_header.h"

enum {
    PEEK_SIZE = 2048, /* bytes that are looked at in a turn */
    LEAVE_MS = 1000,  /* for a header, when the daemon stops */
};

struct waiting {
    int socket; /* -1: free */
    enum listener_service service;
    bool ending; /* both sides are shut */
    struct proxy_header header;
    struct deadline deadline;
    uint32_t next_free; /* counted from 1; 0: the last */
};

struct proxied {
    struct proxied_surroundings around;
    struct waiting slots[PROXIED_MAX]; /* untouched memory takes none */
    uint32_t used;                     /* slots that have ever been in use */
    uint32_t free;                     /* the first free slot, counted from 1; 0: none */
    uint32_t count;
    bool leaving;
};

struct proxied *proxied_new(const struct proxied_surroundings *surroundings)
{
    struct proxied *proxied = calloc(1, sizeof *proxied);

    if (proxied)
        proxied->around = *surroundings;
    return proxied;
}

/* Frees the slot; the socket is left as it is. */
static void release(struct proxied *proxied, struct waiting *waiting)
{
    wheel_clear(proxied->around.wheel, &waiting->deadline);
    waiting->socket = -1;
    waiting->next_free = proxied->free;
    proxied->free = (uint32_t)(waiting - proxied->slots) + 1;
    proxied->count--;
}

void proxied_free(struct proxied *proxied)
{
    if (!proxied)
        return;
    for (uint32_t slot = 0; slot < proxied->used; slot++)
        if (proxied->slots[slot].socket >= 0) {
            (void)close(proxied->slots[slot].socket);
            release(proxied, &proxied->slots[slot]);
        }
    free(proxied);
}

static void watch(struct proxied *proxied, const struct waiting *waiting)
{
    uint32_t slot = proxied->around.first_slot + (uint32_t)(waiting - proxied->slots);

    /* A slot has one poll, and is free again when it has completed: no generation is needed. */
    ring_poll(proxied->around.ring, ring_token(RING_POLL, slot, 0), waiting->socket);
}

static struct waiting *slot_take(struct proxied *proxied)
{
    struct waiting *waiting = NULL;

    if (proxied->free > 0) {
        waiting = &proxied->slots[proxied->free - 1];
        proxied->free = waiting->next_free;
    } else if (proxied->used < PROXIED_MAX) {
        waiting = &proxied->slots[proxied->used++];
    }
    if (waiting)
        proxied->count++;
    return waiting;
}

/* Takes what was looked at from the socket. */
static bool consume(int socket, char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t taken = recv(socket, bytes, size, MSG_DONTWAIT);

        if (taken <= 0)
            return false; /* the bytes were there: only this module reads */
        size -= (size_t)taken;
    }
    return true;
}

/* Reads as much of the header as has come. */
static enum proxied_outcome read_header(struct waiting *waiting)
{
    char bytes[PEEK_SIZE];
    ssize_t size = recv(waiting->socket, bytes, sizeof bytes, MSG_PEEK | MSG_DONTWAIT);
    enum proxy_header_outcome outcome;
    size_t taken;

    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return PROXIED_WAITING;
    if (size <= 0)
        return PROXIED_GONE;
    outcome = proxy_header_take(&waiting->header, bytes, (size_t)size, &taken);
    if (outcome == PROXY_HEADER_WRONG)
        return PROXIED_REFUSED;
    if (!consume(waiting->socket, bytes, taken))
        return PROXIED_GONE;
    return outcome == PROXY_HEADER_DONE ? PROXIED_ARRIVED : PROXIED_WAITING;
}

/* Reads on, and gives the socket to whom the outcome says. */
static enum proxied_outcome go_on(struct proxied *proxied, struct waiting *waiting,
                                  struct proxied_connection *connection)
{
    enum proxied_outcome outcome = read_header(waiting);

    *connection =
        (struct proxied_connection){.socket = waiting->socket, .service = waiting->service};
    switch (outcome) {
    case PROXIED_WAITING:
        watch(proxied, waiting);
        return outcome;
    case PROXIED_ARRIVED:
        connection->named = proxy_header_client(&waiting->header, &connection->client);
        break;
    case PROXIED_REFUSED:
        connection->problem = waiting->header.problem;
        break;
    case PROXIED_FULL:
        assert(!"it has a slot");
        break;
    case PROXIED_GONE:
        (void)close(waiting->socket);
        break;
    }
    release(proxied, waiting);
    return outcome;
}

enum proxied_outcome proxied_begin(struct proxied *proxied, enum listener_service service,
                                   int socket, struct proxied_connection *connection)
{
    struct waiting *waiting = slot_take(proxied);

    if (!waiting) {
        *connection = (struct proxied_connection){.socket = socket, .service = service};
        return PROXIED_FULL;
    }
    *waiting = (struct waiting){
        .socket = socket, .service = service, .deadline = {.owner = DEADLINE_PROXIED}};
    wheel_set(proxied->around.wheel, &waiting->deadline,
              proxied->leaving ? LEAVE_MS
                               : (uint64_t)proxied->around.settings->header_seconds * 1000);
    return go_on(proxied, waiting, connection);
}

enum proxied_outcome proxied_complete(struct proxied *proxied,
                                      const struct ring_completion *completion,
                                      struct proxied_connection *connection)
{
    struct waiting *waiting;

    assert(completion->token.slot - proxied->around.first_slot < proxied->used);
    waiting = &proxied->slots[completion->token.slot - proxied->around.first_slot];
    assert(waiting->socket >= 0);
    if (!waiting->ending && completion->result > 0)
        return go_on(proxied, waiting, connection);
    (void)close(waiting->socket);
    release(proxied, waiting);
    return PROXIED_GONE;
}

/* Closing a socket with a poll in flight would leave the poll: shut it down, and the poll completes. */
static void end(struct waiting *waiting)
{
    waiting->ending = true;
    (void)shutdown(waiting->socket, SHUT_RDWR);
}

void proxied_expire(struct deadline *deadline)
{
    end(container_of(deadline, struct waiting, deadline));
}

void proxied_leave(struct proxied *proxied)
{
    proxied->leaving = true;
    for (uint32_t slot = 0; slot < proxied->used; slot++)
        if (proxied->slots[slot].socket >= 0 && !proxied->slots[slot].ending)
            wheel_set(proxied->around.wheel, &proxied->slots[slot].deadline, LEAVE_MS);
}

uint32_t proxied_count(const struct proxied *proxied)
{
    return proxied->count;
}
