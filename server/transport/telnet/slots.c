/*
 * An array with a list of its free elements; the last one that was freed is taken first. It neither
 * owns nor looks at what it refers to.
 */

#include "server/transport/telnet/slots.h"

#include <assert.h>
#include <stdlib.h>

bool slots_init(struct slots *slots, uint32_t capacity)
{
    assert(capacity > 0 && capacity <= SLOT_NONE);
    *slots = (struct slots){.capacity = capacity, .free = SLOT_NONE};
    slots->slots = calloc(capacity, sizeof *slots->slots);
    return slots->slots;
}

void slots_release(struct slots *slots)
{
    free(slots->slots);
    *slots = (struct slots){.slots = NULL};
}

uint32_t slots_add(struct slots *slots, void *owner, uint32_t *generation)
{
    uint32_t slot = slots->free;

    assert(owner && !slots_full(slots));
    if (slot == SLOT_NONE)
        slot = slots->used++;
    else
        slots->free = slots->slots[slot].next_free;
    slots->slots[slot].owner = owner;
    slots->count++;
    *generation = slots->slots[slot].generation;
    return slot;
}

void slots_remove(struct slots *slots, uint32_t slot)
{
    assert(slot < slots->used && slots->slots[slot].owner);
    slots->slots[slot] = (struct slot){
        .generation = slots->slots[slot].generation + 1,
        .next_free = slots->free,
    };
    slots->free = slot;
    slots->count--;
}

void *slots_find(const struct slots *slots, uint32_t slot, uint32_t generation)
{
    assert(slot < slots->used);
    return slots->slots[slot].generation == generation ? slots->slots[slot].owner : NULL;
}
