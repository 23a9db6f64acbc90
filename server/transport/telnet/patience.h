#ifndef CHARFINDER_SERVER_TRANSPORT_TELNET_PATIENCE_H
#define CHARFINDER_SERVER_TRANSPORT_TELNET_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "server/answers/telnet/telnet.h"

/*
 * How long a telnet client that has all its replies may take until its next line. Plain data in its
 * session. Times are milliseconds of the wheel.
 */

enum { PATIENCE_PART_MS = 1000 }; /* since the last line, when the daemon stops */

struct patience {
    uint32_t lines;         /* of the machine, at the last look */
    uint32_t lines_drained; /* of the machine, when the daemon was told to stop */
    uint64_t active;        /* when the last of the lines had been answered */
    uint64_t line_begun;    /* when the client has begun another one */
    bool unfinished;        /* and whether it has */
};

void patience_init(struct patience *patience, uint64_t now);

/* Milliseconds that the client may take from now on, at least 1, to send a line or to finish the one it
 * has begun; 0: as many as it likes. */
uint64_t patience_left(struct patience *patience, const struct telnet *telnet,
                       unsigned idle_seconds, uint64_t now);

/* The daemon stops: one line more is answered, if it comes soon. */
void patience_drain(struct patience *patience, const struct telnet *telnet);
/* Has a line ended since then? */
bool patience_served(const struct patience *patience, const struct telnet *telnet);
/* Milliseconds that the client still has for it; 0: none. */
uint64_t patience_respite(struct patience *patience, const struct telnet *telnet, uint64_t now);

#endif
