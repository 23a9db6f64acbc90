/*
 * Refusing costs little, because a client that is refused may come again at once: messages are made
 * at the start, and a socket that lingers takes one poll, no buffer and no session.
 *
 *     LINGERING ──the client closes──▶ FREE
 *         └──deadline──▶ ENDING ──the poll completes──┘
 */

#include "server/transport/accept/refusals.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "index/base/buffer.h"
#include "index/base/container_of.h"
#include "server/answers/http/api.h"

enum {
    LINGER_MS = 2000,       /* for the client to read the message and close */
    DROPPED_MAX = 64 * 1024 /* bytes dropped in a turn, so that others have theirs */
};

static const char *const telnet_lines[REFUSAL_CAUSES] = {
    [REFUSAL_FULL] = "Too many sessions: please try again later.\r\n",
    [REFUSAL_ADDRESS] = "Too many sessions from your address: close one, or try again later.\r\n",
    [REFUSAL_UNTRUSTED] = "This port is for trusted proxies: use another one.\r\n",
    [REFUSAL_HEADER] = "Expected a PROXY protocol header: configure the proxy to send one.\r\n",
};

static const struct {
    unsigned status;
    const char *phrase, *detail;
    unsigned retry_seconds;
} http_problems[REFUSAL_CAUSES] = {
    [REFUSAL_FULL] = {503, "Service Unavailable", "Too many connections: try again", 1},
    [REFUSAL_ADDRESS] = {429, "Too Many Requests",
                         "Too many connections from your address: close some, or try again later",
                         10},
    [REFUSAL_UNTRUSTED] = {403, "Forbidden", "This port is for trusted proxies: use another one",
                           0},
    [REFUSAL_HEADER] = {400, "Bad Request",
                        "Expected a PROXY protocol header: configure the proxy to send one", 0},
};

struct refused {
    int socket;
    bool ending; /* both sides are shut */
    struct deadline deadline;
    uint32_t next_free; /* counted from 1; 0: the last */
};

struct refusals {
    struct refusals_surroundings around;
    struct buffer messages[LISTENER_SERVICES][REFUSAL_CAUSES];
    struct refused slots[REFUSALS_MAX];
    uint32_t used; /* slots that have ever been in use */
    uint32_t free; /* the first free slot, counted from 1; 0: none */
    uint32_t count;
};

static void compose_problem(struct buffer *message, enum refusal cause)
{
    struct api_reply reply;

    api_problem(&reply, http_problems[cause].status, http_problems[cause].detail);
    buffer_append_format(message, "HTTP/1.1 %u %s\r\n", reply.status, http_problems[cause].phrase);
    for (size_t i = 0; i < reply.header_count; i++)
        buffer_append_format(message, "%s: %s\r\n", reply.headers[i].name, reply.headers[i].value);
    if (http_problems[cause].retry_seconds > 0)
        buffer_append_format(message, "Retry-After: %u\r\n", http_problems[cause].retry_seconds);
    buffer_append_format(message, "Content-Length: %zu\r\nConnection: close\r\n\r\n", reply.size);
    buffer_append(message, reply.bytes, reply.size);
    api_reply_release(&reply);
}

struct refusals *refusals_new(const struct refusals_surroundings *surroundings)
{
    struct refusals *refusals = calloc(1, sizeof *refusals);
    bool failed = false;

    if (!refusals)
        return NULL;
    refusals->around = *surroundings;
    for (int cause = 0; cause < REFUSAL_CAUSES; cause++) {
        buffer_append_text(&refusals->messages[LISTENER_TELNET][cause], telnet_lines[cause]);
        compose_problem(&refusals->messages[LISTENER_HTTP][cause], (enum refusal)cause);
        failed |= refusals->messages[LISTENER_TELNET][cause].failed ||
                  refusals->messages[LISTENER_HTTP][cause].failed;
    }
    if (failed) {
        refusals_free(refusals);
        return NULL;
    }
    return refusals;
}

static void release(struct refusals *refusals, struct refused *refused)
{
    (void)close(refused->socket);
    wheel_clear(refusals->around.wheel, &refused->deadline);
    refused->socket = -1;
    refused->next_free = refusals->free;
    refusals->free = (uint32_t)(refused - refusals->slots) + 1;
    refusals->count--;
}

void refusals_free(struct refusals *refusals)
{
    if (!refusals)
        return;
    for (uint32_t slot = 0; slot < refusals->used; slot++)
        if (refusals->slots[slot].socket >= 0)
            release(refusals, &refusals->slots[slot]);
    for (int cause = 0; cause < REFUSAL_CAUSES; cause++) {
        buffer_release(&refusals->messages[LISTENER_TELNET][cause]);
        buffer_release(&refusals->messages[LISTENER_HTTP][cause]);
    }
    free(refusals);
}

static void watch(struct refusals *refusals, const struct refused *refused)
{
    uint32_t slot = refusals->around.first_slot + (uint32_t)(refused - refusals->slots);

    /* A slot has one poll, and is free again when it has completed: no generation is needed. */
    ring_poll(refusals->around.ring, ring_token(RING_POLL, slot, 0), refused->socket);
}

static struct refused *slot_take(struct refusals *refusals)
{
    struct refused *refused = NULL;

    if (refusals->free > 0) {
        refused = &refusals->slots[refusals->free - 1];
        refusals->free = refused->next_free;
    } else if (refusals->used < REFUSALS_MAX) {
        refused = &refusals->slots[refusals->used++];
    }
    return refused;
}

static void count(const struct refusals *refusals, enum listener_service service,
                  enum refusal cause)
{
    static const size_t places[REFUSAL_CAUSES] = {
        [REFUSAL_FULL] = COUNTED_FULL,
        [REFUSAL_ADDRESS] = COUNTED_ADDRESS,
        [REFUSAL_UNTRUSTED] = COUNTED_UNTRUSTED,
        [REFUSAL_HEADER] = COUNTED_HEADER,
    };
    struct counters *counters = refusals->around.counters;

    counter_add(service == LISTENER_TELNET ? &counters->telnet_refused[places[cause]]
                                           : &counters->http_refused[places[cause]],
                1);
}

void refusals_begin(struct refusals *refusals, enum listener_service service, int socket,
                    enum refusal cause)
{
    const struct buffer *message = &refusals->messages[service][cause];
    struct refused *refused = slot_take(refusals);

    count(refusals, service, cause);
    /* A new connection has space for it. */
    (void)send(socket, message->bytes, message->size, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)shutdown(socket, SHUT_WR);
    if (!refused) {
        (void)close(socket);
        return;
    }
    *refused = (struct refused){.socket = socket, .deadline = {.owner = DEADLINE_REFUSAL}};
    refusals->count++;
    wheel_set(refusals->around.wheel, &refused->deadline, LINGER_MS);
    watch(refusals, refused);
}

/* Reads and drops what has come. Returns false when the client has closed. */
static bool drop_input(int socket)
{
    char dropped[4096]; /* on TCP, MSG_TRUNC writes nothing */
    size_t total = 0;
    ssize_t size;

    do {
        size = recv(socket, dropped, sizeof dropped, MSG_DONTWAIT | MSG_TRUNC);
        total += size > 0 ? (size_t)size : 0;
    } while (size > 0 && total < DROPPED_MAX);
    return size > 0 || (size < 0 && (errno == EAGAIN || errno == EINTR));
}

void refusals_complete(struct refusals *refusals, const struct ring_completion *completion)
{
    struct refused *refused;

    assert(completion->token.slot - refusals->around.first_slot < refusals->used);
    refused = &refusals->slots[completion->token.slot - refusals->around.first_slot];
    assert(refused->socket >= 0);
    if (!refused->ending && completion->result > 0 && drop_input(refused->socket))
        watch(refusals, refused);
    else
        release(refusals, refused);
}

/* Closing a socket with a poll in flight would leave the poll: shut it down, and the poll completes. */
static void end(struct refused *refused)
{
    refused->ending = true;
    (void)shutdown(refused->socket, SHUT_RDWR);
}

void refusals_expire(struct refusals *refusals, struct deadline *deadline)
{
    (void)refusals;
    end(container_of(deadline, struct refused, deadline));
}

void refusals_abort(struct refusals *refusals)
{
    for (uint32_t slot = 0; slot < refusals->used; slot++)
        if (refusals->slots[slot].socket >= 0)
            end(&refusals->slots[slot]);
}

uint32_t refusals_count(const struct refusals *refusals)
{
    return refusals->count;
}
