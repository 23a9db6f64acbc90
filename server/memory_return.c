/*
 * Only what has been freed since the last return is worth another one. How busy the reactors are is
 * their turns since the last look.
 */

#include "server/memory_return.h"

bool memory_return_now(struct memory_return *memory, uint64_t tidied, uint64_t turns, uint64_t now)
{
    bool calm = turns - memory->turns < MEMORY_RETURN_CALM_TURNS;

    memory->turns = turns;
    if (tidied == memory->tidied)
        return false;
    if (memory->due == 0)
        memory->due = now;
    if (!calm && !memory->urgent && now - memory->due < MEMORY_RETURN_MS)
        return false;
    *memory = (struct memory_return){.tidied = tidied, .turns = turns};
    return true;
}
