#ifndef CHARFINDER_SERVER_TRANSPORT_TELNET_SLOTS_H
#define CHARFINDER_SERVER_TRANSPORT_TELNET_SLOTS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A table of the owners of operations in flight, by the slot and generation of their tokens (ring.h).
 * A generation is that of a slot and outlives its owners, so that an owner's memory can be freed while
 * a late completion still names it. A slot takes 16 bytes. Not thread-safe.
 */

struct slot {
    void *owner; /* NULL: free */
    uint32_t generation;
    uint32_t next_free;
};

/* Zeroed it has no slot; slots_init() follows. */
struct slots {
    struct slot *slots;
    uint32_t capacity;
    uint32_t used; /* slots that have ever had an owner: the rest is untouched memory */
    uint32_t free; /* the first of a list, or SLOT_NONE */
    uint32_t count;
};

enum { SLOT_NONE = 1 << 24 }; /* tokens have 24 bits for a slot */

/* For up to `capacity` owners at a time. Returns false when memory ran out. */
bool slots_init(struct slots *slots, uint32_t capacity);
void slots_release(struct slots *slots);

static inline bool slots_full(const struct slots *slots)
{
    return slots->count == slots->capacity;
}

/* Gives the owner a slot and sets *generation; the table must not be full. Returns the slot. */
uint32_t slots_add(struct slots *slots, void *owner, uint32_t *generation);

/* Frees the slot. Tokens of this generation have no owner from now on. */
void slots_remove(struct slots *slots, uint32_t slot);

/* The owner, or NULL when it has been removed, even if the slot is in use again. */
void *slots_find(const struct slots *slots, uint32_t slot, uint32_t generation);

/* The owner of a slot below slots->used, whatever its generation, or NULL: for walks over all. */
static inline void *slots_owner(const struct slots *slots, uint32_t slot)
{
    return slots->slots[slot].owner;
}

#endif
