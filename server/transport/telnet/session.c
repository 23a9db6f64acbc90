/*
 * A connection between the ring and the telnet machine. The machine decides what is said; this module
 * decides when bytes move: one send at a time, reading only while the machine takes input, a deadline
 * for everything that is waited for, and a slot that is freed after its last completion.
 *
 * A session works until its send buffer is full or its turn is over (turns.h): then others have
 * theirs, and it queues. Its input goes to the backlog meanwhile.
 *
 * Nothing that was received is refused. The backlog has a bound by construction: reading stops when
 * BACKLOG_PAUSE bytes wait, and until it has stopped the ring receives at most RING_RECEIVE_MAX more.
 *
 *     OPEN ──graceful──▶ LINGERING ──▶ CLOSING ──▶ FREE
 *       └────────────abort───────────────┘
 *
 * When the daemon stops, a session answers what it has received, and one line more if it comes soon: a
 * client that has just been answered may have sent the next line already. The end travels in the packet
 * of the last reply (TCP_CORK), so that the client knows of it before it sends another line.
 */

#include "server/transport/telnet/session.h"

#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "index/base/container_of.h"
#include "index/base/repr.h"
#include "server/base/clock.h"
#include "server/base/limits.h"
#include "server/base/log.h"
#include "server/transport/base/peer.h"
#include "server/transport/telnet/conversation.h"
#include "server/transport/telnet/patience.h"
#include "server/transport/telnet/send_buffers.h"
#include "server/transport/telnet/slots.h"

enum session_state {
    SESSION_FREE,
    SESSION_OPEN,
    SESSION_LINGERING, /* the last reply is sent and our side shut; the client has to close */
    SESSION_CLOSING,   /* both sides are shut; operations in flight have to complete */
};

enum {
    BACKLOG_PAUSE = 4096, /* bytes waiting; from then on the client is not read from */
    LINGER_MS = 2000,     /* for the client to read the last reply and close */
    TICK_MS = 1000,       /* between two progress lines */
};

struct session {
    enum session_state state;
    int socket;
    uint32_t slot, generation;
    bool receiving;  /* a multishot receive is in flight */
    bool cancelling; /* and has been asked to end */
    bool sending;    /* a send is in flight */
    struct conversation conversation;
    char *output; /* of send_buffers while a reply is on its way, else NULL */
    size_t output_size, output_sent;
    struct peer_watch watch; /* while a send is in flight */
    struct deadline deadline;
    uint64_t since; /* microseconds: what it is working on came; 0: it waits for its client */
    struct patience patience;
    bool parting; /* its turn decides whether it ends */
    struct sessions *pool;
    struct session *next_free;
};

struct sessions {
    struct session_surroundings around;
    struct slots slots;
    struct session *free; /* memory of sessions that have ended, until sessions_trim() */
    struct send_buffers buffers;
    bool draining;
    uint64_t last_line; /* then no further line is answered; in the wheel's time */
};

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
    sessions->around = *surroundings;
    return sessions;
}

uint32_t sessions_count(const struct sessions *sessions)
{
    return sessions->slots.count;
}

static struct ring_token token_of(const struct session *session, enum ring_operation operation)
{
    return ring_token(operation, session->slot, session->generation);
}

static bool output_take(struct session *session)
{
    if (!session->output)
        session->output = send_buffers_take(&session->pool->buffers);
    return session->output;
}

static void output_give_back(struct session *session)
{
    send_buffers_give_back(&session->pool->buffers, session->output);
    session->output = NULL;
    session->output_size = session->output_sent = 0;
}

/*
 * The end of a session.
 */

static void release(struct session *session)
{
    struct sessions *pool = session->pool;

    places_give_back(pool->around.places, session->socket);
    (void)close(session->socket);
    wheel_clear(pool->around.wheel, &session->deadline);
    conversation_release(&session->conversation);
    output_give_back(session);
    slots_remove(&pool->slots, session->slot);
    session->state = SESSION_FREE;
    session->next_free = pool->free;
    pool->free = session;
    counter_add(&pool->around.counters->telnet_open, -1);
}

/* Closing a socket with a receive in flight would send no FIN: shut it down, and the operations
 * complete. */
static void close_now(struct session *session)
{
    if (session->state != SESSION_CLOSING) {
        session->state = SESSION_CLOSING;
        wheel_clear(session->pool->around.wheel, &session->deadline);
        turn_leave(session->pool->around.turns, &session->conversation.turn);
        (void)shutdown(session->socket, SHUT_RDWR);
    }
    if (!session->receiving && !session->sending)
        release(session);
}

static void receive(struct session *session)
{
    if (session->receiving || session->conversation.ended)
        return;
    ring_receive(session->pool->around.ring, token_of(session, RING_RECEIVE), session->socket);
    session->receiving = true;
    session->cancelling = false;
}

/* Unread input at close() makes the kernel send RST, which can destroy the last reply on its way.
 * So our side is shut, and what the client still sends is read and dropped until it closes. */
static void linger(struct session *session)
{
    (void)shutdown(session->socket, SHUT_WR);
    backlog_release(&session->conversation.backlog);
    if (session->conversation.ended) {
        close_now(session);
        return;
    }
    session->state = SESSION_LINGERING;
    wheel_set(session->pool->around.wheel, &session->deadline, LINGER_MS);
    receive(session);
}

/*
 * Deadlines: one for each session, for whatever it is waiting for.
 */

static void set_deadline(struct session *session)
{
    const struct session_surroundings *around = &session->pool->around;
    uint64_t after = 0;

    if (session->sending) {
        session->watch = (struct peer_watch){.begun = false};
        after = PEER_WATCH_MS;
    } else if (session->conversation.telnet.state == TELNET_WAITING) {
        after = TICK_MS;
    } else {
        after = patience_left(&session->patience, &session->conversation.telnet,
                              around->settings->idle_seconds, around->wheel->now);
    }
    if (after > 0)
        wheel_set(around->wheel, &session->deadline, after);
    else
        wheel_clear(around->wheel, &session->deadline);
}

/*
 * Input.
 */

/* A client that sends more without reading its replies is not read from. */
static void pause_or_receive(struct session *session)
{
    if (backlog_size(&session->conversation.backlog) < BACKLOG_PAUSE) {
        receive(session);
    } else if (session->receiving && !session->cancelling) {
        ring_cancel(session->pool->around.ring, token_of(session, RING_RECEIVE));
        session->cancelling = true;
    }
}

/*
 * Output.
 */

static void send_output(struct session *session)
{
    const int on = 1;

    counter_add(&session->pool->around.counters->telnet_writing, 1);
    if (session->pool->draining &&
        patience_served(&session->patience,
                        &session->conversation.telnet)) /* the end of the reply waits for ours */
        (void)setsockopt(session->socket, IPPROTO_TCP, TCP_CORK, &on, sizeof on);
    ring_send(session->pool->around.ring, token_of(session, RING_SEND), session->socket,
              session->output + session->output_sent, session->output_size - session->output_sent);
    session->sending = true;
}

/* Adds to the send buffer what the session says in its turn. Returns false when memory ran out. */
static bool fill_output(struct session *session)
{
    if (!output_take(session))
        return false;
    session->output_size += conversation_answer(
        &session->conversation, session->pool->around.catalog,
        session->output + session->output_size, LIMIT_SEND - session->output_size);
    return true;
}

/* The session has taken its steps and may have work left: others first. Its turn comes soon, so
 * that no deadline is needed. */
static void queue(struct session *session)
{
    if (session->output_size == 0)
        output_give_back(session);
    turn_queue(session->pool->around.turns, &session->conversation.turn);
    wheel_clear(session->pool->around.wheel, &session->deadline);
    pause_or_receive(session);
}

static bool takes_lines(const struct session *session)
{
    return session->conversation.telnet.state == TELNET_READING && !session->conversation.draining;
}

/* Ends the session if it has nothing more to answer. That is known in its turn only, when all
 * completions have been looked at. */
static void part(struct session *session)
{
    uint64_t after = takes_lines(session)
                         ? patience_respite(&session->patience, &session->conversation.telnet,
                                            session->pool->around.wheel->now)
                         : 0;
    bool parting = session->parting;

    session->parting = false;
    if (after == 0 && parting && takes_lines(session) && peer_has_sent(session->socket))
        after = PATIENCE_PART_MS; /* it is received at once */
    if (after > 0) {
        wheel_set(session->pool->around.wheel, &session->deadline, after);
        pause_or_receive(session);
    } else if (parting) {
        linger(session);
    } else {
        queue(session);
        session->parting = true;
    }
}

/* Nothing is being sent and there is nothing to send: ends the session, or reads on. */
static void rest(struct session *session)
{
    output_give_back(session);
    if (session->conversation.telnet.state == TELNET_READING)
        session->since = 0;
    switch (session->conversation.telnet.state) {
    case TELNET_READING:
    case TELNET_WAITING:
        if (session->pool->draining) {
            part(session);
            return;
        }
        break;
    case TELNET_ANSWERING: /* it has no reply, because memory ran out */
    case TELNET_ABORTED:
        close_now(session);
        return;
    case TELNET_CLOSING:
        linger(session);
        return;
    }
    pause_or_receive(session);
    set_deadline(session);
}

/* Does what can be done now. Called after every change. */
static void advance(struct session *session)
{
    bool may_work;

    if (session->state != SESSION_OPEN)
        return;
    if (session->pool->draining && session->pool->around.wheel->now >= session->pool->last_line)
        session->conversation.draining = true;
    if (session->conversation.telnet.state == TELNET_ABORTED) {
        close_now(session);
        return;
    }
    may_work =
        !session->sending && turn_begin(session->pool->around.turns, &session->conversation.turn);
    if (may_work && !fill_output(session)) {
        log_warning("No memory for a reply: closing a session");
        close_now(session);
        return;
    }
    if (conversation_interrupted(&session->conversation)) {
        close_now(session);
        return;
    }
    if (session->output_size == 0) {
        if (turn_begin(session->pool->around.turns, &session->conversation.turn))
            rest(session);
        else
            queue(session);
        return;
    }
    pause_or_receive(session);
    if (!session->sending) {
        send_output(session);
        set_deadline(session);
    }
}

/*
 * Completions.
 */

static void received(struct session *session, const struct ring_completion *completion)
{
    counter_add(&session->pool->around.counters->telnet_received, completion->result);
    if (session->state != SESSION_OPEN)
        return; /* lingering: input is dropped */
    if (session->since == 0)
        session->since = session->pool->around.turns->began;
    session->parting = false;
    if (conversation_receive(&session->conversation, completion->bytes, (size_t)completion->result,
                             !session->sending))
        advance(session);
    else
        close_now(session);
}

static void receive_complete(struct session *session, const struct ring_completion *completion)
{
    if (!completion->more)
        session->receiving = session->cancelling = false;
    if (session->state == SESSION_CLOSING) {
        close_now(session);
        return;
    }
    if (completion->result > 0) {
        received(session, completion);
        if (session->state == SESSION_LINGERING)
            receive(session);
        return;
    }
    switch (completion->result) {
    case 0:
        session->conversation.ended = true;
        if (session->state == SESSION_LINGERING)
            close_now(session);
        else
            advance(session);
        break;
    case -ENOBUFS: /* every buffer is in use; they are returned in this turn */
    case -ECANCELED:
    case -EINTR:
        if (session->state == SESSION_LINGERING)
            receive(session);
        else
            advance(session);
        break;
    default:
        close_now(session);
        break;
    }
}

static void send_complete(struct session *session, const struct ring_completion *completion)
{
    session->sending = false;
    counter_add(&session->pool->around.counters->telnet_writing, -1);
    if (session->state == SESSION_CLOSING || completion->result < 0) {
        close_now(session);
        return;
    }
    counter_add(&session->pool->around.counters->telnet_sent, completion->result);
    session->output_sent += (size_t)completion->result;
    if (session->output_sent < session->output_size) { /* a short send: the rest follows */
        send_output(session);
        set_deadline(session);
        return;
    }
    session->output_size = session->output_sent = 0;
    advance(session);
}

void session_complete(struct sessions *sessions, const struct ring_completion *completion)
{
    struct session *session =
        slots_find(&sessions->slots, completion->token.slot, completion->token.generation);

    if (!session)
        return;
    switch (completion->token.operation) {
    case RING_RECEIVE:
        receive_complete(session, completion);
        break;
    case RING_SEND:
        send_complete(session, completion);
        break;
    case RING_CANCEL: /* the receive completes as well */
        break;
    case RING_ACCEPT:
    case RING_POLL:
    case RING_HANDOVER:
    case RING_MESSAGE:
        assert(!"not an operation of a session");
        break;
    }
}

void session_expire(struct sessions *sessions, struct deadline *deadline)
{
    struct session *session = container_of(deadline, struct session, deadline);

    assert(session->pool == sessions);
    if (session->state == SESSION_OPEN && session->sending) {
        if (!peer_stuck(&session->watch, session->socket)) { /* slow, but it reads */
            wheel_set(sessions->around.wheel, deadline,
                      (uint64_t)sessions->around.settings->write_seconds * 1000);
            return;
        }
        log_debug("Closing a session: the client does not read");
        close_now(session);
    } else if (session->state == SESSION_OPEN &&
               session->conversation.telnet.state == TELNET_WAITING) {
        telnet_tick(&session->conversation.telnet);
        advance(session);
    } else if (session->state == SESSION_OPEN && sessions->draining) {
        advance(session);
    } else if (session->state == SESSION_OPEN) {
        linger(session); /* no whole line for too long */
    } else {
        close_now(session);
    }
}

/*
 * New sessions.
 */

static void observe(void *context, const char *query, size_t size, uint32_t total)
{
    struct session *session = context;
    const struct session_surroundings *around = &session->pool->around;
    uint64_t now = clock_microseconds(), duration = now - session->since;

    counter_add(&around->counters->telnet_queries, 1);
    durations_add(&around->counters->telnet_durations, duration);
    access_note_query(around->notes, session->socket, query, size, total, duration);
    session->since = now;
}

/* A new session, or NULL when there is no place or memory for one more. */
static struct session *session_new(struct sessions *sessions, int socket)
{
    struct session *session = sessions->free;

    if (slots_full(&sessions->slots))
        return NULL;
    if (session)
        sessions->free = session->next_free;
    else
        session = malloc(sizeof *session);
    if (!session)
        return NULL;
    *session = (struct session){
        .state = SESSION_OPEN,
        .socket = socket,
        .deadline = {.owner = DEADLINE_SESSION},
        .pool = sessions,
    };
    patience_init(&session->patience, sessions->around.wheel->now);
    session->slot = slots_add(&sessions->slots, session, &session->generation);
    return session;
}

bool session_open(struct sessions *sessions, int socket)
{
    struct session *session = session_new(sessions, socket);

    if (!session)
        return false;
    counter_add(&sessions->around.counters->telnet_open, 1);
    counter_add(&sessions->around.counters->telnet_accepted, 1);
    conversation_init(&session->conversation, sessions->around.turns, observe, session);
    advance(session);
    return true;
}

/*
 * All sessions.
 */

void sessions_awake(struct sessions *sessions)
{
    for (uint32_t slot = 0; slot < sessions->slots.used; slot++) {
        struct session *session = slots_owner(&sessions->slots, slot);

        if (session && session->state == SESSION_OPEN &&
            session->conversation.telnet.state == TELNET_WAITING)
            advance(session);
    }
}

void session_turn(struct turn *turn)
{
    advance(container_of(turn, struct session, conversation.turn));
}

void sessions_drain(struct sessions *sessions)
{
    sessions->draining = true;
    sessions->last_line = sessions->around.wheel->now +
                          (uint64_t)sessions->around.settings->shutdown_seconds * 1000 / 2;
    for (uint32_t slot = 0; slot < sessions->slots.used; slot++) {
        struct session *session = slots_owner(&sessions->slots, slot);

        if (session && session->state == SESSION_OPEN) {
            patience_drain(&session->patience, &session->conversation.telnet);
            advance(session);
        }
    }
}

void sessions_abort(struct sessions *sessions)
{
    sessions->draining = true;
    for (uint32_t slot = 0; slot < sessions->slots.used; slot++)
        if (slots_owner(&sessions->slots, slot))
            close_now(slots_owner(&sessions->slots, slot));
}

void sessions_trim(struct sessions *sessions)
{
    while (sessions->free) {
        struct session *session = sessions->free;

        sessions->free = session->next_free;
        free(session);
    }
    send_buffers_trim(&sessions->buffers);
}

void sessions_free(struct sessions *sessions)
{
    if (!sessions)
        return;
    for (uint32_t slot = 0; slot < sessions->slots.used; slot++)
        if (slots_owner(&sessions->slots, slot))
            release(slots_owner(&sessions->slots, slot));
    sessions_trim(sessions);
    send_buffers_release(&sessions->buffers);
    slots_release(&sessions->slots);
    free(sessions);
}
