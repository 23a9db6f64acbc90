#ifndef CHARFINDER_SERVER_ANSWERS_TELNET_TELNET_H
#define CHARFINDER_SERVER_ANSWERS_TELNET_TELNET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/search/search.h"
#include "server/answers/catalog.h"
#include "server/answers/telnet/command.h"
#include "server/answers/telnet/nvt.h"

/*
 * The line protocol as a machine without I/O: bytes in, bytes out; no descriptor, no clock.
 *
 *     telnet_receive()  takes bytes up to the end of the first line that wants an answer
 *     telnet_answer()   fills a buffer with what is to be sent next
 *
 * The caller runs the two in turn: while the machine is TELNET_READING it takes input; in every
 * other state it takes none, so a client that does not read its replies is not read from either.
 * The bytes to send do not depend on how the input was cut into calls, nor on the capacities;
 * only an abort may cut them short. When memory runs out the machine is TELNET_ABORTED.
 *
 * What the bytes of the protocol mean is in nvt.h, the commands are in command.h.
 */

enum telnet_state {
    TELNET_READING,   /* wants input; telnet_answer() may still have a few bytes to send */
    TELNET_ANSWERING, /* a reply is on its way; call telnet_answer() */
    TELNET_WAITING,   /* a query waits for the index: call telnet_answer() when the catalog has
                         changed, and once a second after telnet_tick() */
    TELNET_CLOSING,   /* call telnet_answer() until it returns 0, then close in good order */
    TELNET_ABORTED,   /* close at once, sending nothing more */
};

/* Called once for each query that was answered. The text is valid during the call. */
typedef void (*telnet_observer)(void *context, const char *query, size_t size, uint32_t total);

/* The last query and what it found. */
struct telnet_result {
    bool open; /* the search is open: its rows are being sent, or :more may continue it */
    struct search search;
    uint32_t sent; /* rows, in this reply and those before it */
    uint32_t left; /* rows that this reply will still send */
    char *query;   /* owned: a copy for :more; NULL while the line is still the query itself */
    size_t query_size;
};

/* Plain data that a session embeds; the fields are private to telnet.c. An idle machine holds no
 * memory beyond itself, unless :more can continue its last query. A line of up to NVT_SHORT_LINE
 * bytes whose result the catalog has cached is answered without allocating any, where the reply fits
 * into the caller's buffer. */
struct telnet {
    enum telnet_state state;
    uint8_t stage; /* how far the reply is */
    bool told;     /* a progress line was sent and telnet_tick() has not come since */
    bool ended;    /* no more input will be taken: the client's last byte, or :quit */
    struct nvt nvt;
    size_t text_begin, text_size; /* of nvt's line: what is left of it without white space around */
    struct command_settings settings;
    struct buffer pending; /* to be sent before anything else */
    size_t pending_sent;   /* bytes of it already handed out */
    struct telnet_result result;
    uint32_t lines; /* that have ended, blank ones too; wraps */
    int64_t steps;  /* of index/search/budget.h, taken by answers; the caller resets them */
    telnet_observer observer;
    void *observer_context;
};

/* A new connection: the machine begins TELNET_READING with a prompt to send. The observer may
 * be NULL. */
void telnet_init(struct telnet *telnet, telnet_observer observer, void *context);
void telnet_release(struct telnet *telnet);

/* Takes bytes while TELNET_READING, up to the end of the first line that wants an answer.
 * Returns how many it took; the rest must be offered again when it is TELNET_READING again.
 * It also stops, still TELNET_READING, when many small answers (to negotiations, to blank lines)
 * have gathered: it goes on after telnet_answer() has handed them out. So: after each call let
 * telnet_answer() return 0 before the next. */
size_t telnet_receive(struct telnet *telnet, const void *bytes, size_t size);

/* The client has closed its side and every byte was taken: what stands in the line is the last
 * query, and after its answer the machine is TELNET_CLOSING. */
void telnet_end(struct telnet *telnet);

/* Looks through bytes that cannot be taken yet (each byte once, in order) for what must not wait:
 * Ctrl-C, Ctrl-D, Interrupt Process. Then the machine is TELNET_ABORTED and true is returned.
 * The same bytes are offered to telnet_receive() later. */
bool telnet_interrupted(struct telnet *telnet, const void *bytes, size_t size);

/* Has the client begun a line or a command that it has not finished? */
static inline bool telnet_unfinished(const struct telnet *telnet)
{
    return telnet->state == TELNET_READING && nvt_unfinished(&telnet->nvt);
}

/* A second has passed: a waiting query may be told the progress once more. */
void telnet_tick(struct telnet *telnet);

/* Writes the next bytes to send, at most capacity (at least ROW_LINE_MAX + 64), and returns how
 * many; 0 when there is nothing to send now. One call does a bounded slice of work. */
size_t telnet_answer(struct telnet *telnet, const struct catalog *catalog, char *out,
                     size_t capacity);

#endif
