#ifndef CHARFINDER_TESTS_BENCH_MEASURE_H
#define CHARFINDER_TESTS_BENCH_MEASURE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * What the benchmarks share: numbers that look random and are the same in every run, a clock, and
 * the figures of many measured times.
 */

/* SplitMix64 (G. L. Steele et al., "Fast splittable pseudorandom number generators", 2014). */
struct dice {
    uint64_t state;
};
uint32_t dice_throw(struct dice *dice, uint32_t sides); /* 0 to sides - 1; sides > 0 */

uint64_t clock_nanoseconds(void); /* monotonic */

enum { TURNS = 5 }; /* each thing is measured so often, and the median counts */

/* The median of the turns, which are sorted by it. */
uint64_t turns_median(uint64_t turns[static TURNS]);

/* Times in nanoseconds, each the median of its turns. */
struct times {
    uint64_t *list; /* owned */
    size_t count, room;
};
void times_add(struct times *times, uint64_t nanoseconds); /* ends the program without memory */
void times_release(struct times *times);

struct figures {
    uint64_t p50, p99, worst; /* nanoseconds; 0 where nothing was measured */
};
struct figures times_figures(struct times *times); /* sorts them */

/* "label  count  p50  p99  worst" in microseconds; label NULL: the heading. */
void figures_print(FILE *out, const char *label, size_t count, const struct figures *figures);

/* Bytes of this process in memory, after free memory was given back. */
size_t resident_bytes(void);

#endif
