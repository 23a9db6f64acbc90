#ifndef CHARFINDER_TESTS_BENCH_MEASURE_H
#define CHARFINDER_TESTS_BENCH_MEASURE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * What the benchmarks share: pseudorandom numbers that are the same in every run, a clock, and
 * statistics of measured times. Not thread-safe.
 */

/* SplitMix64 (G. L. Steele et al., "Fast splittable pseudorandom number generators", 2014). */
struct prng {
    uint64_t state;
};
uint32_t prng_below(struct prng *prng, uint32_t sides); /* 0 to sides - 1; sides > 0 */

uint64_t clock_nanoseconds(void); /* monotonic */

enum { TURNS = 5 }; /* each item is measured this many times, and the median counts */

/* The median of the turns. Sorts them. */
uint64_t turns_median(uint64_t turns[static TURNS]);

/* Times in nanoseconds, each the median of its turns. */
struct times {
    uint64_t *list; /* owned */
    size_t count, capacity;
};
void times_add(struct times *times, uint64_t nanoseconds); /* exits without memory */
void times_release(struct times *times);

/* The smallest time that at least so many of 1,000 times do not exceed (nearest rank): a time that was
 * measured, never an interpolation. `sorted` is ascending; permille is 1 to 1000. 0 where count is 0. */
uint64_t percentile(const uint64_t *sorted, size_t count, unsigned permille);

struct figures {
    uint64_t p50, p99, worst; /* nanoseconds; 0 where nothing was measured */
};
struct figures times_figures(struct times *times); /* sorts them */

/* "label  count  p50  p99  worst" in microseconds; label NULL: the heading. */
void figures_print(FILE *out, const char *label, size_t count, const struct figures *figures);

/* "name": {"p50": […], "p99": […], "worst": […]}, a member of a JSON object: microseconds of each turn. */
void figures_json(FILE *out, const char *name, const struct figures turns[static TURNS]);

/* Resident bytes of this process, after unused memory was returned to the system. */
size_t resident_bytes(void);

#endif
