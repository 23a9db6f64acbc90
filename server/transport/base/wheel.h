#ifndef CHARFINDER_SERVER_TRANSPORT_BASE_WHEEL_H
#define CHARFINDER_SERVER_TRANSPORT_BASE_WHEEL_H

#include <stdint.h>

/*
 * Deadlines of one reactor: a hashed timing wheel (G. Varghese, T. Lauck, "Hashed and hierarchical
 * timing wheels", 1987, scheme 6). Setting, moving and clearing a deadline take constant time;
 * expiring looks once a round at each deadline of the slots that have passed, however many are due.
 * The ring waits with one timeout for all of them.
 *
 * The wheel has the time of its reactor: milliseconds of server/base/clock.h, as of the last
 * wheel_advance(). A deadline fires no earlier than asked, and at most WHEEL_TICK_MS after the
 * reactor's next turn.
 */

enum { WHEEL_TICK_MS = 100, WHEEL_SLOTS = 1024 };

/* The module that a deadline belongs to: the reactor calls its function when the deadline passes. */
enum deadline_owner {
    DEADLINE_SESSION,
    DEADLINE_HTTP,
    DEADLINE_ACCEPT,
    DEADLINE_REFUSAL,
    DEADLINE_PROXIED,
    DEADLINE_HOUSEKEEPING,
};

/* Embedded in its owner, which clears it before it is freed. Zeroed means cleared. */
struct deadline {
    struct deadline *next, **link; /* link is NULL while it is cleared */
    uint64_t tick;
    enum deadline_owner owner;
};

struct wheel {
    struct deadline *slots[WHEEL_SLOTS];
    uint64_t occupied[WHEEL_SLOTS / 64]; /* a bit for each slot that is not empty */
    uint64_t now;
    uint64_t tick;        /* every deadline up to this tick has left its slot */
    struct deadline *due; /* those that have left it and were not returned yet, by tick */
    uint64_t visits;      /* deadlines in slots that expiring has looked at, since the start */
};

void wheel_init(struct wheel *wheel, uint64_t now);

/* Sets the time, which never goes back. */
void wheel_advance(struct wheel *wheel, uint64_t now);

/* Sets the deadline `after` milliseconds from the wheel's time, wherever it was before. */
void wheel_set(struct wheel *wheel, struct deadline *deadline, uint64_t after);
void wheel_clear(struct wheel *wheel, struct deadline *deadline);

/* One deadline that has passed, cleared, or NULL. Call until NULL. */
struct deadline *wheel_expired(struct wheel *wheel);

/* Milliseconds until wheel_expired() should be called again; -1: no deadline is set. */
int64_t wheel_wait(const struct wheel *wheel);

#endif
