#ifndef CHARFINDER_TESTS_BENCH_WORST_COSTS_H
#define CHARFINDER_TESTS_BENCH_WORST_COSTS_H

#include "server/answers/catalog.h"
#include "tests/bench/measure.h"

/*
 * Compares the steps that modules count with CPU time: the nanoseconds of a step for each kind of
 * request. Steps are constants, and a step should take 5 ns.
 */
void costs_report(const struct catalog *catalog, struct prng *prng);

#endif
