#ifndef CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_SEEDS_H
#define CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_SEEDS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The seeds of a simulation: one after the other, each the beginning of its own sequence of random
 * numbers. The same seed is the same simulation on every machine.
 *
 * When the program aborts, receives a fatal signal, is stopped by a sanitizer or hangs, the seed is
 * printed, with the command that replays it.
 */

struct seeds {
    uint64_t from, to;
    uint64_t seed;   /* the current one */
    uint64_t random; /* state of the generator */
    bool telling;
};

/* Reads the command line: nothing (seeds 1 to `usual`), SEED, or FROM TO. Returns false, having
 * said why, where it is something else. */
bool seeds_begin(struct seeds *seeds, int argc, char **argv, uint64_t usual);
/* Goes to the next seed; false after the last one. */
bool seeds_next(struct seeds *seeds);
/* At least a thousand: what is rare must have happened. */
bool seeds_are_many(const struct seeds *seeds);

/* A number from 0 to below - 1. */
uint64_t seeds_below(struct seeds *seeds, uint64_t below);
bool seeds_one_in(struct seeds *seeds, uint64_t times);

/* Prints a line where a single seed is replayed. */
__attribute__((format(printf, 2, 3))) void seeds_tell(const struct seeds *seeds, const char *format,
                                                      ...);
__attribute__((format(printf, 2, 3), noreturn)) void seeds_fail(const struct seeds *seeds,
                                                                const char *format, ...);

#endif
