/*
 * A connection between the ring and the telnet machine. The machine decides what is said; this module
 * decides when bytes move: one send at a time, reading only while the machine takes input, a deadline
 * for everything that is waited for, and an end only after the last completion.
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
#include <sys/socket.h>
#include <unistd.h>

#include "index/base/container_of.h"
#include "server/base/clock.h"
#include "server/base/limits.h"
#include "server/base/log.h"

enum {
    BACKLOG_PAUSE = 4096, /* bytes waiting; from then on the client is not read from */
    LINGER_MS = 2000,     /* for the client to read the last reply and close */
    TICK_MS = 1000,       /* between two progress lines */
};

static struct ring_token token_of(const struct session *session, enum ring_operation operation)
{
    return ring_token(operation, session->slot, session->generation);
}

static bool output_take(struct session *session)
{
    if (!session->output)
        session->output = send_buffers_take(&session->common->buffers);
    return session->output;
}

static void output_give_back(struct session *session)
{
    send_buffers_give_back(&session->common->buffers, session->output);
    session->output = NULL;
    session->output_size = session->output_sent = 0;
}

/*
 * The end of a session.
 */

void session_release(struct session *session)
{
    const struct session_surroundings *around = &session->common->around;

    places_give_back(around->places, session->socket);
    (void)close(session->socket);
    wheel_clear(around->wheel, &session->deadline);
    conversation_release(&session->conversation);
    output_give_back(session);
    session->state = SESSION_FREE;
    counter_add(&around->counters->telnet_open, -1);
    session->common->ended(session->common, session);
}

/* Closing a socket with a receive in flight would send no FIN: shut it down, and the operations
 * complete. */
static void close_now(struct session *session)
{
    if (session->state != SESSION_CLOSING) {
        session->state = SESSION_CLOSING;
        wheel_clear(session->common->around.wheel, &session->deadline);
        turn_leave(session->common->around.turns, &session->conversation.turn);
        (void)shutdown(session->socket, SHUT_RDWR);
    }
    if (!session->receiving && !session->sending)
        session_release(session);
}

static void receive(struct session *session)
{
    if (session->receiving || session->conversation.ended)
        return;
    ring_receive(session->common->around.ring, token_of(session, RING_RECEIVE), session->socket);
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
    wheel_set(session->common->around.wheel, &session->deadline, LINGER_MS);
    receive(session);
}

/*
 * Deadlines: one for each session, for whatever it is waiting for.
 */

static void set_deadline(struct session *session)
{
    const struct session_surroundings *around = &session->common->around;
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
        ring_cancel(session->common->around.ring, token_of(session, RING_RECEIVE));
        session->cancelling = true;
    }
}

/*
 * Output.
 */

static void send_output(struct session *session)
{
    const int on = 1;

    counter_add(&session->common->around.counters->telnet_writing, 1);
    if (session->common->draining &&
        patience_served(&session->patience,
                        &session->conversation.telnet)) /* the end of the reply waits for ours */
        (void)setsockopt(session->socket, IPPROTO_TCP, TCP_CORK, &on, sizeof on);
    ring_send(session->common->around.ring, token_of(session, RING_SEND), session->socket,
              session->output + session->output_sent, session->output_size - session->output_sent);
    session->sending = true;
}

/* Adds to the send buffer what the session says in its turn. Returns false when memory ran out. */
static bool fill_output(struct session *session)
{
    if (!output_take(session))
        return false;
    session->output_size += (uint32_t)conversation_answer(
        &session->conversation, session->common->around.catalog,
        session->output + session->output_size, LIMIT_SEND - session->output_size);
    return true;
}

/* The session has taken its steps and may have work left: others first. Its turn comes soon, so
 * that no deadline is needed. */
static void queue(struct session *session)
{
    if (session->output_size == 0)
        output_give_back(session);
    turn_queue(session->common->around.turns, &session->conversation.turn);
    wheel_clear(session->common->around.wheel, &session->deadline);
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
                                            session->common->around.wheel->now)
                         : 0;
    bool parting = session->parting;

    session->parting = false;
    if (after == 0 && parting && takes_lines(session) && peer_has_sent(session->socket))
        after = PATIENCE_PART_MS; /* it is received at once */
    if (after > 0) {
        wheel_set(session->common->around.wheel, &session->deadline, after);
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
        if (session->common->draining) {
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
    if (session->common->draining &&
        session->common->around.wheel->now >= session->common->last_line)
        session->conversation.draining = true;
    if (session->conversation.telnet.state == TELNET_ABORTED) {
        close_now(session);
        return;
    }
    may_work =
        !session->sending && turn_begin(session->common->around.turns, &session->conversation.turn);
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
        if (turn_begin(session->common->around.turns, &session->conversation.turn))
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
    counter_add(&session->common->around.counters->telnet_received, completion->result);
    if (session->state != SESSION_OPEN)
        return; /* lingering: input is dropped */
    if (session->since == 0)
        session->since = session->common->around.turns->began;
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
    counter_add(&session->common->around.counters->telnet_writing, -1);
    if (session->state == SESSION_CLOSING || completion->result < 0) {
        close_now(session);
        return;
    }
    counter_add(&session->common->around.counters->telnet_sent, completion->result);
    session->output_sent += (uint32_t)completion->result;
    if (session->output_sent < session->output_size) { /* a short send: the rest follows */
        send_output(session);
        set_deadline(session);
        return;
    }
    session->output_size = session->output_sent = 0;
    advance(session);
}

void session_complete(struct session *session, const struct ring_completion *completion)
{
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

void session_expire(struct deadline *deadline)
{
    struct session *session = container_of(deadline, struct session, deadline);
    const struct session_surroundings *around = &session->common->around;

    if (session->state == SESSION_OPEN && session->sending) {
        if (!peer_stuck(&session->watch, session->socket)) { /* slow, but it reads */
            wheel_set(around->wheel, deadline, (uint64_t)around->settings->write_seconds * 1000);
            return;
        }
        log_debug("Closing a session: the client does not read");
        close_now(session);
    } else if (session->state == SESSION_OPEN &&
               session->conversation.telnet.state == TELNET_WAITING) {
        telnet_tick(&session->conversation.telnet);
        advance(session);
    } else if (session->state == SESSION_OPEN && session->common->draining) {
        advance(session);
    } else if (session->state == SESSION_OPEN) {
        linger(session); /* no whole line for too long */
    } else {
        close_now(session);
    }
}

/*
 * What the owner of the sessions does with one.
 */

static void observe(void *context, const char *query, size_t size, uint32_t total)
{
    struct session *session = context;
    const struct session_surroundings *around = &session->common->around;
    uint64_t now = clock_microseconds(), duration = now - session->since;

    counter_add(&around->counters->telnet_queries, 1);
    durations_add(&around->counters->telnet_durations, duration);
    access_note_query(around->notes, session->socket, query, size, total, duration);
    session->since = now;
}

void session_begin(struct session *session, struct session_common *common, int socket,
                   uint32_t slot, uint32_t generation)
{
    const struct session_surroundings *around = &common->around;

    *session = (struct session){
        .state = SESSION_OPEN,
        .socket = socket,
        .slot = slot,
        .generation = generation,
        .deadline = {.owner = DEADLINE_SESSION},
        .common = common,
    };
    patience_init(&session->patience, around->wheel->now);
    counter_add(&around->counters->telnet_open, 1);
    counter_add(&around->counters->telnet_accepted, 1);
    conversation_init(&session->conversation, around->turns, observe, session);
    advance(session);
}

void session_turn(struct turn *turn)
{
    advance(container_of(turn, struct session, conversation.turn));
}

void session_awake(struct session *session)
{
    if (session->state == SESSION_OPEN && session->conversation.telnet.state == TELNET_WAITING)
        advance(session);
}

void session_drain(struct session *session)
{
    if (session->state != SESSION_OPEN)
        return;
    patience_drain(&session->patience, &session->conversation.telnet);
    advance(session);
}

void session_abort(struct session *session)
{
    close_now(session);
}
