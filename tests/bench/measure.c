/*
 * A clock, random numbers, and figures.
 */

#include "tests/bench/measure.h"

#include <assert.h>
#include <malloc.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

uint32_t prng_below(struct prng *prng, uint32_t sides)
{
    uint64_t mixed = prng->state += 0x9E3779B97F4A7C15u;

    assert(sides > 0);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    mixed ^= mixed >> 31;
    return (uint32_t)(mixed % sides);
}

uint64_t clock_nanoseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    const uint64_t *left = a;
    const uint64_t *right = b;

    return (*left > *right) - (*left < *right);
}

uint64_t turns_median(uint64_t turns[static TURNS])
{
    qsort(turns, TURNS, sizeof *turns, compare);
    return turns[TURNS / 2];
}

void times_add(struct times *times, uint64_t nanoseconds)
{
    if (times->count == times->capacity) {
        times->capacity = times->capacity > 0 ? times->capacity * 2 : 1024;
        times->list = reallocarray(times->list, times->capacity, sizeof *times->list);
        if (!times->list) {
            fputs("Out of memory\n", stderr);
            exit(EXIT_FAILURE);
        }
    }
    times->list[times->count++] = nanoseconds;
}

void times_release(struct times *times)
{
    free(times->list);
    *times = (struct times){0};
}

uint64_t percentile(const uint64_t *sorted, size_t count, unsigned permille)
{
    assert(permille > 0 && permille <= 1000);
    return count > 0 ? sorted[(count * permille + 999) / 1000 - 1] : 0;
}

struct figures times_figures(struct times *times)
{
    if (times->count == 0)
        return (struct figures){0};
    qsort(times->list, times->count, sizeof *times->list, compare);
    return (struct figures){
        .p50 = percentile(times->list, times->count, 500),
        .p99 = percentile(times->list, times->count, 990),
        .worst = percentile(times->list, times->count, 1000),
    };
}

void figures_print(FILE *out, const char *label, size_t count, const struct figures *figures)
{
    if (!label) {
        fprintf(out, "%-28s %8s %10s %10s %10s\n", "microseconds", "count", "p50", "p99", "worst");
        return;
    }
    fprintf(out, "%-28s %8zu %10.2f %10.2f %10.2f\n", label, count, (double)figures->p50 / 1000,
            (double)figures->p99 / 1000, (double)figures->worst / 1000);
}

void figures_json(FILE *out, const char *name, const struct figures turns[static TURNS])
{
    static const char *const names[] = {"p50", "p99", "worst"};

    fprintf(out, "\"%s\": {", name);
    for (unsigned figure = 0; figure < 3; figure++) {
        fprintf(out, "%s\"%s\": [", figure > 0 ? ", " : "", names[figure]);
        for (unsigned turn = 0; turn < TURNS; turn++) {
            const uint64_t values[] = {turns[turn].p50, turns[turn].p99, turns[turn].worst};

            fprintf(out, "%s%.3f", turn > 0 ? ", " : "", (double)values[figure] / 1000);
        }
        fputs("]", out);
    }
    fputs("}", out);
}

size_t resident_bytes(void)
{
    FILE *statm = fopen("/proc/self/statm", "re");
    size_t pages = 0;

    malloc_trim(0);
    if (statm) {
        if (fscanf(statm, "%*u %zu", &pages) != 1)
            pages = 0;
        fclose(statm);
    }
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}
