/*
 * Does the character that a person means come first? Runs each query of judged lists against the
 * index, in scope all and by relevance, and finds the rank of the first expected character.
 *
 * A line of a list has two to four fields with tabs between: [group] query expected [origin]. Two
 * fields are the query and what is expected, and the group is the file. Expected characters have
 * spaces between, and any of them counts; those that cannot be seen are written as U+00A0. A query
 * for which "none" is expected is not measured.
 *
 * The index is built in memory from the installed sources, English only, so that a stale file is
 * never used. The program measures and prints; it does not know how the order is computed. An
 * invalid line of a list ends it, because a figure over half a list would be wrong.
 */

#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/search/search.h"
#include "tests/indexes/ready.h"

enum {
    DEPTH = 10, /* rows that a person reads */
    GROUPS_MAX = 128,
    EXPECTED_MAX = 24,
    FIELDS = 4,
    GROUP_WIDTH = 24,
    WRONG_CALL = 2,
};

static const char usage[] =
    "Usage: relevance [OPTION...] QUERIES.TSV...\n"
    "Prints how well judged lists of queries are answered: the mean reciprocal rank of the first\n"
    "expected character among the first ten rows, the share of queries that have it at the top,\n"
    "among the first three and among the ten, and the share whose likeliest character is at the\n"
    "top.\n"
    "\n"
    "      --misses          also every query whose expected character is not at the top, and\n"
    "                        what came first\n"
    "      --group NAME      that group only\n"
    "      --floor MRR,HIT   status 1 when MRR@10 or success@10 over all is less\n";

struct options {
    char **lists;
    size_t list_count;
    const char *group;   /* NULL: all */
    double mrr, success; /* floors */
    bool misses;
};

/* One acceptable answer, without U+FE0F. */
struct answer {
    size_t count;
    uint32_t points[SEQUENCE_MAX];
};

/* A line of the list. The strings point into the line, which is split in place. */
struct judgement {
    const char *group, *query;
    size_t count;
    struct answer expected[EXPECTED_MAX];
};

struct score {
    char *group; /* owned */
    unsigned queries, first, third, best, found;
    double reciprocal; /* sum of 1 / rank */
};

struct scores {
    size_t count;
    struct score groups[GROUPS_MAX];
    struct score all;
};

static void answer_add(struct answer *answer, uint32_t point)
{
    if (point != 0xFE0F && answer->count < SEQUENCE_MAX)
        answer->points[answer->count++] = point;
}

/* Parses "U+00A0", or the character or the sequence itself. */
static bool answer_parse(const char *text, struct answer *answer)
{
    size_t size = strlen(text), at = 0;
    char *end;

    *answer = (struct answer){.count = 0};
    if (size > 2 && text[0] == 'U' && text[1] == '+') {
        unsigned long point = strtoul(text + 2, &end, 16);

        answer->points[answer->count++] = (uint32_t)point;
        return *end == '\0' && point <= 0x10FFFF;
    }
    while (at < size) {
        int32_t point = utf8_next(text, size, &at);

        if (point < 0)
            return false;
        answer_add(answer, (uint32_t)point);
    }
    return answer->count > 0;
}

/* Splits the line at its tabs. `name` is the group of a line that has none. */
static bool judgement_parse(char *line, const char *name, struct judgement *judgement)
{
    char *fields[FIELDS] = {NULL}, *rest = line, *one;
    size_t count = 0;

    while (rest && count < FIELDS)
        fields[count++] = strsep(&rest, "\t");
    if (rest || count < 2)
        return false;
    judgement->group = count == 2 ? name : fields[0];
    judgement->query = fields[count == 2 ? 0 : 1];
    one = fields[count == 2 ? 1 : 2];
    for (judgement->count = 0; (rest = strsep(&one, " "));) {
        if (*rest == '\0' || judgement->count == EXPECTED_MAX)
            continue;
        if (!answer_parse(rest, &judgement->expected[judgement->count++]))
            return false;
    }
    return *judgement->group && *judgement->query && judgement->count > 0;
}

static bool answer_is(const struct answer *answer, const struct charindex *index, uint32_t document)
{
    struct answer shown = {0};
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(index, document, points);

    if (count == 1)
        shown = (struct answer){.count = 1, .points = {points[0]}};
    else
        for (size_t i = 0; i < count; i++)
            answer_add(&shown, points[i]);
    return shown.count == answer->count &&
           memcmp(shown.points, answer->points, shown.count * sizeof *shown.points) == 0;
}

/* The first documents of the result. Returns their number. */
static size_t first_page(const struct search *search, uint32_t page[static DEPTH])
{
    struct search_cursor cursor;
    size_t count = 0;
    uint32_t first;
    uint32_t neighbours;

    search_seek(search, 0, &cursor);
    while (count < DEPTH &&
           (neighbours = search_next(&cursor, (uint32_t)(DEPTH - count), &first)) > 0)
        for (uint32_t i = 0; i < neighbours; i++)
            page[count++] = first + i;
    return count;
}

static void print_points(const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("%sU+%04X", i > 0 ? " " : "", points[i]);
}

static void print_miss(const struct judgement *judgement, const struct search *search,
                       unsigned rank, const uint32_t *page, size_t count)
{
    printf("%s\t%s\tmeant ", judgement->group, judgement->query);
    print_points(judgement->expected[0].points, judgement->expected[0].count);
    if (rank > 0)
        printf("\trank %u", rank);
    else
        printf("\tnot among %u", search_total(search));
    if (search->suggestion)
        printf("\tread as '%s'", search->suggestion);
    if (count > 0) {
        uint32_t points[SEQUENCE_MAX];
        struct slice name = charindex_name(search->index, page[0]);

        fputs("\tfirst ", stdout);
        print_points(points, charindex_points(search->index, page[0], points));
        printf(" %.*s", (int)name.size, name.bytes);
    }
    putchar('\n');
}

static struct score *scores_group(struct scores *scores, const char *name)
{
    for (size_t i = 0; i < scores->count; i++)
        if (strcmp(scores->groups[i].group, name) == 0)
            return &scores->groups[i];
    if (scores->count == GROUPS_MAX)
        return NULL;
    scores->groups[scores->count].group = strdup(name);
    if (!scores->groups[scores->count].group)
        return NULL;
    return &scores->groups[scores->count++];
}

static void score_add(struct score *score, unsigned rank, bool best)
{
    score->queries++;
    score->best += best;
    score->first += rank == 1;
    score->third += rank > 0 && rank <= 3;
    score->found += rank > 0;
    if (rank > 0)
        score->reciprocal += 1.0 / rank;
}

static bool expects_none(const struct judgement *judgement)
{
    static const struct answer none = {.count = 4, .points = {'n', 'o', 'n', 'e'}};

    return judgement->count == 1 && memcmp(&judgement->expected[0], &none, sizeof none) == 0;
}

/* Runs one query and adds its result to the score. */
static int judge(struct charindex *index, const struct options *options,
                 const struct judgement *judgement, struct scores *scores)
{
    static const struct search_options asked = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct score *group = scores_group(scores, judgement->group);
    struct search search;
    struct query_error error;
    uint32_t page[DEPTH];
    size_t count;
    unsigned rank = 0;
    bool best;
    int outcome;

    if (!group)
        return -ENOMEM;
    outcome =
        search_open(&search, index, &asked, judgement->query, strlen(judgement->query), &error);
    if (outcome < 0)
        return outcome;
    if (outcome == SEARCH_BAD_QUERY) {
        printf("%s\t%s\tno query: column %zu: %s\n", judgement->group, judgement->query,
               error.column, error.message);
        score_add(group, 0, false);
        score_add(&scores->all, 0, false);
        return 0;
    }
    count = first_page(&search, page);
    for (unsigned row = 0; row < count && rank == 0; row++)
        for (size_t i = 0; i < judgement->count; i++)
            if (answer_is(&judgement->expected[i], index, page[row]))
                rank = row + 1;
    best = count > 0 && answer_is(&judgement->expected[0], index, page[0]);
    score_add(group, rank, best);
    score_add(&scores->all, rank, best);
    if (options->misses && rank != 1)
        print_miss(judgement, &search, rank, page, count);
    search_release(&search);
    return 0;
}

/* The group of a list's lines without one: "plural" of "lists/plural.tsv". For free(). */
static char *name_of(const char *list)
{
    const char *name = strrchr(list, '/');
    size_t size;

    name = name ? name + 1 : list;
    size = strcspn(name, ".");
    return strndup(name, size > 0 ? size : strlen(name));
}

static int judge_lines(struct charindex *index, const struct options *options, const char *path,
                       const char *name, FILE *list, struct scores *scores)
{
    char *line = NULL;
    size_t capacity = 0;
    unsigned number = 0;
    int outcome = 0;

    while (outcome == 0 && getline(&line, &capacity, list) >= 0) {
        struct judgement judgement;

        number++;
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "# ", 2) == 0 || strcmp(line, "#") == 0 || *line == '\0')
            continue;
        if (!judgement_parse(line, name, &judgement)) {
            fprintf(stderr,
                    "%s:%u: not a query and what is expected, or group, query, expected and "
                    "origin, with tabs between\n",
                    path, number);
            outcome = -EINVAL;
        } else if (expects_none(&judgement)) {
            continue;
        } else if (!options->group || strcmp(options->group, judgement.group) == 0) {
            outcome = judge(index, options, &judgement, scores);
        }
    }
    if (outcome == 0 && ferror(list))
        outcome = -EIO;
    free(line);
    return outcome;
}

static int judge_list(struct charindex *index, const struct options *options, const char *path,
                      struct scores *scores)
{
    FILE *list = fopen(path, "re");
    char *name = name_of(path);
    int outcome = list && name ? 0 : -errno;

    if (outcome < 0)
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
    else
        outcome = judge_lines(index, options, path, name, list, scores);
    free(name);
    if (list)
        fclose(list);
    return outcome;
}

static double share(unsigned part, unsigned total)
{
    return total > 0 ? (double)part / total : 0;
}

static double mean_rank(const struct score *score)
{
    return score->queries > 0 ? score->reciprocal / score->queries : 0;
}

static void print_score(const struct score *score, const char *name)
{
    printf("%-*.*s %7u %7.3f %10.3f %10.3f %10.3f %10.3f\n", GROUP_WIDTH, GROUP_WIDTH, name,
           score->queries, mean_rank(score), share(score->first, score->queries),
           share(score->third, score->queries), share(score->found, score->queries),
           share(score->best, score->queries));
}

static void print_scores(const struct scores *scores)
{
    printf("%-*s %7s %7s %10s %10s %10s %10s\n", GROUP_WIDTH, "group", "queries", "MRR@10",
           "success@1", "success@3", "success@10", "likeliest");
    for (size_t i = 0; i < scores->count; i++)
        print_score(&scores->groups[i], scores->groups[i].group);
    print_score(&scores->all, "all");
}

static bool options_parse(int argc, char **argv, struct options *options)
{
    static const struct option known[] = {{"misses", no_argument, NULL, 'm'},
                                          {"group", required_argument, NULL, 'g'},
                                          {"floor", required_argument, NULL, 'f'},
                                          {NULL, 0, NULL, 0}};
    int option;

    *options = (struct options){0};
    while ((option = getopt_long(argc, argv, "", known, NULL)) >= 0) {
        switch (option) {
        case 'm':
            options->misses = true;
            break;
        case 'g':
            options->group = optarg;
            break;
        case 'f':
            if (sscanf(optarg, "%lf,%lf", &options->mrr, &options->success) != 2)
                return false;
            break;
        default:
            return false;
        }
    }
    options->lists = argv + optind;
    options->list_count = (size_t)(argc - optind);
    return options->list_count > 0;
}

static int evaluate(const struct options *options, struct scores *scores)
{
    struct charindex *index = NULL;
    struct reason reason = {.text = "out of memory"};
    int outcome = ready_index(READY_ENGLISH, &index, &reason);

    if (outcome < 0)
        fprintf(stderr, "Cannot build the index: %s\n", reason.text);
    for (size_t i = 0; outcome == 0 && i < options->list_count; i++)
        outcome = judge_list(index, options, options->lists[i], scores);
    charindex_unref(index);
    return outcome;
}

int main(int argc, char **argv)
{
    struct options options;
    struct scores scores = {0};
    int status = EXIT_FAILURE;

    if (!options_parse(argc, argv, &options)) {
        fputs(usage, stderr);
        return WRONG_CALL;
    }
    if (evaluate(&options, &scores) == 0) {
        print_scores(&scores);
        status = scores.all.queries > 0 && mean_rank(&scores.all) >= options.mrr &&
                         share(scores.all.found, scores.all.queries) >= options.success
                     ? EXIT_SUCCESS
                     : EXIT_FAILURE;
        if (status != EXIT_SUCCESS)
            printf("Below the floor: MRR@10 %.2f, success@10 %.2f\n", options.mrr, options.success);
    }
    for (size_t i = 0; i < scores.count; i++)
        free(scores.groups[i].group);
    return status;
}
