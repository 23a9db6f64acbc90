#ifndef CHARFINDER_SERVER_MEMORY_RETURN_H
#define CHARFINDER_SERVER_MEMORY_RETURN_H

#include <stdbool.h>
#include <stdint.h>

/*
 * When to return what the reactors have freed to the system. Where much of it is returned, a reactor may
 * wait for its heap: 70 ms for 250 MB (measured). So it is done when they are calm, or in the end.
 */

enum {
    MEMORY_RETURN_CALM_TURNS = 200, /* of all reactors between two looks: they are calm below it */
    MEMORY_RETURN_MS = 10 * 60 * 1000, /* until it is done although they are busy */
};

/* Zeroed: nothing has been freed yet. */
struct memory_return {
    bool urgent;     /* to be set when memory is short: it is done whether they are busy or not */
    uint64_t tidied; /* rounds of housekeeping, at the last return */
    uint64_t turns;  /* of the reactors, at the last look */
    uint64_t due;    /* when memory became returnable, in ms; 0: nothing to return */
};

/* A look, at `now` by clock_now(): how often the reactors have freed memory since the start, and how
 * often they have turned. Returns whether to return it now. */
bool memory_return_now(struct memory_return *memory, uint64_t tidied, uint64_t turns, uint64_t now);

#endif
