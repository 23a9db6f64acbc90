#ifndef CHARFINDER_INDEX_UPDATE_TRANSFER_RETRY_H
#define CHARFINDER_INDEX_UPDATE_TRANSFER_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "index/update/base/outcome.h"

/*
 * Which failures may pass, and how long to wait for that. Pure functions; thread-safe.
 */

enum {
    RETRY_LONGEST_MS = 30 * 1000, /* that we wait by ourselves */
    RETRY_AFTER_MAX_S = 2 * 60,   /* that a server may make us wait */
    RETRY_PROGRESS = 64 * 1024,   /* a connection that broke after so many bytes made progress */
};

/* Is a status of HTTP temporary? Sets the outcome that the file has if it is not. Not for
 * 200, 206, 304 and 416, which are not failures. */
bool retry_status(long status, enum outcome *outcome);

/* How long to wait before the next try, in milliseconds: the base doubled with each failure up to
 * RETRY_LONGEST_MS, of which a random share between a half and all is taken, so that many clients do
 * not return at once. `failures` is at least 1; `random` is any number. */
int64_t retry_delay_ms(unsigned failures, int64_t base_ms, uint32_t random);

#endif
