#ifndef CHARFINDER_SERVER_ANSWERS_TELNET_NVT_H
#define CHARFINDER_SERVER_ANSWERS_TELNET_NVT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The input side of telnet's Network Virtual Terminal: bytes into lines, and into the few requests
 * between them that want an answer.
 *
 * A line ends at LF, CR LF or CR NUL; a CR before anything else is white space in it. IAC IAC is
 * the byte 255. EC and EL edit the line. Options are refused, TIMING-MARK alone is performed.
 * Subnegotiations and every other command are skipped. RFC 854, 855, 860, 1184.
 */

enum nvt_event {
    NVT_NOTHING = 0, /* every byte was taken; no line has ended */
    NVT_LINE,        /* a line is complete; nvt_clear() it before more is taken */
    NVT_LONG_LINE,   /* a line is complete that passed LIMIT_LINE bytes; it is lost */
    NVT_OPTION,      /* a negotiation to answer with the three bytes of nvt->answer */
    NVT_PRESENCE,    /* "are you there?" */
    NVT_INTERRUPT,   /* Ctrl-C, Ctrl-D, or the commands that telnet has for them */
};

enum {
    NVT_ANSWER_SIZE = 3,
    NVT_SHORT_LINE = 96, /* bytes; nearly every query is shorter */
};

/* Plain data; holds memory only while a line longer than NVT_SHORT_LINE has begun. */
struct nvt {
    char short_line[NVT_SHORT_LINE];
    char *long_line;                 /* owned; LIMIT_LINE bytes, or NULL: the line is short */
    size_t line_size;                /* bytes of the line so far */
    uint8_t answer[NVT_ANSWER_SIZE]; /* valid after NVT_OPTION until more is taken */

    uint8_t input;               /* where in a command the input stands */
    bool after_cr;               /* a CR was taken; the next byte tells what it means */
    bool overlong;               /* the line passed LIMIT_LINE; the rest of it is skipped */
    uint8_t ahead_input;         /* as input, behind the bytes that nvt_scan() saw */
    size_t ahead;                /* bytes that nvt_scan() saw and nvt_receive() did not yet take */
    uint8_t refused[2][256 / 8]; /* the options answered since the last line: WILL, DO */
};

void nvt_init(struct nvt *nvt);
void nvt_release(struct nvt *nvt);

/* The line so far, any bytes at all; valid until more is taken or the line is cleared. */
static inline const char *nvt_line(const struct nvt *nvt)
{
    return nvt->long_line ? nvt->long_line : nvt->short_line;
}

/* Takes bytes up to and including the first that makes an event; *taken counts them. Returns an
 * enum nvt_event, or -ENOMEM. */
int nvt_receive(struct nvt *nvt, const void *bytes, size_t size, size_t *taken);

/* No more bytes will come: what stands in the line is a line, if anything does. Returns
 * NVT_LINE, NVT_LONG_LINE or NVT_NOTHING. */
int nvt_end(struct nvt *nvt);

/* Forgets the line and frees its memory. */
void nvt_clear(struct nvt *nvt);

/* Has a line or a command begun whose end is missing? */
bool nvt_unfinished(const struct nvt *nvt);

/* Is there an NVT_INTERRUPT in these bytes, which will be offered to nvt_receive() only later?
 * They must follow, in the stream, all that either function has seen. */
bool nvt_scan(struct nvt *nvt, const void *bytes, size_t size);

#endif
