#ifndef CHARFINDER_SERVER_ANSWERS_TELNET_NVT_H
#define CHARFINDER_SERVER_ANSWERS_TELNET_NVT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/answers/telnet/keys.h"

/*
 * The input side of telnet's Network Virtual Terminal: parses bytes into lines, and into the few
 * requests between them that need an answer.
 *
 * A line ends at LF, CR LF or CR NUL; any other CR is white space within the line. IAC IAC is the
 * byte 255. EC, EL and the keys of keys.h edit the line. All options are refused; only TIMING-MARK is
 * performed. Subnegotiations and all other commands are skipped; after NVT_PARAMETERS_MAX bytes a
 * subnegotiation ends and its line is too long. RFC 854, 855, 860, 1184.
 */

enum nvt_event {
    NVT_NOTHING = 0,  /* no line has ended; all bytes were consumed, or erasing took much effort */
    NVT_LINE,         /* a line is complete; call nvt_clear() before nvt_receive() */
    NVT_LONG_LINE,    /* a complete line exceeded LIMIT_LINE bytes; it is discarded */
    NVT_OPTION,       /* a negotiation; send the three bytes of nvt->answer */
    NVT_PRESENCE,     /* "are you there?" */
    NVT_INTERRUPT,    /* Ctrl-C, Ctrl-D, or their telnet commands */
    NVT_ABORT_OUTPUT, /* AO; of nvt_scan() alone: nvt_receive() skips it, there is no output then */
};

enum {
    NVT_ANSWER_SIZE = 3,
    NVT_SHORT_LINE = 48, /* bytes; most queries are shorter */

    /* Bytes of a subnegotiation. None is ever agreed to, so a longer one has lost its end. */
    NVT_PARAMETERS_MAX = 4096,

    /* Steps of erasing, 50 µs, after which nvt_receive() leaves the rest of the bytes to the next call. */
    NVT_EFFORT_MAX = 10 * 1000,
};

/* Parser state: the position within a telnet command. */
struct nvt_input {
    uint8_t state;
    uint16_t parameters; /* bytes of the subnegotiation so far */
};

/* Plain data. Allocates memory only while a line is longer than NVT_SHORT_LINE. Not thread-safe. */
struct nvt {
    char short_line[NVT_SHORT_LINE];
    char *long_line;                 /* owned; LIMIT_LINE bytes, or NULL: the line is short */
    size_t line_size;                /* bytes of the line so far */
    uint8_t answer[NVT_ANSWER_SIZE]; /* valid after NVT_OPTION until the next nvt_receive() */

    struct nvt_input input;       /* after the bytes that nvt_receive() has consumed */
    bool after_cr;                /* a CR was consumed; the next byte decides its meaning */
    struct keys keys;             /* parser state: position within an escape sequence */
    bool overlong;                /* the line exceeded LIMIT_LINE; skip the rest of it */
    struct nvt_input ahead_input; /* after the bytes that nvt_scan() has seen */
    size_t ahead;                 /* bytes that nvt_scan() has seen and nvt_receive() has not
                                    consumed */
    uint32_t effort; /* steps that erasing took in the last nvt_receive() (index/base/budget.h) */
    uint8_t refused[2][256 / 8]; /* options answered since the last line: WILL, DO */
};

void nvt_init(struct nvt *nvt);
void nvt_release(struct nvt *nvt);

/* The current line, arbitrary bytes; valid until the next nvt_receive() or nvt_clear(). */
static inline const char *nvt_line(const struct nvt *nvt)
{
    return nvt->long_line ? nvt->long_line : nvt->short_line;
}

/* Consumes bytes up to and including the first that completes an event; sets *taken to their
 * number. Returns an enum nvt_event, or -ENOMEM. */
int nvt_receive(struct nvt *nvt, const void *bytes, size_t size, size_t *taken);

/* Ends the input: an unfinished line, if any, becomes a line. Returns NVT_LINE, NVT_LONG_LINE or
 * NVT_NOTHING, or -ENOMEM. */
int nvt_end(struct nvt *nvt);

/* Discards the line and frees its memory. */
void nvt_clear(struct nvt *nvt);

/* Returns whether a line or a command has begun and not ended. */
bool nvt_unfinished(const struct nvt *nvt);

/* Looks for an urgent event in bytes that are given to nvt_receive() later. Returns NVT_INTERRUPT,
 * NVT_ABORT_OUTPUT or NVT_NOTHING. In the stream the bytes must follow all bytes that either function
 * has seen. */
enum nvt_event nvt_scan(struct nvt *nvt, const void *bytes, size_t size);

#endif
