/*
 * Counting messages instead of writing them.
 */

#include "server/base/hush.h"

bool hush_ends(struct hush *hush, uint64_t now, uint64_t *held)
{
    if (now < hush->until) {
        hush->held++;
        return false;
    }
    *held = hush->held;
    *hush = (struct hush){.until = now + HUSH_MS};
    return true;
}
