/*
 * Searches for the most expensive request: it climbs from random requests to others that take more
 * steps in one turn, by adding, dropping and changing clauses and parameters.
 *
 *     bench-worst [--tries N] [--seed N] [--time] [--surface NAME] [--languages all]
 *                 [--state-dir DIR] [--same N] [--costs]
 *
 * Requests are of every surface, or of the one named, and are answered turn by turn without a
 * socket. With --time the CPU time of a turn leads the climb instead of its steps; what seems to
 * take longest is measured again, because it may have been interrupted. The program reports the
 * most expensive turn of each surface, and how much CPU time a step took. It fails where a turn takes
 * more than BUDGET_TURN_STEPS; it never fails because of time.
 *
 * --same N answers N requests in several ways: with and without cached results, in another order, in
 * short slices. The program fails where the bytes differ. --costs compares steps with CPU time, for
 * each kind of request. With either, it climbs only if --tries is given.
 */

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/budget.h"
#include "index/builder/build.h"
#include "index/file/store.h"
#include "index/present/row_cache.h"
#include "index/search/search_cache.h"
#include "server/base/limits.h"
#include "tests/bench/worst/costs.h"
#include "tests/bench/worst/turns.h"

enum {
    TRIES = 100000, /* unless an option says otherwise */
    SHOWN = 200,    /* bytes of a text */
    REPEATS = 9,    /* measurements of a record */
    CONFIRM = 40,   /* of what the report shows */
};

struct hunt {
    struct catalog catalog;
    struct prng prng;
    bool by_time;
    int surface; /* -1: any */
};

/* The most expensive requests of a surface so far. */
struct record {
    struct request steps_request, time_request;
    struct turns_cost steps, time;
    int64_t all_steps, all_nanoseconds, tries;
};

static struct record records[SURFACES];

__attribute__((noreturn)) static void fail(const char *what)
{
    (void)fprintf(stderr, "bench-worst: %s\n", what);
    exit(EXIT_FAILURE);
}

/* Measures again what seems to take longer than anything so far. */
static struct turns_cost try_request(const struct hunt *hunt, const struct request *request)
{
    struct turns_cost cost, again;

    turns_answer(&hunt->catalog, request, TURNS_SPACE, &cost, NULL);
    for (unsigned i = 1;
         i < REPEATS && cost.nanoseconds > records[request->surface].time.nanoseconds; i++) {
        turns_answer(&hunt->catalog, request, TURNS_SPACE, &again, NULL);
        if (again.nanoseconds < cost.nanoseconds)
            cost = again;
    }
    return cost;
}

static void print_request(const char *label, const struct request *request,
                          const struct turns_cost *cost)
{
    char text[REQUEST_TEXT_SIZE + 1];

    (void)request_text(request, text);
    (void)printf("  %s, %s: %lld steps, %.3f ms, %u turns, status %u, from %s\n    %.*s\n", label,
                 surface_name(request->surface), (long long)cost->steps,
                 (double)cost->nanoseconds / 1e6, cost->turns, cost->status, request->family, SHOWN,
                 text);
    (void)printf("    scope %s, sort %s, %s, limit %u, offset %u, format %u, json %d, facets %d\n",
                 search_scope_name(request->scope), search_sort_name(request->sort),
                 request->unfold ? "unfolded" : "folded", request->limit, request->offset,
                 request->format, request->json, request->facets);
}

/* The CPU time of what took longest, measured so often that interruptions do not count. */
static void confirm(const struct hunt *hunt, struct record *record)
{
    struct turns_cost cost;

    for (int i = 0; i < CONFIRM; i++) {
        turns_answer(&hunt->catalog, &record->time_request, TURNS_SPACE, &cost, NULL);
        if (cost.nanoseconds < record->time.nanoseconds)
            record->time = cost;
    }
}

static void report(const struct hunt *hunt)
{
    (void)printf("%-11s %8s %15s %12s %10s\n", "surface", "tries", "steps of turn", "ms of turn",
                 "ns a step");
    for (enum surface surface = 0; surface < SURFACES; surface++) {
        struct record *record = &records[surface];

        if (record->tries == 0)
            continue;
        confirm(hunt, record);
        (void)printf("%-11s %8lld %8lld %5.1f%% %12.3f %10.1f\n", surface_name(surface),
                     (long long)record->tries, (long long)record->steps.steps,
                     100.0 * (double)record->steps.steps / BUDGET_TURN_STEPS,
                     (double)record->time.nanoseconds / 1e6,
                     (double)record->all_nanoseconds /
                         (double)(record->all_steps > 0 ? record->all_steps : 1));
    }
    for (enum surface surface = 0; surface < SURFACES; surface++) {
        if (records[surface].tries == 0)
            continue;
        (void)printf("%s\n", surface_name(surface));
        print_request("most steps", &records[surface].steps_request, &records[surface].steps);
        print_request("most CPU time", &records[surface].time_request, &records[surface].time);
    }
}

/*
 * The climb.
 */

static void note(const struct request *request, const struct turns_cost *cost)
{
    struct record *record = &records[request->surface];

    record->tries++;
    record->all_steps += cost->all_steps;
    record->all_nanoseconds += cost->all_nanoseconds;
    if (cost->steps >= record->steps.steps) {
        record->steps = *cost;
        record->steps_request = *request;
    }
    if (cost->nanoseconds > record->time.nanoseconds) {
        record->time = *cost;
        record->time_request = *request;
    }
}

static bool is_higher(const struct hunt *hunt, const struct turns_cost *a,
                      const struct turns_cost *b)
{
    return hunt->by_time ? a->nanoseconds >= b->nanoseconds : a->steps >= b->steps;
}

static void begin_request(struct hunt *hunt, size_t kind, struct request *request)
{
    request_make(request, kind % request_kinds(), hunt->catalog.index, &hunt->prng);
    if (hunt->surface >= 0)
        request->surface = (enum surface)hunt->surface;
}

/* Climbs from one request. Returns whether every turn was within its bound. */
static bool climb(struct hunt *hunt, size_t kind, unsigned long tries)
{
    static struct request best, next;
    struct turns_cost high = {.steps = 0};

    begin_request(hunt, kind, &best);
    for (unsigned long i = 0; i < tries; i++) {
        struct turns_cost cost;

        next = best;
        if (i > 0)
            request_mutate(&next, hunt->catalog.index, &hunt->prng);
        cost = try_request(hunt, &next);
        note(&next, &cost);
        if (cost.steps > BUDGET_TURN_STEPS) {
            print_request("over its bound", &next, &cost);
            return false;
        }
        if (i == 0 || is_higher(hunt, &cost, &high)) {
            best = next;
            high = cost;
        }
    }
    return true;
}

/* Climbs from requests of every kind. */
static bool climb_all(struct hunt *hunt, unsigned long tries)
{
    unsigned long each = tries / request_kinds() + 1;
    size_t kind = 0;
    bool bounded = true;

    for (; bounded && tries > 0; tries -= each < tries ? each : tries)
        bounded = climb(hunt, kind++, each < tries ? each : tries);
    return bounded;
}

/*
 * The same bytes.
 */

/* A way to answer all requests: the order of them, and the space of a slice. */
struct pass {
    const char *label;
    size_t stride, space;
    bool cached; /* results are kept, and those of the passes before are there */
};

static const struct pass passes[] = {
    {"without a cache", 1, TURNS_SPACE, false},
    {"with an empty cache", 1, TURNS_SPACE, true},
    {"in another order, with a full cache", 7, 3000, true},
    {"in short slices", 1, 1000, false},
};
enum { PASSES = sizeof passes / sizeof *passes };

static struct buffer *answer_all(struct hunt *hunt, const struct request *requests, size_t count,
                                 const struct pass *pass, struct search_cache *cache,
                                 struct row_cache *rows)
{
    struct buffer *transcripts = calloc(count, sizeof *transcripts);

    if (!transcripts)
        fail("out of memory");
    hunt->catalog.searches = pass->cached ? cache : NULL;
    hunt->catalog.rows = pass->cached ? rows : NULL;
    for (size_t i = 0, at = 0; i < count; i++, at = (at + pass->stride) % count) {
        struct turns_cost cost;

        turns_answer(&hunt->catalog, &requests[at], pass->space, &cost, &transcripts[at]);
        if (transcripts[at].failed)
            fail("out of memory");
    }
    return transcripts;
}

static bool transcripts_equal(const struct buffer *a, const struct buffer *b)
{
    return a->size == b->size && (a->size == 0 || memcmp(a->bytes, b->bytes, a->size) == 0);
}

static void release_all(struct buffer *transcripts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_release(&transcripts[i]);
    free(transcripts);
}

/* Answers a few requests in all ways. Returns whether their bytes are the same. */
static bool stay_the_same(struct hunt *hunt, const struct request *requests, size_t count,
                          struct search_cache *cache, struct row_cache *rows)
{
    struct buffer *first = answer_all(hunt, requests, count, &passes[0], cache, rows), *other;
    bool same = true;

    for (size_t pass = 1; same && pass < PASSES; pass++) {
        other = answer_all(hunt, requests, count, &passes[pass], cache, rows);
        for (size_t i = 0; same && i < count; i++) {
            same = transcripts_equal(&first[i], &other[i]);
            if (!same)
                print_request(passes[pass].label, &requests[i], &(struct turns_cost){.turns = 0});
        }
        release_all(other, count);
    }
    release_all(first, count);
    return same;
}

enum { AT_ONCE = 50 }; /* requests in memory; not a multiple of a stride */

static bool stay_all_the_same(struct hunt *hunt, size_t count)
{
    static struct request requests[AT_ONCE];
    struct search_cache *cache = search_cache_new(LIMIT_SEARCHES);
    struct row_cache *rows = row_cache_new((size_t)64 * ROW_CACHE_PLACE);
    bool same = true;

    if (!cache || !rows)
        fail("out of memory");
    for (size_t done = 0; same && done < count; done += AT_ONCE) {
        for (size_t i = 0; i < AT_ONCE; i++) /* kinds are visited in an order that mixes them */
            begin_request(hunt, (done + i) * 101, &requests[i]);
        same = stay_the_same(hunt, requests, AT_ONCE, cache, rows);
    }
    (void)printf("%zu requests in %d ways, %llu results from the cache: %s\n", count, (int)PASSES,
                 (unsigned long long)search_cache_hits(cache),
                 same ? "the same bytes" : "other bytes");
    hunt->catalog.searches = NULL;
    hunt->catalog.rows = NULL;
    search_cache_free(cache);
    row_cache_free(rows);
    return same;
}

/*
 * The program.
 */

static bool go_on(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

static struct charindex *make_index(const char *languages, const char *directory)
{
    const char *list[] = {languages};
    const struct sources_options options = {.directory = "/usr/share",
                                            .languages = list,
                                            .language_count = 1,
                                            .all_languages = strcmp(languages, "all") == 0};
    struct charindex *index;
    struct reason reason = {.text = "out of memory"};

    if (directory ? store_find(directory, &options, NULL, &index, &reason) != STORE_OK
                  : build_index(&options, go_on, NULL, &index, &reason) < 0)
        fail(reason.text);
    return index;
}

static int surface_of(const char *name)
{
    for (int surface = 0; surface < SURFACES; surface++)
        if (strcmp(name, surface_name((enum surface)surface)) == 0)
            return surface;
    fail("no such surface");
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"tries", required_argument, NULL, 'n'},
        {"seed", required_argument, NULL, 's'},
        {"time", no_argument, NULL, 't'},
        {"surface", required_argument, NULL, 'f'},
        {"languages", required_argument, NULL, 'l'},
        {"state-dir", required_argument, NULL, 'd'},
        {"same", required_argument, NULL, 'e'},
        {"costs", no_argument, NULL, 'c'},
        {NULL, 0, NULL, 0},
    };
    struct hunt hunt = {.catalog = {.state = CATALOG_READY, .progress = 100}, .surface = -1};
    const char *languages = "en", *directory = NULL;
    unsigned long tries = ULONG_MAX, same = 0;
    bool good = true, costs = false;
    int option;

    hunt.prng.state = 1;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
        switch (option) {
        case 'n':
            tries = strtoul(optarg, NULL, 10);
            break;
        case 's':
            hunt.prng.state = strtoul(optarg, NULL, 10);
            break;
        case 't':
            hunt.by_time = true;
            break;
        case 'f':
            hunt.surface = surface_of(optarg);
            break;
        case 'l':
            languages = optarg;
            break;
        case 'd':
            directory = optarg;
            break;
        case 'c':
            costs = true;
            break;
        case 'e':
            same = strtoul(optarg, NULL, 10);
            break;
        default:
            return EXIT_FAILURE;
        }
    hunt.catalog.index = make_index(languages, directory);
    if (costs)
        costs_report(&hunt.catalog, &hunt.prng);
    if (same > 0)
        good = stay_all_the_same(&hunt, same);
    if (tries == ULONG_MAX)
        tries = same > 0 || costs ? 0 : TRIES;
    if (good && tries > 0) {
        good = climb_all(&hunt, tries);
        report(&hunt);
    }
    charindex_unref(hunt.catalog.index);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
