/*
 * A queue, and an allowance that each round renews.
 *
 * One idea: a session that is not spent never queues. A light session is served when its bytes
 * arrive; a heavy one makes its way through the queue, also when it has gone quiet in between.
 */

#include "server/transport/turns.h"

#include <stddef.h>

void turns_init(struct turns *turns)
{
    *turns = (struct turns){.last = &turns->first, .round = 1, .left = TURN_STEPS};
}

static void renew(const struct turns *turns, struct turn *turn)
{
    turn->round = turns->round;
    turn->left = TURN_STEPS;
}

bool turn_begin(const struct turns *turns, struct turn *turn)
{
    if (!turn->spent && turn->round != turns->round)
        renew(turns, turn);
    return !turn->spent;
}

bool turn_take(struct turns *turns, struct turn *turn, int64_t steps)
{
    turns->left -= steps;
    turn->left -= steps;
    if (turn->left <= 0)
        turn->spent = true;
    return !turn->spent;
}

void turn_queue(struct turns *turns, struct turn *turn)
{
    if (turn->link)
        return;
    turn->next = NULL;
    turn->link = turns->last;
    *turns->last = turn;
    turns->last = &turn->next;
}

void turn_leave(struct turns *turns, struct turn *turn)
{
    if (!turn->link)
        return;
    *turn->link = turn->next;
    if (turn->next)
        turn->next->link = turn->link;
    else
        turns->last = turn->link;
    turn->link = NULL;
}

void turns_begin(struct turns *turns)
{
    turns->round++;
    turns->left = TURN_STEPS;
}

struct turn *turns_next(struct turns *turns)
{
    struct turn *turn = turns->first;

    if (!turn || turns->left <= 0)
        return NULL;
    turn_leave(turns, turn);
    turn->spent = false;
    renew(turns, turn);
    return turn;
}
