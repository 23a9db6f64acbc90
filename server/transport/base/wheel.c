/*
 * The timing wheel: a deadline is in the list of slot (tick modulo the number of slots). One of a
 * later round stays there when the hand passes; those that are due leave it in one walk, and wait in
 * a list of their own until they are returned. So n of them cost n steps, not n².
 */

#include "server/transport/base/wheel.h"

#include <assert.h>
#include <string.h>

void wheel_init(struct wheel *wheel, uint64_t now)
{
    memset(wheel, 0, sizeof *wheel);
    wheel->now = now;
    wheel->tick = now / WHEEL_TICK_MS;
}

void wheel_advance(struct wheel *wheel, uint64_t now)
{
    assert(now >= wheel->now);
    wheel->now = now;
}

static void mark(struct wheel *wheel, uint64_t slot)
{
    uint64_t bit = UINT64_C(1) << (slot % 64);

    if (wheel->slots[slot])
        wheel->occupied[slot / 64] |= bit;
    else
        wheel->occupied[slot / 64] &= ~bit;
}

void wheel_clear(struct wheel *wheel, struct deadline *deadline)
{
    if (!deadline->link)
        return;
    *deadline->link = deadline->next;
    if (deadline->next)
        deadline->next->link = deadline->link;
    deadline->link = NULL;
    mark(wheel, deadline->tick % WHEEL_SLOTS);
}

void wheel_set(struct wheel *wheel, struct deadline *deadline, uint64_t after)
{
    struct deadline **slot;

    wheel_clear(wheel, deadline);
    deadline->tick = (wheel->now + after) / WHEEL_TICK_MS + 1; /* rounded up: never early */
    if (deadline->tick <= wheel->tick)
        deadline->tick = wheel->tick + 1;
    slot = &wheel->slots[deadline->tick % WHEEL_SLOTS];
    deadline->next = *slot;
    deadline->link = slot;
    if (*slot)
        (*slot)->link = &deadline->next;
    *slot = deadline;
    mark(wheel, deadline->tick % WHEEL_SLOTS);
}

/* Moves the deadlines of the slot that have passed to the end of a list. Returns its new end. */
static struct deadline **take_due(struct wheel *wheel, uint64_t slot, uint64_t current,
                                  struct deadline **last)
{
    struct deadline **link = &wheel->slots[slot], *deadline;

    while ((deadline = *link)) {
        wheel->visits++;
        if (deadline->tick > current) { /* of a later round */
            link = &deadline->next;
            continue;
        }
        *link = deadline->next;
        if (*link)
            (*link)->link = link;
        deadline->next = NULL;
        deadline->link = last;
        *last = deadline;
        last = &deadline->next;
    }
    mark(wheel, slot);
    return last;
}

/* One walk over the slots that have passed since the last one. */
static void collect_due(struct wheel *wheel)
{
    uint64_t current = wheel->now / WHEEL_TICK_MS;
    struct deadline **last = &wheel->due;

    /* After a long sleep one round visits every slot; more rounds would visit them again. */
    if (current > wheel->tick + WHEEL_SLOTS)
        wheel->tick = current - WHEEL_SLOTS;
    while (wheel->tick < current)
        last = take_due(wheel, ++wheel->tick % WHEEL_SLOTS, current, last);
}

struct deadline *wheel_expired(struct wheel *wheel)
{
    struct deadline *deadline;

    if (!wheel->due)
        collect_due(wheel);
    deadline = wheel->due;
    if (deadline)
        wheel_clear(wheel, deadline);
    return deadline;
}

int64_t wheel_wait(const struct wheel *wheel)
{
    if (wheel->due)
        return 0;
    for (uint64_t ahead = 1; ahead <= WHEEL_SLOTS;) {
        uint64_t slot = (wheel->tick + ahead) % WHEEL_SLOTS;
        uint64_t bits = wheel->occupied[slot / 64] >> (slot % 64);

        if (bits) {
            uint64_t at = (wheel->tick + ahead + (uint64_t)__builtin_ctzll(bits)) * WHEEL_TICK_MS;

            return at > wheel->now ? (int64_t)(at - wheel->now) : 0;
        }
        ahead += 64 - slot % 64;
    }
    return -1;
}
