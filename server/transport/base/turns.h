#ifndef CHARFINDER_SERVER_TRANSPORT_BASE_TURNS_H
#define CHARFINDER_SERVER_TRANSPORT_BASE_TURNS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Fair turns for the peers of one reactor: its telnet sessions and its HTTP connections.
 *
 * Work is counted in steps, as index/base/budget.h counts them. A round is a turn of the reactor; it
 * has TURN_STEPS for all peers together, and is overdrawn by the last query at most. A peer's record is
 * the steps that it has taken lately. The record decides the peer's level, and the level decides
 * which peers come first: those that ask little before peers that ask much, and within a level the one that came first.
 * What a new peer will ask is unknown: it begins at a level in between. Time does not clear a record, so that
 * pausing between expensive queries gains nothing.
 *
 * So a peer that asks little waits for the one query that is being answered, whatever others send and
 * however many they are. Every TURN_FAIR rounds another level comes first, so that none starves.
 */

enum {
    TURN_STEPS = 50 * 1000, /* 0.25 ms */
    TURN_FAIR = 4,          /* rounds */
    /* A record below TURN_LEVEL_STEPS is of level 0; each further level goes to twice as many steps.
     * A turn forgets an eighth of the record, so the record is eight times the mean turn. */
    TURN_LEVELS = 8,
    TURN_LEVEL_STEPS = 8 * 1000,
    TURN_LEVEL_NEW = 3,
};

/* Whose turn it is. */
enum turn_owner { TURN_SESSION, TURN_HTTP };

/* Embedded in the peer, which leaves the queue before it is freed. */
struct turn {
    enum turn_owner owner;
    unsigned level;            /* in whose queue it is */
    struct turn *next, **link; /* link is NULL while it does not queue */
    uint64_t round;            /* in which it has begun its latest turn */
    int64_t record;            /* steps */
};

struct turn_queue {
    struct turn *first, **last;
};

struct turns {
    struct turn_queue queues[TURN_LEVELS];
    uint64_t round;
    uint64_t began; /* when this one did, in microseconds; the owner's to set */
    int64_t left;   /* steps of this round */
    bool serving;   /* those that ask much, too */
    unsigned due;   /* the level whose first comes first in this round; TURN_LEVELS: none */
    unsigned fair;  /* the level that was due last */
};

void turns_init(struct turns *turns);
void turn_init(struct turn *turn, enum turn_owner owner);

/* May it work now? It may while steps are left: when it has begun in this round, or when it asks little
 * and no peer that asks as little queues before it. Once turns_next() was called, one that asks much may
 * as well when it comes first of those that queue. If not, it has to queue. */
bool turn_begin(struct turns *turns, struct turn *turn);
/* It has worked. Returns false when no steps are left: it must stop. */
bool turn_take(struct turns *turns, struct turn *turn, int64_t steps);

/* Work that was done for all peers together. */
void turns_take(struct turns *turns, int64_t steps);

/* Puts it at the end of its level's queue, unless it queues already. */
void turn_queue(struct turns *turns, struct turn *turn);
/* Takes it out of the queue, if it is there. */
void turn_leave(struct turns *turns, struct turn *turn);

/* Begins a round. */
void turns_begin(struct turns *turns);
/* The first of those that queue, which has left the queue and may work; or NULL when this round serves
 * no more. */
struct turn *turns_next(struct turns *turns);
/* Is any peer in a queue? */
bool turns_wait(const struct turns *turns);

#endif
