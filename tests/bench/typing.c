/*
 * How long the engine takes for what people type: each line of a file is a query as it stands after one
 * more letter, searched as the page does it (every text, by relevance), from its text to the first page
 * of 50 rows and the total.
 *
 * The lines are asked in their order, one after another, five times over; nothing is kept from one query
 * for the next, so each of them is one that was never asked before. What counts is each of those turns:
 * its median, its 99th percentile and its worst query.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/first_page.h"
#include "tests/bench/measure.h"

enum { WRONG_CALL = 2, LINES_MAX = 1 << 17, SLOWEST = 5 };

struct line {
    char *text;
    size_t size;
    uint32_t total;
    uint64_t turns[TURNS];
};

struct lines {
    struct line *list; /* owned */
    size_t count;
};

static void lines_read(struct lines *lines, const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = NULL;
    size_t capacity = 0;

    lines->list = calloc(LINES_MAX, sizeof *lines->list);
    if (!file || !lines->list) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(EXIT_FAILURE);
    }
    while (lines->count < LINES_MAX && getline(&text, &capacity, file) > 0) {
        text[strcspn(text, "\n")] = '\0';
        lines->list[lines->count++] = (struct line){.text = text, .size = strlen(text)};
        text = NULL;
    }
    free(text);
    (void)fclose(file);
}

static void lines_release(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->list[i].text);
    free(lines->list);
}

static struct figures ask_all(struct lines *lines, struct charindex *index, unsigned turn)
{
    const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct times times = {0};
    struct figures figures;

    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->list[i];

        line->turns[turn] = first_page(index, &options, line->text, line->size, &line->total);
        times_add(&times, line->turns[turn]);
    }
    figures = times_figures(&times);
    times_release(&times);
    return figures;
}

/* The slowest first, by the median of their turns, which is where turns_median() leaves it. */
static int by_time(const void *a, const void *b)
{
    const struct line *left = a;
    const struct line *right = b;

    return (left->turns[TURNS / 2] < right->turns[TURNS / 2]) -
           (left->turns[TURNS / 2] > right->turns[TURNS / 2]);
}

static void print_slowest(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        (void)turns_median(lines->list[i].turns);
    qsort(lines->list, lines->count, sizeof *lines->list, by_time);
    puts("the slowest, by the median of their turns:");
    for (size_t i = 0; i < lines->count && i < SLOWEST; i++)
        printf("%10.2f µs  %7u found  %.60s\n", (double)lines->list[i].turns[TURNS / 2] / 1000,
               lines->list[i].total, lines->list[i].text);
}

static bool json_write(const char *path, const struct figures turns[static TURNS])
{
    FILE *out = fopen(path, "we");

    if (!out) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return false;
    }
    fputs("{", out);
    figures_json(out, "typing", turns);
    fputs("}\n", out);
    return fclose(out) == 0;
}

int main(int argc, char **argv)
{
    struct figures turns[TURNS];
    struct lines lines = {0};
    struct charindex *index;
    bool ok = true;

    if (argc != 2 && argc != 3) {
        fputs("Usage: bench-typing QUERIES [FILE]\n"
              "Times the queries of a file of lines in process, in their order. FILE gets the "
              "figures "
              "of each\nturn, as JSON.\n",
              stderr);
        return WRONG_CALL;
    }
    lines_read(&lines, argv[1]);
    index = first_page_index(false);
    figures_print(stdout, NULL, 0, NULL);
    for (unsigned turn = 0; turn < TURNS; turn++) {
        turns[turn] = ask_all(&lines, index, turn);
        figures_print(stdout, "typing, all by relevance", lines.count, &turns[turn]);
    }
    if (argc == 3)
        ok = json_write(argv[2], turns);
    print_slowest(&lines);
    lines_release(&lines);
    charindex_unref(index);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
