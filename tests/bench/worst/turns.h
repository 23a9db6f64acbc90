#ifndef CHARFINDER_TESTS_BENCH_WORST_TURNS_H
#define CHARFINDER_TESTS_BENCH_WORST_TURNS_H

#include <stdint.h>

#include "index/base/buffer.h"
#include "server/answers/catalog.h"
#include "tests/bench/worst/request.h"

/*
 * A request answered without sockets, turn by turn: the reply of HTTP and each piece of its body, or
 * each slice of a telnet session.
 */

struct turns_cost {
    int64_t steps;                      /* of the most expensive turn in steps */
    int64_t nanoseconds;                /* CPU time of the longest turn; not always the same one */
    int64_t all_steps, all_nanoseconds; /* of all turns */
    unsigned turns, status;             /* status 0: telnet */
};

enum { TURNS_SPACE = 32 * 1024 }; /* bytes that a transport offers for a slice */

/* Answers the request; a slice gets `space` bytes, at most TURNS_SPACE. If `transcript` is not NULL, everything that was sent is appended to it. */
void turns_answer(const struct catalog *catalog, const struct request *request, size_t space,
                  struct turns_cost *cost, struct buffer *transcript);

#endif
