/*
 * The command line: one query, its rows, one status.
 *
 * It uses the same saved index as the daemon and, where there is none, builds and saves it. Rows
 * go to standard output; everything about the index itself goes to standard error.
 */

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "index/build.h"
#include "index/row.h"
#include "index/search/search.h"
#include "index/store.h"

enum {
    EXIT_FOUND = 0,
    EXIT_NOT_FOUND = 1,
    EXIT_WRONG_CALL = 2,
    BAR_WIDTH = 40, /* columns of the progress bar */
    LINES_AT_ONCE = 64 * 1024,
};

enum output { OUTPUT_LINES, OUTPUT_TSV, OUTPUT_JSON };

struct options {
    enum output output;
    uint32_t limit;        /* rows; UINT32_MAX: all */
    const char *state_dir; /* NULL: the default */
    bool done;             /* --help or --version was answered */
};

static const char usage[] =
    "Usage: charfinder [OPTION...] WORD...\n"
    "Finds Unicode characters by the words of their names.\n"
    "\n"
    "  charfinder chess black        all words must be in the name\n"
    "  charfinder U+2600             a code point; also 0x2600, \\u2600, '&#9728;', '&starf;'\n"
    "  charfinder ☀                  a pasted character\n"
    "\n"
    "      --json            rows as a JSON array of objects\n"
    "      --tsv             rows only, without the status line\n"
    "      --limit N         at most N rows\n"
    "      --scope name      where to look (this release: official names)\n"
    "      --sort codepoint  the order of rows (this release: code points)\n"
    "      --state-dir DIR   where the index is kept\n"
    "      --help            this text\n"
    "      --version         the version\n"
    "\n"
    "Exit status: 0 with results, 1 without, 2 on a wrong call.\n";

static bool parse_limit(const char *text, uint32_t *limit)
{
    char *end;
    unsigned long value;

    errno = 0;
    value = strtoul(text, &end, 10);
    if (errno || end == text || *end || text[0] == '-' || value == 0 || value >= UINT32_MAX)
        return false;
    *limit = (uint32_t)value;
    return true;
}

static bool wrong_value(const char *option, const char *value, const char *wanted)
{
    (void)fprintf(stderr, "charfinder: --%s takes %s, not '%s'\n", option, wanted, value);
    return false;
}

static bool parse_options(int argc, char **argv, struct options *options)
{
    enum { JSON = 256, TSV, LIMIT, SCOPE, SORT, STATE_DIR, HELP, VERSION };
    static const struct option table[] = {
        {"json", no_argument, NULL, JSON},
        {"tsv", no_argument, NULL, TSV},
        {"limit", required_argument, NULL, LIMIT},
        {"scope", required_argument, NULL, SCOPE},
        {"sort", required_argument, NULL, SORT},
        {"state-dir", required_argument, NULL, STATE_DIR},
        {"help", no_argument, NULL, HELP},
        {"version", no_argument, NULL, VERSION},
        {NULL, 0, NULL, 0},
    };
    int option;

    *options = (struct options){.limit = UINT32_MAX};
    while ((option = getopt_long(argc, argv, "", table, NULL)) != -1) {
        switch (option) {
        case JSON:
            options->output = OUTPUT_JSON;
            break;
        case TSV:
            options->output = OUTPUT_TSV;
            break;
        case LIMIT:
            if (!parse_limit(optarg, &options->limit))
                return wrong_value("limit", optarg, "a number of rows from 1");
            break;
        case SCOPE:
            if (strcmp(optarg, "name") != 0)
                return wrong_value("scope", optarg, "name");
            break;
        case SORT:
            if (strcmp(optarg, "codepoint") != 0)
                return wrong_value("sort", optarg, "codepoint");
            break;
        case STATE_DIR:
            options->state_dir = optarg;
            break;
        case HELP:
            (void)fputs(usage, stdout);
            options->done = true;
            return true;
        case VERSION:
            (void)puts("charfinder " CHARFINDER_VERSION);
            options->done = true;
            return true;
        default: /* getopt_long has said what is wrong */
            return false;
        }
    }
    if (optind == argc) {
        (void)fputs("charfinder: no words to look for\n", stderr);
        return false;
    }
    return true;
}

/* The arguments as one query, with a space between. Returns a string for free(), or NULL. */
static char *join_words(int count, char **words)
{
    struct buffer query = BUFFER_INIT;
    size_t size;

    for (int i = 0; i < count; i++) {
        if (i > 0)
            buffer_append(&query, " ", 1);
        buffer_append_text(&query, words[i]);
    }
    buffer_append(&query, "", 1);
    return buffer_detach(&query, &size);
}

static bool show_progress(void *context, unsigned permille)
{
    static const char full[] = "########################################";
    int filled = (int)(permille * BAR_WIDTH / 1000);
    unsigned *shown = context, percent = permille / 10;

    _Static_assert(sizeof full - 1 == BAR_WIDTH, "the bar can be filled");
    if (percent == *shown)
        return true;
    *shown = percent;
    (void)fprintf(stderr, "\rBuilding the index [%-*.*s] %3u%%", BAR_WIDTH, filled, full, percent);
    if (permille >= 1000)
        (void)fprintf(stderr, "\r%*s\r", BAR_WIDTH + 26, "");
    (void)fflush(stderr);
    return true;
}

static bool show_nothing(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

/* The saved index, or a new one. Returns an exit status: EX_OK with a reference in *index. */
static int open_index(const char *directory, struct charindex **index)
{
    struct reason reason = {.text = ""};
    unsigned shown = UINT_MAX; /* percent on the bar */
    int r = directory ? store_load(directory, index, &reason) : STORE_ABSENT;

    if (r == STORE_OK)
        return EX_OK;
    if (r == STORE_UNUSABLE)
        (void)fprintf(stderr, "charfinder: rebuilding the index in %s: %s\n", directory,
                      reason.text);
    if (r >= 0)
        r = build_index(isatty(STDERR_FILENO) ? show_progress : show_nothing, &shown, index,
                        &reason);
    if (r < 0) {
        (void)fprintf(stderr, "charfinder: cannot build the index: %s\n",
                      reason.text[0] ? reason.text : strerror(-r));
        return EX_SOFTWARE;
    }
    if (!directory)
        (void)fputs("charfinder: no state directory: set HOME or send --state-dir\n", stderr);
    else if (store_save(directory, *index, &reason) != STORE_OK)
        (void)fprintf(stderr, "charfinder: the index is not saved: %s\n", reason.text);
    return EX_OK;
}

/* Lines are stored as telnet sends them; a terminal wants no carriage returns. */
static void print_lines(const struct search *search, uint32_t limit)
{
    static char lines[LINES_AT_ONCE];
    struct search_cursor cursor;
    uint32_t rows;
    size_t size;

    search_seek(search, 0, &cursor);
    while (limit > 0 && (size = row_lines(&cursor, limit, lines, sizeof lines, &rows)) > 0) {
        size_t kept = 0;

        for (size_t i = 0; i < size; i++)
            if (lines[i] != '\r')
                lines[kept++] = lines[i];
        (void)fwrite(lines, 1, kept, stdout);
        limit -= rows;
    }
}

static void print_json(const struct search *search, uint32_t limit)
{
    struct search_cursor cursor;
    struct buffer row = BUFFER_INIT;
    uint32_t document;

    (void)fputs("[", stdout);
    search_seek(search, 0, &cursor);
    for (uint32_t i = 0; i < limit && search_next(&cursor, 1, &document) > 0; i++) {
        row.size = 0;
        buffer_append_text(&row, i > 0 ? ",\n" : "\n");
        row_json(&row, search->index, document, ROW_FULL);
        (void)fwrite(row.bytes, 1, row.size, stdout);
    }
    (void)fputs("\n]\n", stdout);
    buffer_release(&row);
}

static void print_status(const struct search *search, const char *query)
{
    struct buffer status = BUFFER_INIT;

    row_status(&status, search->result.total, query, strlen(query));
    (void)printf("(%.*s)\n", (int)status.size, status.bytes);
    buffer_release(&status);
}

static void print_result(const struct search *search, const struct options *options,
                         const char *query)
{
    switch (options->output) {
    case OUTPUT_LINES:
        print_lines(search, options->limit);
        print_status(search, query);
        break;
    case OUTPUT_TSV:
        print_lines(search, options->limit);
        break;
    case OUTPUT_JSON:
        print_json(search, options->limit);
        break;
    }
}

static int answer(struct charindex *index, const struct options *options, const char *query)
{
    struct query_error error;
    struct search search;
    int status, r = search_open(&search, index, query, strlen(query), &error);

    if (r == SEARCH_BAD_QUERY) {
        (void)fprintf(stderr, "charfinder: column %zu: %s\n", error.column, error.message);
        return EXIT_WRONG_CALL;
    }
    if (r < 0) {
        (void)fprintf(stderr, "charfinder: %s\n", strerror(-r));
        return EX_OSERR;
    }
    print_result(&search, options, query);
    status = search.result.total > 0 ? EXIT_FOUND : EXIT_NOT_FOUND;
    search_release(&search);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        (void)fprintf(stderr, "charfinder: cannot write the results: %s\n", strerror(errno));
        return EX_IOERR;
    }
    return status;
}

int main(int argc, char **argv)
{
    struct options options;
    struct charindex *index;
    char *query, *directory;
    int status;

    (void)signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error, not a signal */
    if (!parse_options(argc, argv, &options)) {
        (void)fputs("Try 'charfinder --help'.\n", stderr);
        return EXIT_WRONG_CALL;
    }
    if (options.done)
        return EXIT_SUCCESS;

    query = join_words(argc - optind, argv + optind);
    directory = options.state_dir ? strdup(options.state_dir) : store_default_directory();
    status = query ? open_index(directory, &index) : EX_OSERR;
    if (status == EX_OK) {
        status = answer(index, &options, query);
        charindex_unref(index);
    }
    free(directory);
    free(query);
    return status;
}
