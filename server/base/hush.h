#ifndef CHARFINDER_SERVER_BASE_HUSH_H
#define CHARFINDER_SERVER_BASE_HUSH_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Messages that clients cause: one of a kind is logged, and those that follow within a minute are
 * counted, so that no client can flood the log.
 */

enum { HUSH_MS = 60 * 1000 }; /* between two messages of one kind */

/* Of one kind. Zeroed, nothing was logged yet. */
struct hush {
    uint64_t until; /* in milliseconds of the caller's clock */
    uint64_t held;  /* messages that were not written since */
};

/* Returns whether to write a message now, and then in *held how many were not written before it. */
bool hush_ends(struct hush *hush, uint64_t now, uint64_t *held);

#endif
