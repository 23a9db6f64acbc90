/*
 * Searches for the most expensive request: it climbs from random requests to others that take more
 * steps, by adding, dropping and changing clauses and parameters.
 *
 *     bench-worst [--tries N] [--seed N] [--time] [--languages all] [--state-dir DIR]
 *
 * Each try is answered twice: by the engine, whose steps are compared with the allowances of
 * budget.h, and by HTTP's answers without a socket, whose CPU time is measured for each turn (the
 * reply, or one slice of a stream). With --time the time of a turn leads the climb instead of the
 * steps. The program fails where a stage took more steps than its allowance and one more piece of
 * work; it never fails because of time.
 */

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "index/base/buffer.h"
#include "index/builder/build.h"
#include "index/file/store.h"
#include "index/present/row.h"
#include "index/search/rank/explain.h"
#include "index/search/search.h"
#include "server/answers/http/api.h"
#include "tests/bench/measure.h"

enum {
    PIECES_MAX = 512,
    PIECE_SIZE = 64,
    CLIMB = 400,    /* tries from one random request */
    PAGE_MAX = 100, /* rows of a page; more are a stream */
    STREAM_ROWS = 400,
    REPEATS = 5, /* measurements of a record */
    SLICE = 32 * 1024,
};

enum route { SEARCH, ARRAY, PAGE, SUGGEST, INSPECT, ROUTES };

struct request {
    enum route route;
    size_t count;
    char pieces[PIECES_MAX][PIECE_SIZE];
    char separators[PIECES_MAX]; /* before each piece: ' ', '|' or '-' */
    bool name, by_code_point, unfold, facets;
    unsigned limit; /* 1 to 1000 */
};

/* What a request has cost. */
struct costs {
    int64_t stages[BUDGET_STAGES]; /* steps of the first turn; of any turn for BUDGET_EXPLAIN */
    int64_t steps;                 /* their sum */
    uint64_t nanoseconds;          /* CPU time of the longest turn */
    unsigned turns, status;
};

struct hunt {
    struct catalog catalog;
    struct prng prng;
    bool by_time;
};

static struct api_reply reply;

__attribute__((noreturn)) static void fail(const char *what)
{
    (void)fprintf(stderr, "bench-worst: %s\n", what);
    exit(EXIT_FAILURE);
}

/*
 * Requests.
 */

/* Some bytes of a term that are whole characters. */
static size_t random_term(struct hunt *hunt, size_t most, char out[static PIECE_SIZE])
{
    const struct charindex *index = hunt->catalog.index;
    struct slice text = charindex_term_text(index, prng_below(&hunt->prng, charindex_terms(index)));
    size_t size = text.size < most ? text.size : most;

    while (size < text.size && size > 0 && ((unsigned char)text.bytes[size] & 0xC0) == 0x80)
        size--;
    memcpy(out, text.bytes, size);
    out[size] = '\0';
    return size;
}

static void random_piece(struct hunt *hunt, char out[static PIECE_SIZE])
{
    static const char *const others[] = {"_",
                                         "q",
                                         "\u2600",
                                         "gc:L",
                                         "script:Latin",
                                         "age:>=5",
                                         "block:CJK",
                                         "U+0..U+10FFFF",
                                         "\"small letter\"",
                                         "a*",
                                         "s*",
                                         "emoji:yes"};
    enum { OTHERS = sizeof others / sizeof *others };
    char term[PIECE_SIZE];

    (void)random_term(hunt, 1 + prng_below(&hunt->prng, 24), term);
    switch (prng_below(&hunt->prng, 7)) {
    case 0:
        (void)snprintf(out, PIECE_SIZE, "%.40s*", term);
        break;
    case 1:
        (void)snprintf(out, PIECE_SIZE, "keyword:%.40s", term);
        break;
    case 2: /* a misspelt word */
        (void)snprintf(out, PIECE_SIZE, "%.30sx%c", term, 'a' + prng_below(&hunt->prng, 26));
        break;
    case 3:
        (void)snprintf(out, PIECE_SIZE, "%s", others[prng_below(&hunt->prng, OTHERS)]);
        break;
    case 4:
        (void)random_term(hunt, 2, out);
        break;
    default:
        memcpy(out, term, sizeof term);
        break;
    }
}

static void add_piece(struct hunt *hunt, struct request *request)
{
    static const char separators[] = "|||  -";

    if (request->count == PIECES_MAX)
        return;
    random_piece(hunt, request->pieces[request->count]);
    request->separators[request->count++] =
        separators[prng_below(&hunt->prng, sizeof separators - 1)];
}

static void change_parameters(struct hunt *hunt, struct request *request)
{
    static const unsigned limits[] = {10, 50, 100, 1000};

    request->name = prng_below(&hunt->prng, 4) == 0;
    request->by_code_point = prng_below(&hunt->prng, 4) == 0;
    request->unfold = prng_below(&hunt->prng, 2) == 0;
    request->facets = prng_below(&hunt->prng, 2) == 0;
    request->limit = limits[prng_below(&hunt->prng, 4)];
    request->route =
        prng_below(&hunt->prng, 2) == 0 ? (enum route)prng_below(&hunt->prng, ROUTES) : SEARCH;
}

static void mutate(struct hunt *hunt, struct request *request)
{
    uint32_t at = prng_below(&hunt->prng, (uint32_t)request->count), more;

    switch (prng_below(&hunt->prng, 7)) {
    case 0:
        change_parameters(hunt, request);
        break;
    case 1: /* the last piece takes the place of another one */
        if (request->count > 1)
            memcpy(request->pieces[at], request->pieces[--request->count], PIECE_SIZE);
        break;
    case 2:
        random_piece(hunt, request->pieces[at]);
        break;
    case 3:
        request->separators[at] = "| -"[prng_below(&hunt->prng, 3)];
        break;
    case 4: /* alternatives only */
        memset(request->separators, '|', sizeof request->separators);
        break;
    default:
        for (more = 1 + prng_below(&hunt->prng, 40); more > 0; more--)
            add_piece(hunt, request);
        break;
    }
}

static void make_random(struct hunt *hunt, struct request *request)
{
    request->count = 0;
    add_piece(hunt, request);
    change_parameters(hunt, request);
}

/* The query, without the pieces that it is too long for. */
static size_t write_query(const struct request *request, char out[static QUERY_MAX_SIZE + 1])
{
    size_t size = 0;

    for (size_t i = 0; i < request->count; i++) {
        size_t more = strlen(request->pieces[i]);
        char separator = request->separators[i];

        if (size + more + 2 > QUERY_MAX_SIZE)
            break;
        if (i > 0)
            out[size++] = separator == '-' ? ' ' : separator;
        if (separator == '-')
            out[size++] = '-';
        memcpy(out + size, request->pieces[i], more);
        size += more;
    }
    out[size] = '\0';
    return size;
}

static void write_target(const struct request *request, struct buffer *target)
{
    static const char *const routes[ROUTES] = {[SEARCH] = "/api/v1/search?q=",
                                               [ARRAY] = "/search?q=",
                                               [PAGE] = "/?query=",
                                               [SUGGEST] = "/api/v1/suggest?q=",
                                               [INSPECT] = "/api/v1/inspect?text="};
    char query[QUERY_MAX_SIZE + 1];
    size_t size = write_query(request, query);

    target->size = 0;
    buffer_append_text(target, routes[request->route]);
    for (size_t i = 0; i < size; i++) {
        buffer_append_text(target, "%");
        buffer_append_hex(target, (unsigned char)query[i], 2);
    }
    if (request->route == SEARCH) {
        buffer_append_format(target, "&limit=%u&scope=%s&sort=%s", request->limit,
                             request->name ? "name" : "all",
                             request->by_code_point ? "codepoint" : "relevance");
        buffer_append_text(target, request->unfold ? "&variants=show" : "");
        buffer_append_text(target, request->facets ? "&facets=block,category,script,age" : "");
    }
    if (target->failed)
        fail("out of memory");
}

/*
 * Costs.
 */

/* Rows as a page or the slices of a stream show them. */
static void explain_rows(const struct request *request, const struct search *search,
                         struct costs *costs)
{
    uint32_t most = request->limit < STREAM_ROWS ? request->limit : STREAM_ROWS, document;
    struct budget budget = search->budget;
    struct buffer out = BUFFER_INIT;
    struct search_cursor cursor;

    search_seek(search, 0, &cursor);
    for (uint32_t row = 0; row < most && search_next(&cursor, 1, &document) > 0; row++) {
        int64_t spent;

        if (request->limit > PAGE_MAX && !explain_affordable(&budget))
            budget = (struct budget)BUDGET_INIT;
        out.size = 0;
        row_json(&out, search, document, ROW_FULL, &budget);
        spent = budget_spent(&budget, BUDGET_EXPLAIN);
        if (spent > costs->stages[BUDGET_EXPLAIN])
            costs->stages[BUDGET_EXPLAIN] = spent;
    }
    buffer_release(&out);
}

static void count_steps(struct hunt *hunt, const struct request *request, struct costs *costs)
{
    const struct search_options options = {
        .scope = request->name ? SCOPE_NAME : SCOPE_ALL,
        .sort = request->by_code_point ? SORT_CODE_POINT : SORT_RELEVANCE,
        .unfold = request->unfold,
    };
    char query[QUERY_MAX_SIZE + 1];
    size_t size = write_query(request, query);
    struct query_error error;
    struct search search;
    int r = search_open(&search, hunt->catalog.index, &options, query, size, &error);

    if (r < 0)
        fail("out of memory");
    for (enum budget_stage stage = 0; stage < BUDGET_STAGES; stage++)
        costs->stages[stage] = budget_spent(&search.budget, stage);
    if (r == SEARCH_OK) {
        explain_rows(request, &search, costs);
        search_release(&search);
    }
    for (enum budget_stage stage = 0; stage < BUDGET_STAGES; stage++)
        costs->steps += costs->stages[stage];
}

static uint64_t cpu_nanoseconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void end_turn(struct costs *costs, uint64_t begin)
{
    uint64_t taken = cpu_nanoseconds() - begin;

    costs->turns++;
    if (taken > costs->nanoseconds)
        costs->nanoseconds = taken;
}

static void measure_turns(struct hunt *hunt, const struct buffer *target, struct costs *costs)
{
    static char slice[SLICE];
    struct api_request request = {.method = API_GET,
                                  .target = target->bytes,
                                  .target_size = target->size,
                                  .accept_encoding = "gzip"};
    uint64_t begin = cpu_nanoseconds();
    size_t size = 1;

    api_answer(&hunt->catalog, &request, &reply);
    end_turn(costs, begin);
    costs->status = reply.status;
    while (reply.stream && size > 0 && costs->turns < STREAM_ROWS) {
        begin = cpu_nanoseconds();
        size = reply.stream->read(reply.stream, slice, sizeof slice);
        end_turn(costs, begin);
    }
    api_reply_release(&reply);
}

/* What seems to take longer than anything so far (`high`) is measured again: it may have been
 * interrupted. */
static struct costs try_request(struct hunt *hunt, const struct request *request, uint64_t high)
{
    struct costs costs = {.steps = 0};
    struct buffer target = BUFFER_INIT;
    uint64_t least = UINT64_MAX;

    write_target(request, &target);
    count_steps(hunt, request, &costs);
    for (unsigned i = 0; i < REPEATS && least > high; i++) {
        costs.turns = 0;
        costs.nanoseconds = 0;
        measure_turns(hunt, &target, &costs);
        least = costs.nanoseconds < least ? costs.nanoseconds : least;
    }
    costs.nanoseconds = least;
    buffer_release(&target);
    return costs;
}

/* The most forms that replace a word of a query that finds nothing, see relax.h. */
enum { FORMS_MAX = 8 };

/* A stage may overdraw by the longest piece of work that is not interrupted: every clause at every word
 * of a text. */
static bool is_bounded(const struct request *request, const struct costs *costs)
{
    static const struct budget full = BUDGET_INIT;
    int64_t overdraft =
        (int64_t)(SCORE_WORDS_MAX + 4) * ((int64_t)request->count * (1 + FORMS_MAX) + 4);

    for (enum budget_stage stage = 0; stage < BUDGET_STAGES; stage++)
        if (costs->stages[stage] > full.left[stage] + overdraft)
            return false;
    return true;
}

static void print(const char *label, const struct request *request, const struct costs *costs)
{
    struct buffer target = BUFFER_INIT;
    char query[QUERY_MAX_SIZE + 1];

    write_target(request, &target);
    (void)write_query(request, query);
    (void)printf("%s: %lld steps (", label, (long long)costs->steps);
    for (enum budget_stage stage = 0; stage < BUDGET_STAGES; stage++)
        (void)printf("%s%s %lld", stage > 0 ? ", " : "", budget_stage_name(stage),
                     (long long)costs->stages[stage]);
    (void)printf("), %.3f ms in the longest of %u turns, status %u\n  %s\n  %.*s\n",
                 (double)costs->nanoseconds / 1e6, costs->turns, costs->status, query,
                 (int)target.size, target.bytes);
    buffer_release(&target);
}

/*
 * The climb.
 */

/* The most expensive requests so far. */
struct record {
    struct request steps_request, time_request;
    struct costs steps, time;
};

static void note(struct record *record, const struct request *request, const struct costs *costs)
{
    if (costs->steps > record->steps.steps) {
        record->steps = *costs;
        record->steps_request = *request;
    }
    if (costs->nanoseconds > record->time.nanoseconds) {
        record->time = *costs;
        record->time_request = *request;
    }
}

static bool is_higher(const struct hunt *hunt, const struct costs *a, const struct costs *b)
{
    return hunt->by_time ? a->nanoseconds >= b->nanoseconds : a->steps >= b->steps;
}

/* Returns whether every request was within its bounds. */
static bool climb(struct hunt *hunt, unsigned tries, struct record *record)
{
    static struct request best, next;
    struct costs high = {.steps = 0};

    for (unsigned i = 0; i < tries; i++) {
        struct costs costs;

        if (i % CLIMB == 0) {
            make_random(hunt, &next);
            high = (struct costs){.steps = 0};
        } else {
            next = best;
            for (uint32_t more = 1 + prng_below(&hunt->prng, 3); more > 0; more--)
                mutate(hunt, &next);
        }
        costs = try_request(hunt, &next, record->time.nanoseconds);
        note(record, &next, &costs);
        if (!is_bounded(&next, &costs)) {
            print("Over its bound", &next, &costs);
            return false;
        }
        if (is_higher(hunt, &costs, &high)) {
            best = next;
            high = costs;
        }
    }
    return true;
}

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

    if (directory ? store_load(directory, &options, true, &index, &reason) != STORE_OK
                  : build_index(&options, go_on, NULL, &index, &reason) < 0)
        fail(reason.text);
    return index;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"tries", required_argument, NULL, 'n'},
        {"seed", required_argument, NULL, 's'},
        {"time", no_argument, NULL, 't'},
        {"languages", required_argument, NULL, 'l'},
        {"state-dir", required_argument, NULL, 'd'},
        {NULL, 0, NULL, 0},
    };
    static struct record record;
    struct hunt hunt = {.catalog = {.state = CATALOG_READY, .progress = 100}};
    const char *languages = "en", *directory = NULL;
    unsigned long tries = 100000;
    bool bounded;
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
        case 'l':
            languages = optarg;
            break;
        case 'd':
            directory = optarg;
            break;
        default:
            return EXIT_FAILURE;
        }
    hunt.catalog.index = make_index(languages, directory);
    bounded = climb(&hunt, (unsigned)tries, &record);
    print("Most steps", &record.steps_request, &record.steps);
    print("Most CPU time", &record.time_request, &record.time);
    charindex_unref(hunt.catalog.index);
    return bounded ? EXIT_SUCCESS : EXIT_FAILURE;
}
