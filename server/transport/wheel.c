/*
 * The timing wheel: a deadline is in the list of slot (tick modulo the number of slots). One of a
 * later round stays there when the hand passes.
 */

#include "server/transport/wheel.h"

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

/* The first deadline in the slot that is due at the tick, or NULL. */
static struct deadline *due(struct wheel *wheel, uint64_t tick)
{
    for (struct deadline *d = wheel->slots[tick % WHEEL_SLOTS]; d; d = d->next)
        if (d->tick <= tick)
            return d;
    return NULL;
}

struct deadline *wheel_expired(struct wheel *wheel)
{
    uint64_t current = wheel->now / WHEEL_TICK_MS;

    /* After a long sleep one round visits every slot; more rounds would visit them again. */
    if (current > wheel->tick + WHEEL_SLOTS) {
        for (uint64_t tick = current - WHEEL_SLOTS + 1; tick <= current; tick++) {
            for (struct deadline *d = wheel->slots[tick % WHEEL_SLOTS]; d; d = d->next) {
                if (d->tick <= current) {
                    wheel_clear(wheel, d);
                    return d;
                }
            }
        }
        wheel->tick = current;
        return NULL;
    }
    while (wheel->tick < current) {
        struct deadline *deadline = due(wheel, wheel->tick + 1);

        if (deadline) {
            wheel_clear(wheel, deadline);
            return deadline;
        }
        wheel->tick++;
    }
    return NULL;
}

int64_t wheel_wait(const struct wheel *wheel)
{
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
