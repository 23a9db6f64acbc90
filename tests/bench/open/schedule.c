/*
 * Due times are computed from the number of the request, so that errors do not add up. A double holds
 * whole nanoseconds of a hundred days.
 */

#include "tests/bench/open/schedule.h"

#include <assert.h>

#define SECOND 1e9

struct schedule schedule_make(uint64_t start, double rate, double seconds, uint64_t connections)
{
    double count = rate * seconds;

    assert(rate > 0 && connections > 0);
    return (struct schedule){
        .start = start,
        .rate = rate,
        .count = count > 1 ? (uint64_t)count : 1,
        .connections = connections,
    };
}

uint64_t schedule_time(const struct schedule *schedule, uint64_t request)
{
    return schedule->start + (uint64_t)((double)request * SECOND / schedule->rate);
}

bool schedule_due(const struct schedule *schedule, uint64_t request, uint64_t now)
{
    return request < schedule->count && schedule_time(schedule, request) <= now;
}

uint64_t schedule_connection(const struct schedule *schedule, uint64_t request)
{
    return request % schedule->connections;
}

uint64_t schedule_next(const struct schedule *schedule, uint64_t request)
{
    return request + schedule->connections;
}

uint64_t schedule_latency(const struct schedule *schedule, uint64_t request, uint64_t replied)
{
    uint64_t due = schedule_time(schedule, request);

    return replied > due ? replied - due : 0;
}
