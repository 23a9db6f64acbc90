/*
 * A kind of request whose steps take much longer than those of others has work that is not counted;
 * only turns with many steps say so, because every turn has costs of its own.
 */

#include "tests/bench/worst/costs.h"

#include <stdio.h>

#include "index/base/budget.h"
#include "tests/bench/worst/turns.h"

enum {
    REQUESTS = 8, /* of each kind */
    REPEATS = 7,  /* the fastest counts */
    STEPS_MIN = BUDGET_TURN_STEPS / 20,
};

/* Steps and time of the requests of one kind. */
struct sum {
    int64_t requests, steps, nanoseconds;
    double worst; /* milliseconds of a turn */
};

static void measure(const struct catalog *catalog, const struct request *request, struct sum *sum)
{
    struct turns_cost best, cost;

    turns_answer(catalog, request, TURNS_SPACE, &best, NULL);
    for (int i = 1; i < REPEATS; i++) {
        turns_answer(catalog, request, TURNS_SPACE, &cost, NULL);
        if (cost.all_nanoseconds < best.all_nanoseconds)
            best = cost;
    }
    sum->requests++;
    sum->steps += best.all_steps;
    sum->nanoseconds += best.all_nanoseconds;
    if ((double)best.nanoseconds / 1e6 > sum->worst)
        sum->worst = (double)best.nanoseconds / 1e6;
}

static double ratio(const struct sum *sum)
{
    return (double)sum->nanoseconds / (double)(sum->steps > 0 ? sum->steps : 1);
}

static void print_line(const struct request *request, const struct sum *sum)
{
    (void)printf("%-11s %-32s %9lld %8.1f %8.3f%s\n", surface_name(request->surface),
                 request->surface < SURFACE_BLOCKS ? request->family : "",
                 (long long)(sum->steps / sum->requests), ratio(sum), sum->worst,
                 sum->steps < sum->requests * STEPS_MIN ? "  few steps" : "");
}

void costs_report(const struct catalog *catalog, struct prng *prng)
{
    static struct request request;
    double low = 1e9, high = 0;

    (void)printf("%-11s %-32s %9s %8s %8s\n", "surface", "kind", "steps", "ns each", "ms, turn");
    for (size_t kind = 0; kind < request_kinds(); kind++) {
        struct sum sum = {.requests = 0};

        for (int i = 0; i < REQUESTS; i++) {
            request_make(&request, kind, catalog->index, prng);
            measure(catalog, &request, &sum);
        }
        print_line(&request, &sum);
        if (sum.steps < sum.requests * STEPS_MIN)
            continue;
        low = ratio(&sum) < low ? ratio(&sum) : low;
        high = ratio(&sum) > high ? ratio(&sum) : high;
    }
    (void)printf("a step takes %.1f to %.1f ns; a turn of %d steps at most %.3f ms\n", low, high,
                 (int)BUDGET_TURN_STEPS, high * BUDGET_TURN_STEPS / 1e6);
}
