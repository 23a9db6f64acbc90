/*
 * Conversations of completions with telnet sessions.
 *
 * A story is a table row: what completes, in which order and with which result, and what the
 * session must have in flight and say in between. The ring is scripted, the sockets are real, and
 * the scripted ring checks its contract at every step.
 */

#include "server/transport/telnet/session.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/base/limits.h"
#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sessions.h"
#include "tests/unit/server/transport/scripted_sockets.h"
#include "tests/unit/server/transport/scripted_talk.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/*
 * What a story is made of.
 */

enum step_kind {
    STEP_END = 0,
    STEP_FLIGHT,
    STEP_SAYS,
    STEP_SAYS_LAST,
    STEP_FLOODS,
    STEP_RECEIVES,
    STEP_HEARS,
    STEP_HEARS_PART,
    STEP_HEARS_MUCH,
    STEP_SENDS,
    STEP_CANCELS,
    STEP_TOGETHER,
    STEP_APART,
    STEP_PASSES,
    STEP_ACKNOWLEDGES,
    STEP_CATALOG,
    STEP_DRAINS,
    STEP_ABORTS,
    STEP_SHUT,
    STEP_CUT,
    STEP_ENDED,
};

struct step {
    enum step_kind kind;
    const char *text;
    size_t size;
    int64_t number;
};

/* What the session must have in flight: R a receive, S a send, C a cancellation. */
#define FLIGHT(operations)                                                                         \
    {                                                                                              \
        STEP_FLIGHT, operations, 0, 0                                                              \
    }
/* The client's bytes complete the receive, which goes on; or ends with them. */
#define SAYS(bytes)                                                                                \
    {                                                                                              \
        STEP_SAYS, bytes, sizeof(bytes) - 1, 0                                                     \
    }
#define SAYS_LAST(bytes)                                                                           \
    {                                                                                              \
        STEP_SAYS_LAST, bytes, sizeof(bytes) - 1, 0                                                \
    }
/* The same line again and again, at least so many bytes of it, in full buffers. */
#define FLOODS(line, count)                                                                        \
    {                                                                                              \
        STEP_FLOODS, line, sizeof(line) - 1, count                                                 \
    }
/* The receive ends with a result: 0 or -errno. */
#define RECEIVES(result)                                                                           \
    {                                                                                              \
        STEP_RECEIVES, NULL, 0, result                                                             \
    }
#define HANGS_UP RECEIVES(0)
/* The send completes, and exactly these were its bytes; or so many of them were taken. */
#define HEARS(bytes)                                                                               \
    {                                                                                              \
        STEP_HEARS, bytes, sizeof(bytes) - 1, 0                                                    \
    }
#define HEARS_PART(bytes)                                                                          \
    {                                                                                              \
        STEP_HEARS_PART, bytes, sizeof(bytes) - 1, 0                                               \
    }
/* Sends complete until there is none: only this line was said, so many times. */
#define HEARS_MUCH(line, count)                                                                    \
    {                                                                                              \
        STEP_HEARS_MUCH, line, sizeof(line) - 1, count                                             \
    }
#define SENDS(result)                                                                              \
    {                                                                                              \
        STEP_SENDS, NULL, 0, result                                                                \
    }
#define CANCELS(result)                                                                            \
    {                                                                                              \
        STEP_CANCELS, NULL, 0, result                                                              \
    }
/* Completions in between arrive in one batch. */
#define TOGETHER                                                                                   \
    {                                                                                              \
        STEP_TOGETHER, NULL, 0, 0                                                                  \
    }
#define APART                                                                                      \
    {                                                                                              \
        STEP_APART, NULL, 0, 0                                                                     \
    }
/* Time in milliseconds, and what TCP_INFO says of the client meanwhile. */
#define PASSES(milliseconds)                                                                       \
    {                                                                                              \
        STEP_PASSES, NULL, 0, milliseconds                                                         \
    }
#define ACKNOWLEDGES(bytes)                                                                        \
    {                                                                                              \
        STEP_ACKNOWLEDGES, NULL, 0, bytes                                                          \
    }
#define CATALOG(state)                                                                             \
    {                                                                                              \
        STEP_CATALOG, NULL, 0, state                                                               \
    }
#define DRAINS                                                                                     \
    {                                                                                              \
        STEP_DRAINS, NULL, 0, 0                                                                    \
    }
#define ABORTS                                                                                     \
    {                                                                                              \
        STEP_ABORTS, NULL, 0, 0                                                                    \
    }
/* The session is not over, but its server's side says no more, and reads on or does not; or it is
 * over, and its socket closed. */
#define SHUT                                                                                       \
    {                                                                                              \
        STEP_SHUT, NULL, 0, 0                                                                      \
    }
#define CUT                                                                                        \
    {                                                                                              \
        STEP_CUT, NULL, 0, 0                                                                       \
    }
#define ENDED                                                                                      \
    {                                                                                              \
        STEP_ENDED, NULL, 0, 0                                                                     \
    }

enum {
    STEPS_MAX = 40,
    PADDED_SIZE = 32,        /* bytes of PADDED */
    FLOOD = 4 * 1024 * 1024, /* bytes */
};

struct story {
    const char *name;
    struct step steps[STEPS_MAX];
};

#define FACE     "U+1F600\t\360\237\230\200\tGRINNING FACE\r\n"
#define GRINNING FACE "1 match for 'grinning'\r\n?> "
#define NOTHING  "No match for 'x'\r\n?> "
#define PADDED   "x                             \r\n" /* asks for NOTHING */
#define PROGRESS "Building the index: 42%\r\n"

static const struct story stories[] = {
    {"a prompt, a query, the end",
     {FLIGHT("RS"), HEARS("?> "), FLIGHT("R"), SAYS("grinning\r\n"), FLIGHT("RS"), HEARS(GRINNING),
      FLIGHT("R"), HANGS_UP, ENDED}},
    {"a query before the prompt has left",
     {FLIGHT("RS"), SAYS("x\n"), FLIGHT("RS"), HEARS("?> "), FLIGHT("RS"), HEARS(NOTHING),
      FLIGHT("R"), HANGS_UP, ENDED}},
    {"a line in pieces",
     {HEARS("?> "), SAYS("grin"), FLIGHT("R"), SAYS("ning"), FLIGHT("R"), SAYS("\n"),
      HEARS(GRINNING), HANGS_UP, ENDED}},
    {"several lines in one piece are one send",
     {HEARS("?> "), SAYS("x\n\nx\n"), HEARS(NOTHING "?> " NOTHING), FLIGHT("R"), HANGS_UP, ENDED}},
    {"the last line needs no end",
     {HEARS("?> "), SAYS("x"), FLIGHT("R"), HANGS_UP, FLIGHT("S"), HEARS(NOTHING), ENDED}},

    /* Sends. */
    {"a short send: the rest follows",
     {HEARS_PART("?"), FLIGHT("RS"), HEARS_PART(">"), FLIGHT("RS"), HEARS(" "), FLIGHT("R"),
      HANGS_UP, ENDED}},
    {"a short send while more is said: the rest first",
     {HEARS_PART("?"), SAYS("x\n"), FLIGHT("RS"), HEARS("> "), HEARS(NOTHING), HANGS_UP, ENDED}},
    {"a send that fails ends the session", {SENDS(-EPIPE), CUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"a send that fails when the receive is over",
     {SAYS("x\n"), HANGS_UP, FLIGHT("S"), SENDS(-ECONNRESET), ENDED}},
    {"more than a send buffer holds",
     {HEARS("?> "), FLOODS("x\n", 2048), FLIGHT("RS"), HEARS_MUCH(NOTHING, 1024), FLIGHT("R"),
      HANGS_UP, ENDED}},

    /* Receives. */
    {"a multishot that ends with bytes is asked for again",
     {HEARS("?> "), SAYS_LAST("x\n"), FLIGHT("RS"), HEARS(NOTHING), FLIGHT("R"), HANGS_UP, ENDED}},
    {"no buffer: asked for again",
     {HEARS("?> "), RECEIVES(-ENOBUFS), FLIGHT("R"), SAYS("x\n"), HEARS(NOTHING), HANGS_UP, ENDED}},
    {"no buffer while a send is in flight: asked for again",
     {RECEIVES(-ENOBUFS), FLIGHT("RS"), HEARS("?> "), FLIGHT("R"), HANGS_UP, ENDED}},
    {"no buffer in the middle of a line",
     {HEARS("?> "), SAYS("grin"), RECEIVES(-ENOBUFS), FLIGHT("R"), SAYS("ning\n"), HEARS(GRINNING),
      HANGS_UP, ENDED}},
    {"interrupted by a signal: asked for again",
     {HEARS("?> "), RECEIVES(-EINTR), FLIGHT("R"), HANGS_UP, ENDED}},
    {"a receive that fails ends the session", {HEARS("?> "), RECEIVES(-ECONNRESET), ENDED}},
    {"a receive that fails while a send is in flight",
     {RECEIVES(-ECONNRESET), FLIGHT("S"), SENDS(-EPIPE), ENDED}},
    {"the end of input before the prompt has left", {HANGS_UP, FLIGHT("S"), HEARS("?> "), ENDED}},
    {"the end of input while a reply is on its way",
     {HEARS("?> "), SAYS("x\nx"), HANGS_UP, FLIGHT("S"), HEARS(NOTHING), FLIGHT("S"),
      HEARS(NOTHING), ENDED}},

    /* A client that asks and does not read. */
    {"too much input: reading pauses",
     {FLIGHT("RS"), FLOODS("x\n", 2048), FLIGHT("RS"), FLOODS("x\n", 2048), FLIGHT("RSC"),
      CANCELS(0), RECEIVES(-ECANCELED), FLIGHT("S"), HEARS("?> "), HEARS_MUCH(NOTHING, 2048),
      FLIGHT("R"), HANGS_UP, ENDED}},
    {"the cancelled receive ends before its cancellation",
     {FLOODS("x\n", 4096), FLIGHT("RSC"), RECEIVES(-ECANCELED), FLIGHT("SC"), CANCELS(0),
      FLIGHT("S"), HEARS("?> "), HEARS_MUCH(NOTHING, 2048), FLIGHT("R"), HANGS_UP, ENDED}},
    {"bytes that came before the cancellation are not lost",
     {FLOODS("x\n", 4096), FLIGHT("RSC"), SAYS("x\n"), FLIGHT("RSC"), CANCELS(0),
      RECEIVES(-ECANCELED), HEARS("?> "), HEARS_MUCH(NOTHING, 2049), FLIGHT("R"), HANGS_UP, ENDED}},
    {"the cancellation comes too late: the client has hung up",
     {FLOODS("x\n", 4096), FLIGHT("RSC"), HANGS_UP, FLIGHT("SC"), CANCELS(-ENOENT), HEARS("?> "),
      HEARS_MUCH(NOTHING, 2048), ENDED}},
    {"a cancellation that outlives its session",
     {FLOODS("x\n", 4096), HANGS_UP, HEARS("?> "), HEARS_MUCH(NOTHING, 2048), ENDED, FLIGHT("C"),
      CANCELS(-ENOENT), FLIGHT("")}},
    {"a cancelled receive that ended on its own is asked for again, and may be hit",
     {FLOODS("x\n", 4096), FLIGHT("RSC"), RECEIVES(-ENOBUFS), FLIGHT("SC"), HEARS("?> "),
      HEARS_MUCH(NOTHING, 2048), FLIGHT("RC"), CANCELS(0), RECEIVES(-ECANCELED), FLIGHT("R"),
      HANGS_UP, ENDED}},
    {"one wake-up takes every buffer before the cancellation: nothing is lost",
     {FLIGHT("RS"), TOGETHER, FLOODS(PADDED, RING_RECEIVE_MAX), RECEIVES(-ENOBUFS), APART,
      FLIGHT("SC"), CANCELS(-ENOENT), HEARS("?> "),
      HEARS_MUCH(NOTHING, RING_RECEIVE_MAX / PADDED_SIZE), FLIGHT("R"), HANGS_UP, ENDED}},
    {"4 MB taken while no reply is on its way",
     {HEARS("?> "), TOGETHER, FLOODS(PADDED, FLOOD), APART, FLIGHT("RSC"), SAYS(PADDED),
      FLIGHT("RSC"), CANCELS(0), RECEIVES(-ECANCELED), HEARS_MUCH(NOTHING, FLOOD / PADDED_SIZE + 1),
      FLIGHT("R"), HANGS_UP, ENDED}},
    {"4 MB taken, and the client has hung up",
     {TOGETHER, FLOODS(PADDED, FLOOD), HANGS_UP, APART, FLIGHT("SC"), CANCELS(-ENOENT),
      HEARS("?> "), HEARS_MUCH(NOTHING, FLOOD / PADDED_SIZE), ENDED}},
    {"4 MB taken, and the client takes nothing",
     {TOGETHER, FLOODS(PADDED, FLOOD), APART, FLIGHT("RSC"), CANCELS(0), RECEIVES(-ECANCELED),
      FLIGHT("S"), PASSES(1200), PASSES(5200), CUT, SENDS(-EPIPE), ENDED}},

    /* Interrupts. */
    {"Ctrl-C between replies",
     {HEARS("?> "), SAYS("grin\003ning\n"), CUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"Ctrl-C after a line: its answer is sent first",
     {HEARS("?> "), SAYS("x\n\003"), FLIGHT("RS"), HEARS(NOTHING), CUT, FLIGHT("R"), HANGS_UP,
      ENDED}},
    {"Ctrl-C while the end of a reply is on its way",
     {HEARS("?> "), SAYS("x\n"), FLIGHT("RS"), SAYS("\003"), FLIGHT("RS"), HEARS_PART("No match"),
      HEARS(" for 'x'\r\n?> "), CUT, FLIGHT("R"), HANGS_UP, ENDED}},

    /* Ends in good order. */
    {":quit shuts, and waits for the client to close",
     {HEARS("?> "), SAYS(":quit\n"), SHUT, FLIGHT("R"), SAYS("dropped\n"), FLIGHT("R"), HANGS_UP,
      ENDED}},
    {":quit behind a query: its answer first",
     {HEARS("?> "), SAYS("x\n:quit\nx\n"), HEARS(NOTHING), SHUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"a client that does not close after :quit is closed",
     {HEARS("?> "), SAYS(":quit\n"), SHUT, PASSES(1900), FLIGHT("R"), SHUT, PASSES(300), CUT,
      HANGS_UP, ENDED}},
    {"lingering: a multishot that ends is asked for again",
     {HEARS("?> "), SAYS(":quit\n"), SAYS_LAST("more"), FLIGHT("R"), RECEIVES(-ENOBUFS),
      FLIGHT("R"), RECEIVES(-ECONNRESET), ENDED}},
    {"what was said in one batch with :quit is dropped",
     {HEARS("?> "), TOGETHER, SAYS(":quit\n"), SAYS("x\n"), HANGS_UP, APART, ENDED}},
    {"not UTF-8: the session ends as the book's does",
     {HEARS("?> "), SAYS("\300\200\nx\n"),
      HEARS("Not UTF-8: set the terminal to UTF-8 and connect again.\r\n"), SHUT, FLIGHT("R"),
      HANGS_UP, ENDED}},

    /* Time. */
    {"an idle session is ended",
     {HEARS("?> "), PASSES(29000), FLIGHT("R"), SAYS("x\n"), HEARS(NOTHING), PASSES(29000),
      SAYS("\n"), HEARS("?> "), PASSES(31000), SHUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"a line that is not finished in time ends the session",
     {HEARS("?> "), SAYS("g"), PASSES(40000), SAYS("r"), FLIGHT("R"), PASSES(19000), SAYS("i"),
      FLIGHT("R"), PASSES(1200), SHUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"each line has its own time",
     {HEARS("?> "), SAYS("grin"), PASSES(59000), SAYS("ning\ngrin"), HEARS(GRINNING), PASSES(59000),
      SAYS("ning\n"), HEARS(GRINNING), PASSES(29000), FLIGHT("R"), PASSES(1200), SHUT, HANGS_UP,
      ENDED}},
    {"a line that begins when the session was about to end may be finished",
     {HEARS("?> "), PASSES(29000), SAYS("grin"), PASSES(59000), SAYS("ning\n"), HEARS(GRINNING),
      HANGS_UP, ENDED}},
    {"the beginning of the next line does not renew the time",
     {HEARS("?> "), SAYS("x\ng"), HEARS(NOTHING), PASSES(59000), SAYS("r"), PASSES(1200), SHUT,
      HANGS_UP, ENDED}},
    {"commands of telnet are no activity",
     {HEARS("?> "), PASSES(15000), SAYS("\377\361"), FLIGHT("R"), PASSES(14000), SAYS("\377\366"),
      HEARS("\r\n[charfinder: yes]\r\n"), FLIGHT("R"), PASSES(1200), SHUT, HANGS_UP, ENDED}},
    {"nor is a line that is erased",
     {HEARS("?> "), PASSES(15000), SAYS("a\377\370"), PASSES(10000), SAYS("a"), PASSES(4000),
      SAYS("\377\370"), FLIGHT("R"), PASSES(1200), SHUT, HANGS_UP, ENDED}},
    {"a line that is erased when the session should have ended ends it",
     {HEARS("?> "), PASSES(29000), SAYS("a"), PASSES(5000), SAYS("\377\370"), PASSES(200), SHUT,
      HANGS_UP, ENDED}},
    {"a subnegotiation that is not finished in time",
     {HEARS("?> "), SAYS("\377\372\030"), PASSES(40000), SAYS("x"), PASSES(20200), SHUT, HANGS_UP,
      ENDED}},
    {"a line that is too long and goes on",
     {HEARS("?> "), FLOODS("xxxxxxxx", 4096), PASSES(40000), FLOODS("xxxxxxxx", 2048), FLIGHT("R"),
      PASSES(20200), SHUT, HANGS_UP, ENDED}},
    {"the time to be idle begins when the reply has been sent",
     {HEARS("?> "), SAYS("x\n"), PASSES(1200), HEARS(NOTHING), PASSES(29000), FLIGHT("R"),
      PASSES(1200), SHUT, HANGS_UP, ENDED}},
    {"a client that takes nothing is ended",
     {FLIGHT("RS"), PASSES(1200), FLIGHT("RS"), PASSES(5200), CUT, FLIGHT("RS"), TOGETHER, HANGS_UP,
      SENDS(-EPIPE), APART, ENDED}},
    {"a slow client is not",
     {PASSES(1200), ACKNOWLEDGES(1), PASSES(5200), ACKNOWLEDGES(2), PASSES(5200), FLIGHT("RS"),
      HEARS("?> "), SAYS("x\n"), HEARS(NOTHING), HANGS_UP, ENDED}},
    {"a short send is a sign of life",
     {PASSES(1200), HEARS_PART("?"), PASSES(1200), PASSES(4000), HEARS("> "), FLIGHT("R"), HANGS_UP,
      ENDED}},

    /* The index. */
    {"a query waits for the index",
     {CATALOG(CATALOG_BUILDING), HEARS("?> "), SAYS("x\n"), HEARS(PROGRESS), FLIGHT("R"),
      CATALOG(CATALOG_READY), HEARS(NOTHING), HANGS_UP, ENDED}},
    {"it is told the progress once a second",
     {CATALOG(CATALOG_BUILDING), HEARS("?> "), SAYS("x\n"), HEARS(PROGRESS), PASSES(900),
      FLIGHT("R"), PASSES(300), HEARS(PROGRESS), FLIGHT("R"), CATALOG(CATALOG_READY),
      HEARS(NOTHING), HANGS_UP, ENDED}},
    {"the index comes while the progress is on its way",
     {CATALOG(CATALOG_BUILDING), HEARS("?> "), SAYS("x\n"), FLIGHT("RS"), CATALOG(CATALOG_READY),
      FLIGHT("RS"), HEARS(PROGRESS), HEARS(NOTHING), HANGS_UP, ENDED}},
    {"an index that cannot be built is told",
     {CATALOG(CATALOG_BUILDING), HEARS("?> "), SAYS("x\n"), HEARS(PROGRESS),
      CATALOG(CATALOG_FAILED), HEARS("The index could not be built: the script says so.\r\n?> "),
      HANGS_UP, ENDED}},
    {"Ctrl-C while a query waits",
     {CATALOG(CATALOG_BUILDING), HEARS("?> "), SAYS("x\n"), HEARS(PROGRESS), SAYS("\003"), CUT,
      FLIGHT("R"), HANGS_UP, ENDED}},
    {"the client hangs up while a query waits: it is still answered",
     {CATALOG(CATALOG_BUILDING), HEARS("?> "), SAYS("x\n"), HEARS(PROGRESS), HANGS_UP, FLIGHT(""),
      CATALOG(CATALOG_READY), HEARS(NOTHING), ENDED}},

    /* The end of the daemon, in every state. */
    {"drained while idle",
     {HEARS("?> "), PASSES(1100), DRAINS, SHUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"drained, and the client sends no line",
     {HEARS("?> "), DRAINS, FLIGHT("R"), PASSES(900), FLIGHT("R"), PASSES(200), SHUT, FLIGHT("R"),
      HANGS_UP, ENDED}},
    {"drained, and the client's next line is on its way: it is answered, and is the last",
     {HEARS("?> "), SAYS("x\n"), HEARS(NOTHING), PASSES(900), DRAINS, FLIGHT("R"), SAYS("x\n"),
      FLIGHT("RS"), HEARS(NOTHING), SHUT, SAYS("x\n"), FLIGHT("R"), HANGS_UP, ENDED}},
    {"drained, and what was received in the same turn is answered",
     {HEARS("?> "), PASSES(1100), TOGETHER, DRAINS, SAYS("x\n"), APART, FLIGHT("RS"),
      HEARS(NOTHING), SHUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"drained, and the last line comes in the same turn as the end of a reply",
     {HEARS("?> "), SAYS("x\n"), DRAINS, SAYS("x\n"), HEARS(NOTHING), TOGETHER, HEARS(NOTHING),
      SAYS("grinning\n"), APART, HEARS(GRINNING), SHUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"drained, and the client hangs up", {HEARS("?> "), DRAINS, HANGS_UP, ENDED}},
    {"drained, and the last line has no end",
     {HEARS("?> "), DRAINS, SAYS("x"), PASSES(900), FLIGHT("R"), HANGS_UP, HEARS(NOTHING), ENDED}},
    {"drained, and a line that has begun does not end",
     {HEARS("?> "), DRAINS, SAYS("x"), PASSES(1100), SHUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"drained before the prompt has left",
     {DRAINS, FLIGHT("RS"), HEARS("?> "), FLIGHT("R"), SAYS("x\n"), HEARS(NOTHING), SHUT,
      FLIGHT("R"), HANGS_UP, ENDED}},
    {"drained while a reply is on its way: what was received is answered",
     {HEARS("?> "), SAYS("x\n"), SAYS("grinning\nx\n"), DRAINS, FLIGHT("RS"),
      HEARS_PART("No match"), HEARS(" for 'x'\r\n?> "), HEARS(GRINNING NOTHING), SHUT, FLIGHT("R"),
      HANGS_UP, ENDED}},
    {"drained, and a reply takes half of the time: no further line is answered",
     {HEARS("?> "), SAYS("x\n"), SAYS("grinning\n"), DRAINS, ACKNOWLEDGES(1), PASSES(4000),
      ACKNOWLEDGES(2), PASSES(4000), ACKNOWLEDGES(3), PASSES(3000), FLIGHT("RS"), HEARS(NOTHING),
      SHUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"drained while a query waits",
     {CATALOG(CATALOG_BUILDING), HEARS("?> "), SAYS("x\n"), HEARS(PROGRESS), DRAINS, SHUT,
      FLIGHT("R"), HANGS_UP, ENDED}},
    {"drained while a query waits, after the client has hung up",
     {CATALOG(CATALOG_BUILDING), HEARS("?> "), SAYS("x\n"), HEARS(PROGRESS), HANGS_UP, FLIGHT(""),
      DRAINS, ENDED}},
    {"aborted while a query waits, after the client has hung up",
     {CATALOG(CATALOG_BUILDING), HEARS("?> "), SAYS("x\n"), HEARS(PROGRESS), HANGS_UP, FLIGHT(""),
      ABORTS, ENDED}},
    {"drained while lingering",
     {HEARS("?> "), SAYS(":quit\n"), DRAINS, SHUT, FLIGHT("R"), PASSES(2200), CUT, HANGS_UP,
      ENDED}},
    {"aborted while idle", {HEARS("?> "), ABORTS, CUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"aborted while a reply is on its way",
     {HEARS("?> "), SAYS("x\n"), ABORTS, CUT, FLIGHT("RS"), SENDS(-EPIPE), FLIGHT("R"), HANGS_UP,
      ENDED}},
    {"aborted, and the send completes whole all the same",
     {HEARS("?> "), SAYS("x\n"), ABORTS, CUT, FLIGHT("RS"), HANGS_UP, FLIGHT("S"), HEARS(NOTHING),
      ENDED}},
    {"aborted while lingering",
     {HEARS("?> "), SAYS(":quit\n"), ABORTS, CUT, FLIGHT("R"), HANGS_UP, ENDED}},
    {"aborted twice", {ABORTS, ABORTS, CUT, FLIGHT("RS"), SENDS(-EPIPE), ABORTS, HANGS_UP, ENDED}},
    {"bytes that arrive after the abort are dropped",
     {HEARS("?> "), ABORTS, SAYS("x\n"), FLIGHT("R"), SAYS_LAST("x\n"), ENDED}},
    {"aborted while reading pauses",
     {FLOODS("x\n", 4096), FLIGHT("RSC"), ABORTS, CUT, FLIGHT("RSC"), CANCELS(0), FLIGHT("RS"),
      SENDS(-EPIPE), FLIGHT("R"), RECEIVES(-ECANCELED), ENDED}},
};

/*
 * Playing one.
 */

struct play {
    struct scripted_sessions scripted;
    int server, client;
    size_t step; /* for messages */
    bool together;
};

static struct scripted_operation *need(struct play *play, enum ring_operation operation)
{
    int socket = operation == RING_CANCEL ? -1 : play->server;
    struct scripted_operation *found = scripted_ring_find(play->scripted.ring, operation, socket);

    if (!found)
        fail_msg("step %zu: operation %d is not in flight", play->step, (int)operation);
    return found;
}

static void check_flight(struct play *play, const char *expected)
{
    static const struct {
        enum ring_operation operation;
        char letter;
    } letters[] = {{RING_RECEIVE, 'R'}, {RING_SEND, 'S'}, {RING_CANCEL, 'C'}};
    char flight[4] = "";

    for (size_t i = 0; i < COUNT(letters); i++)
        if (scripted_ring_find(play->scripted.ring, letters[i].operation, -1))
            strncat(flight, &letters[i].letter, 1);
    if (strcmp(flight, expected) != 0)
        fail_msg("step %zu: \"%s\" is in flight, expected \"%s\"", play->step, flight, expected);
}

static void floods(struct play *play, const struct step *step)
{
    char bytes[RING_BUFFER_SIZE];

    assert_int_equal(sizeof bytes % step->size, 0);
    for (size_t at = 0; at < sizeof bytes; at += step->size)
        memcpy(bytes + at, step->text, step->size);
    for (int64_t said = 0; said < step->number; said += (int64_t)sizeof bytes) {
        scripted_ring_deliver(play->scripted.ring, need(play, RING_RECEIVE), bytes, sizeof bytes,
                              true);
        if (!play->together)
            (void)scripted_sessions_pump(&play->scripted);
    }
}

static void hears(struct play *play, const struct step *step)
{
    struct scripted_operation *send = need(play, RING_SEND);
    bool whole = step->kind == STEP_HEARS;

    if (send->size < step->size || (whole && send->size != step->size) ||
        memcmp(send->bytes, step->text, step->size) != 0)
        fail_msg("step %zu: heard \"%.*s\", expected \"%s\"", play->step, (int)send->size,
                 send->bytes, step->text);
    scripted_ring_complete(play->scripted.ring, send, (int32_t)step->size, false);
}

/* A send ends where its buffer does, but never within a line. */
static void hears_much(struct play *play, const struct step *step)
{
    struct scripted_operation *send;
    int64_t lines = 0;

    while (lines < step->number &&
           (send = scripted_ring_find(play->scripted.ring, RING_SEND, play->server))) {
        assert_int_equal(send->size % step->size, 0);
        assert_true(send->size <= LIMIT_SEND);
        for (size_t at = 0; at < send->size; at += step->size, lines++)
            assert_memory_equal(send->bytes + at, step->text, step->size);
        scripted_ring_complete(play->scripted.ring, send, (int32_t)send->size, false);
        (void)scripted_sessions_pump(&play->scripted);
    }
    assert_int_equal(lines, step->number);
}

static void check_end(struct play *play, enum step_kind kind)
{
    bool closed = kind == STEP_ENDED, reads;
    struct buffer heard = BUFFER_INIT;
    bool ended = scripted_socket_read(play->client, &heard);

    buffer_release(&heard);
    if (!ended)
        fail_msg("step %zu: the server's side is open", play->step);
    reads = send(play->client, "", 0, MSG_NOSIGNAL) == 0;
    if (reads != (kind == STEP_SHUT))
        fail_msg("step %zu: the server's side %s", play->step,
                 reads ? "reads on" : "does not read");
    if (closed != scripted_socket_is_closed(play->server))
        fail_msg("step %zu: the socket is %s", play->step, closed ? "open" : "closed");
    assert_int_equal(sessions_count(play->scripted.sessions), closed ? 0 : 1);
    assert_int_equal(play->scripted.counters.telnet_open, closed ? 0 : 1);
    assert_true(play->scripted.counters.telnet_writing <= (closed ? 0 : 1));
}

static void perform(struct play *play, const struct step *step)
{
    struct ring *ring = play->scripted.ring;

    switch (step->kind) {
    case STEP_SAYS:
    case STEP_SAYS_LAST:
        scripted_ring_deliver(ring, need(play, RING_RECEIVE), step->text, step->size,
                              step->kind == STEP_SAYS);
        break;
    case STEP_FLOODS:
        floods(play, step);
        break;
    case STEP_RECEIVES:
        scripted_ring_complete(ring, need(play, RING_RECEIVE), (int32_t)step->number, false);
        break;
    case STEP_HEARS:
    case STEP_HEARS_PART:
        hears(play, step);
        break;
    case STEP_HEARS_MUCH:
        hears_much(play, step);
        break;
    case STEP_SENDS:
        scripted_ring_complete(ring, need(play, RING_SEND), (int32_t)step->number, false);
        break;
    case STEP_CANCELS:
        scripted_ring_complete(ring, need(play, RING_CANCEL), (int32_t)step->number, false);
        break;
    case STEP_TOGETHER:
    case STEP_APART:
        play->together = step->kind == STEP_TOGETHER;
        break;
    case STEP_PASSES:
        (void)scripted_sessions_pass(&play->scripted, (uint64_t)step->number);
        break;
    case STEP_ACKNOWLEDGES:
        scripted_socket_acknowledge(play->server, (uint64_t)step->number);
        break;
    case STEP_CATALOG:
        scripted_sessions_turn_to(&play->scripted, (enum catalog_state)step->number);
        break;
    case STEP_DRAINS:
        sessions_drain(play->scripted.sessions);
        break;
    case STEP_ABORTS:
        sessions_abort(play->scripted.sessions);
        break;
    case STEP_FLIGHT:
        check_flight(play, step->text);
        break;
    case STEP_SHUT:
    case STEP_CUT:
    case STEP_ENDED:
        check_end(play, step->kind);
        break;
    case STEP_END:
        break;
    }
    if (!play->together)
        (void)scripted_sessions_pump(&play->scripted);
}

static void test_story(void **state)
{
    const struct story *story = *state;
    size_t descriptors = scripted_descriptors();
    struct play play = {.step = 0};

    scripted_sessions_make(&play.scripted, 1);
    play.server = scripted_socket_pair(&play.client);
    sessions_open(play.scripted.sessions, play.server);
    for (; story->steps[play.step].kind != STEP_END; play.step++)
        perform(&play, &story->steps[play.step]);
    check_end(&play, STEP_ENDED);
    check_flight(&play, "");
    assert_true(wheel_wait(&play.scripted.wheel) == -1);
    (void)close(play.client);
    scripted_sessions_free(&play.scripted);
    assert_int_equal(scripted_descriptors(), descriptors);
}

/*
 * Stories that do not fit into a table.
 */

/* How often does a client lose its session at once that says this while the first buffer of many
 * replies is on its way? The last one in it is cut somewhere; lines with short answers move the
 * cut. */
static int count_interrupts(const char *first, const char *second)
{
    struct scripted_sessions scripted;
    int server, client, count = 0;

    for (int lines = 0; lines < 30; lines++) {
        struct buffer heard = BUFFER_INIT;

        scripted_sessions_make(&scripted, 1);
        server = scripted_socket_pair(&client);
        sessions_open(scripted.sessions, server);
        for (int i = 0; i < 50; i++)
            say(&scripted, server, i < lines ? "x\n" : ":help\n");
        hear(&scripted, server, "?> ");
        say(&scripted, server, first);
        say(&scripted, server, second);
        if (scripted_socket_read(client, &heard)) {
            count++;
            finish(&scripted, RING_SEND, server, 1);
            assert_null(scripted_ring_find(scripted.ring, RING_SEND, server));
        }
        sessions_abort(scripted.sessions);
        scripted_sessions_free(&scripted);
        (void)close(client);
        buffer_release(&heard);
    }
    return count;
}

static void test_an_interrupt_ends_a_long_reply_at_once(void **state)
{
    (void)state;
    /* Where the buffer happens to end with a reply, the interrupt has to wait for its turn. */
    assert_in_range(count_interrupts("\377", "\364"), 1, 30);
    assert_in_range(count_interrupts("x\n\004x\n", "x"), 1, 30);
    assert_int_equal(count_interrupts("\377\373", "\003"), 0);
    assert_int_equal(count_interrupts("\377\373\001", "x\n"), 0);
}

static void test_a_session_may_stay_idle_for_ever_where_it_is_allowed(void **state)
{
    struct scripted_sessions scripted;
    struct buffer heard = BUFFER_INIT;
    int server, client;

    (void)state;
    scripted_sessions_make(&scripted, 1);
    scripted.settings.idle_seconds = 0;
    server = scripted_socket_pair(&client);
    sessions_open(scripted.sessions, server);
    hear(&scripted, server, "?> ");
    assert_true(wheel_wait(&scripted.wheel) == -1);
    assert_int_equal(scripted_sessions_pass(&scripted, 1000000), 0);
    say(&scripted, server, "x\n");
    hear(&scripted, server, NOTHING);
    say(&scripted, server, "x"); /* but not within a line */
    assert_int_equal(scripted_sessions_pass(&scripted, LIMIT_LINE_SECONDS * 1000 + 200), 1);
    assert_true(scripted_socket_read(client, &heard));
    buffer_release(&heard);
    scripted_sessions_free(&scripted);
    assert_true(scripted_socket_is_closed(server));
    (void)close(client);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(test_an_interrupt_ends_a_long_reply_at_once),
        cmocka_unit_test(test_a_session_may_stay_idle_for_ever_where_it_is_allowed),
    };
    struct CMUnitTest tests[COUNT(stories) + COUNT(others)];

    for (size_t i = 0; i < COUNT(stories); i++)
        tests[i] = (struct CMUnitTest){
            .name = stories[i].name, .test_func = test_story, .initial_state = (void *)&stories[i]};
    memcpy(tests + COUNT(stories), others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
