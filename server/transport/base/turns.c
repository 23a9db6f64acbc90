/*
 * A queue for each level of peers, and steps that each round renews.
 *
 * One idea: what a query will cost is not known before it is answered, but a peer's next query mostly costs
 * what its latest ones did. So peers are served in the order of what their latest turns have cost.
 */

#include "server/transport/base/turns.h"

#include <stddef.h>

void turns_init(struct turns *turns)
{
    *turns = (struct turns){.round = 1, .left = TURN_STEPS, .due = TURN_LEVELS};
    for (unsigned level = 0; level < TURN_LEVELS; level++)
        turns->queues[level].last = &turns->queues[level].first;
}

void turn_init(struct turn *turn, enum turn_owner owner)
{
    *turn = (struct turn){.owner = owner, .record = TURN_LEVEL_STEPS << (TURN_LEVEL_NEW - 1)};
}

static unsigned level_of(const struct turn *turn)
{
    unsigned level = 0;

    while (level < TURN_LEVELS - 1 && turn->record >= (int64_t)TURN_LEVEL_STEPS << level)
        level++;
    return level;
}

/* The lowest level with a peer in its queue; TURN_LEVELS: all are empty. */
static unsigned lowest(const struct turns *turns)
{
    unsigned level = 0;

    while (level < TURN_LEVELS && !turns->queues[level].first)
        level++;
    return level;
}

static void begin(const struct turns *turns, struct turn *turn)
{
    turn->round = turns->round;
    turn->record -= turn->record / 8;
}

bool turn_begin(struct turns *turns, struct turn *turn)
{
    bool may_begin;

    if (turns->left <= 0)
        return false;
    if (!turn->link && turn->round == turns->round)
        return true;
    if (turn->link)
        may_begin = (turns->serving || turn->level <= TURN_LEVEL_NEW) &&
                    turns->queues[lowest(turns)].first == turn;
    else
        may_begin = level_of(turn) <= TURN_LEVEL_NEW && level_of(turn) < lowest(turns);
    if (!may_begin)
        return false;
    turn_leave(turns, turn);
    begin(turns, turn);
    return true;
}

bool turn_take(struct turns *turns, struct turn *turn, int64_t steps)
{
    turns->left -= steps;
    turn->record += steps;
    return turns->left > 0;
}

void turns_take(struct turns *turns, int64_t steps)
{
    turns->left -= steps;
}

void turn_queue(struct turns *turns, struct turn *turn)
{
    struct turn_queue *queue;

    if (turn->link)
        return;
    turn->level = level_of(turn);
    queue = &turns->queues[turn->level];
    turn->next = NULL;
    turn->link = queue->last;
    *queue->last = turn;
    queue->last = &turn->next;
}

void turn_leave(struct turns *turns, struct turn *turn)
{
    if (!turn->link)
        return;
    *turn->link = turn->next;
    if (turn->next)
        turn->next->link = turn->link;
    else
        turns->queues[turn->level].last = turn->link;
    turn->link = NULL;
}

/* The next level after the one that was due last whose queue is not empty. */
static unsigned next_due(const struct turns *turns)
{
    for (unsigned i = 1; i <= TURN_LEVELS; i++) {
        unsigned level = (turns->fair + i) % TURN_LEVELS;

        if (turns->queues[level].first)
            return level;
    }
    return TURN_LEVELS;
}

void turns_begin(struct turns *turns)
{
    turns->round++;
    turns->left = TURN_STEPS;
    turns->serving = false;
    turns->due = turns->round % TURN_FAIR == 0 ? next_due(turns) : TURN_LEVELS;
    if (turns->due < TURN_LEVELS)
        turns->fair = turns->due;
}

struct turn *turns_next(struct turns *turns)
{
    unsigned level = turns->due;
    struct turn *turn;

    turns->due = TURN_LEVELS;
    turns->serving = true;
    if (level == TURN_LEVELS || !turns->queues[level].first)
        level = turns->left > 0 ? lowest(turns) : TURN_LEVELS;
    if (level == TURN_LEVELS)
        return NULL;
    if (turns->left <= 0) /* it is due even so */
        turns->left = 1;
    turn = turns->queues[level].first;
    turn_leave(turns, turn);
    begin(turns, turn);
    return turn;
}

bool turns_wait(const struct turns *turns)
{
    return lowest(turns) < TURN_LEVELS;
}
