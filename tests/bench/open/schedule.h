#ifndef CHARFINDER_TESTS_BENCH_OPEN_SCHEDULE_H
#define CHARFINDER_TESTS_BENCH_OPEN_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * When an open-loop client sends its requests: at times that depend on nothing that the server does. The
 * latency of a request counts from that time, and not from when a connection was free to send it. So a
 * server that stalls for a second is charged for every request that it should have answered meanwhile; a
 * client that waits for replies would have sent none of them, and would report one slow reply (coordinated
 * omission: G. Tene, "How NOT to Measure Latency", 2013; the method is that of his wrk2).
 *
 * Request n is due n/rate seconds after the start and belongs to connection n modulo their number, as in
 * wrk2: every connection has a steady pace, and the connections are evenly apart. Plain data; times are
 * nanoseconds of clock_nanoseconds().
 */
struct schedule {
    uint64_t start;
    double rate;          /* requests a second, over all connections; > 0 */
    uint64_t count;       /* of all requests */
    uint64_t connections; /* > 0 */
};

/* A schedule of so many seconds; it has at least one request. */
struct schedule schedule_make(uint64_t start, double rate, double seconds, uint64_t connections);

/* When the request is due. The times are not sums of rounded intervals: the last one is as exact as the
 * first. */
uint64_t schedule_time(const struct schedule *schedule, uint64_t request);

/* Is there such a request, and is it due? */
bool schedule_due(const struct schedule *schedule, uint64_t request, uint64_t now);

/* The connection that sends it; and the number of the next request of the same connection. */
uint64_t schedule_connection(const struct schedule *schedule, uint64_t request);
uint64_t schedule_next(const struct schedule *schedule, uint64_t request);

/* What the client waited from the time when the request was due until the reply was there. */
uint64_t schedule_latency(const struct schedule *schedule, uint64_t request, uint64_t replied);

#endif
