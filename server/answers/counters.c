/*
 * Which place a duration or a status is counted in. The places are few and fixed, so that what clients
 * send cannot make a counter.
 */

#include "server/answers/counters.h"

/* Most replies take less than a millisecond; some wait for others, for the client, or for the index. */
const uint32_t duration_bounds[DURATION_BOUNDS] = {
    100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 10000000,
};

/* The most frequent ones first. */
const uint16_t counted_statuses[COUNTED_STATUSES] = {
    200, 304, 404, 422, 204, 206, 308, 400, 405, 408, 409, 411,
    412, 413, 414, 416, 417, 429, 431, 500, 501, 503, 505,
};

void durations_add(struct durations *durations, uint64_t microseconds)
{
    size_t bucket = 0;

    while (bucket < DURATION_BOUNDS && microseconds > duration_bounds[bucket])
        bucket++;
    counter_add(&durations->buckets[bucket], 1);
    counter_add(&durations->microseconds, (int64_t)microseconds);
}

size_t counted_status(unsigned status)
{
    size_t place = 0;

    while (place < COUNTED_STATUSES && counted_statuses[place] != status)
        place++;
    return place;
}
