#ifndef CHARFINDER_SERVER_TRANSPORT_TURNS_H
#define CHARFINDER_SERVER_TRANSPORT_TURNS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Fair turns for the sessions of one reactor.
 *
 * A turn of a session is bounded by steps of work, as index/base/budget.h counts them. A session
 * that has work is served at once, until it has taken TURN_STEPS in one round, which is a turn of
 * the reactor. From then on it is spent: it has to queue, and goes on when it comes first in the
 * queue. Of those that queue, one round serves as many as take TURN_STEPS together. So a session
 * that is not spent waits for one turn of others at most, whatever they send.
 *
 * A turn may overdraw its allowance by its last query.
 */

enum { TURN_STEPS = 50 * 1000 }; /* 0.25 ms */

/* Embedded in its owner, which leaves the queue before it is freed. Zeroed it is not spent. */
struct turn {
    struct turn *next, **link; /* link is NULL while it does not queue */
    uint64_t round;            /* in which the steps are taken */
    int64_t left;              /* steps of this round */
    bool spent;
};

struct turns {
    struct turn *first, **last; /* those that queue */
    uint64_t round;
    int64_t left; /* steps of this round, for those that queue */
};

void turns_init(struct turns *turns);

/* May it work now? If not, it has to queue. */
bool turn_begin(const struct turns *turns, struct turn *turn);
/* It has worked. Returns false when it is spent: it must stop. */
bool turn_take(struct turns *turns, struct turn *turn, int64_t steps);

/* Puts it at the end of the queue, unless it is there already. */
void turn_queue(struct turns *turns, struct turn *turn);
/* Takes it out of the queue, if it is there. It stays spent. */
void turn_leave(struct turns *turns, struct turn *turn);

/* Begins a round. */
void turns_begin(struct turns *turns);
/* The first of the queue, which has left it and may work; or NULL when this round serves no more. */
struct turn *turns_next(struct turns *turns);

static inline bool turns_wait(const struct turns *turns)
{
    return turns->first;
}

#endif
