#ifndef CHARFINDER_SERVER_ANSWERS_TELNET_TELNET_H
#define CHARFINDER_SERVER_ANSWERS_TELNET_TELNET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "server/answers/catalog.h"
#include "server/answers/telnet/command.h"
#include "server/answers/telnet/nvt.h"
#include "server/answers/telnet/result.h"

/*
 * The line protocol as a state machine without I/O: bytes in, bytes out; no descriptor, no clock.
 *
 *     telnet_receive()  consumes bytes up to the end of the first line that needs an answer
 *     telnet_answer()   fills a buffer with the next bytes to send
 *
 * The caller alternates between the two. Input is consumed only in TELNET_READING, so the server
 * does not read from a client that does not read its replies. The bytes to send do not depend on
 * how the input is split into calls, nor on the capacities; only an abort, of the session or of a
 * reply, may truncate them. When memory runs out, the state is TELNET_ABORTED.
 *
 * nvt.h defines the bytes of the protocol, command.h the commands. Not thread-safe.
 */

enum telnet_state {
    TELNET_READING,   /* needs input; telnet_answer() may still have a few bytes to send */
    TELNET_ANSWERING, /* a reply is in progress; call telnet_answer() */
    TELNET_WAITING,   /* a query waits for the index: call telnet_answer() when the catalog
                         changes, and after each telnet_tick() */
    TELNET_CLOSING,   /* call telnet_answer() until it returns 0, then close gracefully */
    TELNET_ABORTED,   /* close immediately, without sending more */
};

/* Called once for each answered query. The text is valid during the call. */
typedef void (*telnet_observer)(void *context, const char *query, size_t size, uint32_t total);

/* Plain data that a session embeds; the fields are private to telnet.c. An idle session allocates
 * nothing but the text of a query that :more can continue. A line of up to NVT_SHORT_LINE bytes whose
 * result the catalog has cached is answered without an allocation, if the reply fits into the
 * caller's buffer. */
struct telnet {
    enum telnet_state state;
    uint8_t stage;      /* an enum stage: progress of the reply */
    bool progress_sent; /* a progress line was sent; telnet_tick() allows the next */
    bool silenced;      /* Abort Output was received: no more rows of this reply are sent */
    bool ended;         /* no more input will be consumed: the client has closed its side, or sent
                      :quit */
    struct nvt nvt;
    size_t text_begin, text_size; /* the stripped line, within nvt's line */
    struct command_settings settings;
    struct buffer pending; /* to be sent before anything else */
    size_t pending_sent;   /* bytes of it already sent */
    struct telnet_result result;
    uint32_t lines; /* lines that have ended, blank ones included; wraps */
    int64_t steps;  /* steps that answers took (index/base/budget.h); the caller resets them */
    telnet_observer observer;
    void *observer_context;
};

/* Starts a session in TELNET_READING, with a prompt to send. The observer may be NULL. */
void telnet_init(struct telnet *telnet, telnet_observer observer, void *context);
void telnet_release(struct telnet *telnet);

/* Consumes bytes in TELNET_READING, up to the end of the first line that needs an answer. Returns
 * how many; offer the rest again in the next TELNET_READING. It also stops, still in
 * TELNET_READING, when many small answers (to negotiations, to blank lines) are queued, and when
 * erasing took many steps. So call
 * telnet_answer() until it returns 0 before the next call. */
size_t telnet_receive(struct telnet *telnet, const void *bytes, size_t size);

/* The client has closed its side and all bytes were consumed. An unfinished line becomes the last
 * query; after its answer the state is TELNET_CLOSING. */
void telnet_end(struct telnet *telnet);

/* Scans bytes that cannot be consumed yet (each byte once, in order) for Ctrl-C, Ctrl-D and
 * Interrupt Process. If it finds one, the state becomes TELNET_ABORTED and it returns true. After
 * telnet's Abort Output the rows of the current reply end, without a status line, and the prompt
 * follows. The same bytes are given to telnet_receive() later. */
bool telnet_interrupted(struct telnet *telnet, const void *bytes, size_t size);

/* Returns whether the client has begun a line or a command and not ended it. */
static inline bool telnet_unfinished(const struct telnet *telnet)
{
    return telnet->state == TELNET_READING && nvt_unfinished(&telnet->nvt);
}

/* Call it once a second: allows a waiting query to report its progress again. */
void telnet_tick(struct telnet *telnet);

/* Writes the next bytes to send, at most `capacity`, which must be at least ROW_LINE_MAX + 64.
 * Returns how many; 0 if there is nothing to send now. Each call does a bounded amount of work. */
size_t telnet_answer(struct telnet *telnet, const struct catalog *catalog, char *out,
                     size_t capacity);

#endif
