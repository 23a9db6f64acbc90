/*
 * Pools grow when they are needed and shrink here, where nothing waits for it: at a fixed rate that
 * bounds what shrinking and growing again may cost, however busy the reactor is. A turn drops a bounded
 * number of values.
 *
 * What is freed here goes back to the system with heap_trim(), which the main thread calls.
 */

#include "server/transport/housekeeping.h"

void housekeeping_init(struct housekeeping *housekeeping)
{
    housekeeping->rounds = 0;
    housekeeping->dropping = false;
    housekeeping->deadline = (struct deadline){.owner = DEADLINE_HOUSEKEEPING};
}

void housekeeping_release(struct housekeeping *housekeeping)
{
    if (housekeeping->wheel)
        wheel_clear(housekeeping->wheel, &housekeeping->deadline);
}

static void come_back(struct housekeeping *housekeeping, uint64_t milliseconds)
{
    wheel_set(housekeeping->wheel, &housekeeping->deadline, milliseconds);
}

void housekeeping_worked(struct housekeeping *housekeeping)
{
    if (housekeeping->rounds == 0 && !housekeeping->dropping)
        come_back(housekeeping, (uint64_t)HOUSEKEEPING_SECONDS * 1000);
    housekeeping->rounds = HOUSEKEEPING_ROUNDS;
}

void housekeeping_hurry(struct housekeeping *housekeeping)
{
    housekeeping->rounds = HOUSEKEEPING_ROUNDS;
    come_back(housekeeping, 0);
}

static void begin_round(struct housekeeping *housekeeping)
{
    housekeeping->rounds--;
    search_cache_age(housekeeping->searches);
    http_age_cache(housekeeping->http);
    sessions_trim(housekeeping->sessions);
    ring_trim(housekeeping->ring);
}

bool housekeeping_expire(struct housekeeping *housekeeping)
{
    bool searches, responses;

    if (!housekeeping->dropping)
        begin_round(housekeeping);
    searches = search_cache_expire(housekeeping->searches, HOUSEKEEPING_VALUES);
    responses = http_expire_cache(housekeeping->http, HOUSEKEEPING_VALUES);
    housekeeping->dropping = searches || responses;
    if (housekeeping->dropping)
        come_back(housekeeping, HOUSEKEEPING_AGAIN_MS);
    else if (housekeeping->rounds > 0)
        come_back(housekeeping, (uint64_t)HOUSEKEEPING_SECONDS * 1000);
    return !housekeeping->dropping;
}
