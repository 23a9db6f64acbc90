/*
 * The command line: one query, its rows, one status; or one text taken apart.
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

#include "index/base/repr.h"
#include "index/base/utf8.h"
#include "index/builder/build.h"
#include "index/file/store.h"
#include "index/present/dissection.h"
#include "index/present/row.h"
#include "index/search/search.h"
#include "index/sources/complaint.h"
#include "index/sources/language_names.h"

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
    uint32_t limit; /* rows; UINT32_MAX: all */
    enum search_scope scope;
    enum search_sort sort;
    bool unfold;
    const char *lang;      /* whose keywords count, "de,fr"; NULL: all of the index */
    const char *inspected; /* the text of --inspect; NULL: a search */
    const char *state_dir; /* NULL: the default */
    struct sources_options sources;
    struct language_names languages; /* of an index that is built */
    const char *language_pointers[LANGUAGES_MAX];
    bool done; /* --help or --version was answered */
};

static const char usage[] =
    "Usage: charfinder [OPTION...] QUERY...\n"
    "       charfinder --inspect TEXT\n"
    "Finds Unicode characters by the words of their names and by much else.\n"
    "\n"
    "  charfinder chess black           all words must be in the name\n"
    "  charfinder 'arrow*'              words that begin so\n"
    "  charfinder '\"cat face\"'        words next to each other, in order\n"
    "  charfinder -- sun -black         not this word\n"
    "  charfinder 'cat|dog'             either word\n"
    "  charfinder U+2600                a code point; 0x2600, '\\u2600', '&#9728;', '&starf;'\n"
    "  charfinder U+2600..U+26FF        a range of them\n"
    "  charfinder ☀                     pasted characters\n"
    "  charfinder block:arrows 'age:>=14'\n"
    "                                   by property:"
#define PROPERTY(name, key, ...) " " key
#include "index/unicode/property.def"
    "\n"
    "  charfinder keyword:love          there only: name, alias, keyword, definition\n"
    "\n"
    "      --scope name|all             look at official names (default), or also at aliases,\n"
    "                                   keywords, definitions and sequences, where words stand\n"
    "                                   for their beginnings, too\n"
    "      --sort codepoint|relevance   rows by code point (default), or the likeliest first\n"
    "      --lang LIST                  look at keywords in these languages only: de,fr\n"
    "      --variants fold|show         variants by skin tone and gender behind their base\n"
    "                                   (default), or in rows of their own\n"
    "      --limit N                    at most N rows\n"
    "      --json                       rows as a JSON array of objects\n"
    "      --tsv                        rows only, without the status line\n"
    "      --inspect TEXT               take a text apart: its characters and code points\n"
    "      --state-dir DIR              where the index is kept\n"
    "      --languages LIST             which keywords the index has beside English: de,pt_PT\n"
    "                                   or all (default: as it is, English where there is none)\n"
    "      --sources-dir DIR            where Unicode's and CLDR's files are\n"
    "                                   (default " SOURCES_DIRECTORY ")\n"
    "      --help                       this text\n"
    "      --version                    the version\n"
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

static bool parse_variants(const char *text, bool *unfold)
{
    *unfold = strcmp(text, "show") == 0;
    return *unfold || strcmp(text, "fold") == 0;
}

/* What getopt_long() returns for each option; beyond all characters. */
enum {
    OPTION_JSON = 256,
    OPTION_TSV,
    OPTION_LIMIT,
    OPTION_SCOPE,
    OPTION_SORT,
    OPTION_LANG,
    OPTION_VARIANTS,
    OPTION_INSPECT,
    OPTION_STATE_DIR,
    OPTION_LANGUAGES,
    OPTION_SOURCES_DIR,
    OPTION_HELP,
    OPTION_VERSION,
};

static bool take_value(struct options *options, int option, const char *value)
{
    switch (option) {
    case OPTION_LIMIT:
        return parse_limit(value, &options->limit) ||
               wrong_value("limit", value, "a number of rows from 1");
    case OPTION_SCOPE:
        return search_scope_find(value, strlen(value), &options->scope) ||
               wrong_value("scope", value, "name or all");
    case OPTION_SORT:
        return search_sort_find(value, strlen(value), &options->sort) ||
               wrong_value("sort", value, "codepoint or relevance");
    case OPTION_VARIANTS:
        return parse_variants(value, &options->unfold) ||
               wrong_value("variants", value, "fold or show");
    case OPTION_LANGUAGES:
        if (language_names_parse(&options->languages, value) != LANGUAGE_NAMES_OK)
            return wrong_value("languages", value,
                               "languages as CLDR names them, de,pt_PT, or all");
        language_names_want(&options->languages, options->language_pointers, &options->sources);
        return true;
    case OPTION_LANG:
        options->lang = value;
        return true;
    case OPTION_INSPECT:
        options->inspected = value;
        return true;
    case OPTION_STATE_DIR:
        options->state_dir = value;
        return true;
    case OPTION_SOURCES_DIR:
        options->sources.directory = value;
        return true;
    default: /* getopt_long has said what is wrong */
        return false;
    }
}

static bool take_option(struct options *options, int option, const char *value)
{
    switch (option) {
    case OPTION_JSON:
        options->output = OUTPUT_JSON;
        return true;
    case OPTION_TSV:
        options->output = OUTPUT_TSV;
        return true;
    case OPTION_HELP:
        (void)fputs(usage, stdout);
        options->done = true;
        return true;
    case OPTION_VERSION:
        (void)puts("charfinder " CHARFINDER_VERSION);
        options->done = true;
        return true;
    default:
        return take_value(options, option, value);
    }
}

/* Is there something to do, and only one thing? */
static bool check_call(const struct options *options, int words)
{
    if (!options->inspected && words == 0)
        (void)fputs("charfinder: no words to look for\n", stderr);
    else if (options->inspected && (words > 0 || options->output != OUTPUT_LINES))
        (void)fputs("charfinder: --inspect takes one text, and prints lines only\n", stderr);
    else if (options->inspected && !utf8_valid(options->inspected, strlen(options->inspected)))
        (void)fputs("charfinder: the text to inspect is not UTF-8\n", stderr);
    else
        return true;
    return false;
}

static bool parse_options(int argc, char **argv, struct options *options)
{
    static const struct option table[] = {
        {"json", no_argument, NULL, OPTION_JSON},
        {"tsv", no_argument, NULL, OPTION_TSV},
        {"limit", required_argument, NULL, OPTION_LIMIT},
        {"scope", required_argument, NULL, OPTION_SCOPE},
        {"sort", required_argument, NULL, OPTION_SORT},
        {"lang", required_argument, NULL, OPTION_LANG},
        {"variants", required_argument, NULL, OPTION_VARIANTS},
        {"inspect", required_argument, NULL, OPTION_INSPECT},
        {"state-dir", required_argument, NULL, OPTION_STATE_DIR},
        {"languages", required_argument, NULL, OPTION_LANGUAGES},
        {"sources-dir", required_argument, NULL, OPTION_SOURCES_DIR},
        {"help", no_argument, NULL, OPTION_HELP},
        {"version", no_argument, NULL, OPTION_VERSION},
        {NULL, 0, NULL, 0},
    };
    int option;

    *options = (struct options){.limit = UINT32_MAX, .sources.directory = SOURCES_DIRECTORY};
    while (!options->done && (option = getopt_long(argc, argv, "", table, NULL)) != -1)
        if (!take_option(options, option, optarg))
            return false;
    return options->done || check_call(options, argc - optind);
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

/* Whoever builds an index is told once what it lacks. */
static void tell_complaints(const struct charindex *index, const char *directory)
{
    struct reason complaint;

    for (enum source_id id = 0; id < SOURCE_COUNT; id++)
        if (source_complaint(charindex_sources(index), id, directory, &complaint))
            (void)fprintf(stderr, "charfinder: %s\n", complaint.text);
}

static int build(const struct sources_options *sources, struct charindex **index)
{
    struct reason reason = {.text = ""};
    unsigned shown = UINT_MAX; /* percent on the bar */
    int r = build_index(sources, isatty(STDERR_FILENO) ? show_progress : show_nothing, &shown,
                        index, &reason);

    if (r == 0) {
        tell_complaints(*index, sources->directory);
        return EX_OK;
    }
    (void)fprintf(stderr, "charfinder: cannot build the index: %s\n",
                  reason.text[0] ? reason.text : strerror(-r));
    return EX_SOFTWARE;
}

/* The saved index, in whatever languages it is unless some were asked for; or a new one. Returns an
 * exit status: EX_OK with a reference in *index. */
static int open_index(const char *directory, const struct sources_options *sources,
                      struct charindex **index)
{
    struct reason reason = {.text = ""};
    int r = directory ? store_load(directory, sources, !sources->languages, index, &reason)
                      : STORE_ABSENT;

    if (r == STORE_OK)
        return EX_OK;
    if (r < 0) {
        (void)fprintf(stderr, "charfinder: cannot load the index: %s\n", strerror(-r));
        return EX_SOFTWARE;
    }
    if (r == STORE_UNUSABLE)
        (void)fprintf(stderr, "charfinder: rebuilding the index in %s: %s\n", directory,
                      reason.text);
    r = build(sources, index);
    if (r != EX_OK)
        return r;
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
        row_json(&row, search, document, ROW_FULL);
        (void)fwrite(row.bytes, 1, row.size, stdout);
    }
    (void)fputs("\n]\n", stdout);
    buffer_release(&row);
}

/* The query that was run because the one that was sent found nothing. */
static void print_suggestion(const struct search *search, FILE *out)
{
    struct buffer quoted = BUFFER_INIT;

    if (!search->suggestion)
        return;
    repr_append(&quoted, search->suggestion, strlen(search->suggestion));
    (void)fprintf(out, "Did you mean %.*s?\n", (int)quoted.size, quoted.bytes);
    buffer_release(&quoted);
}

/* Of the query that was answered, as on telnet. */
static void print_status(const struct search *search, const char *asked)
{
    const char *query = search->suggestion ? search->suggestion : asked;
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
        print_suggestion(search, stdout);
        print_lines(search, options->limit);
        print_status(search, query);
        break;
    case OUTPUT_TSV: /* for programs, which want rows and nothing else */
        print_suggestion(search, stderr);
        print_lines(search, options->limit);
        break;
    case OUTPUT_JSON:
        print_suggestion(search, stderr);
        print_json(search, options->limit);
        break;
    }
}

/* An exit status, or EX_IOERR where something could not be printed. */
static int finish_output(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    (void)fprintf(stderr, "charfinder: cannot write the results: %s\n", strerror(errno));
    return EX_IOERR;
}

static bool parse_lang(const struct charindex *index, const char *text, struct languages *languages)
{
    const struct sources *sources = charindex_sources(index);
    struct slice bad;

    if (languages_parse(index, text, strlen(text), languages, &bad))
        return true;
    (void)fprintf(stderr, "charfinder: --lang takes languages of the index, not '%.*s'; it has",
                  (int)bad.size, bad.bytes);
    for (size_t i = 0; i < sources->language_count; i++)
        (void)fprintf(stderr, " %s", sources->languages[i]);
    (void)fputs("\n", stderr);
    return false;
}

static int answer(struct charindex *index, const struct options *options, const char *query)
{
    struct search_options wanted = {.scope = options->scope,
                                    .sort = options->sort,
                                    .unfold = options->unfold,
                                    .explain = options->output == OUTPUT_JSON};
    struct languages languages;
    struct query_error error;
    struct search search;
    int status, r;

    if (options->lang && !parse_lang(index, options->lang, &languages))
        return EXIT_WRONG_CALL;
    wanted.languages = options->lang ? &languages : NULL;
    r = search_open(&search, index, &wanted, query, strlen(query), &error);
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
    return finish_output(status);
}

static int inspect(const struct charindex *index, const char *text)
{
    struct buffer lines = BUFFER_INIT;
    int status = text[0] ? EXIT_FOUND : EXIT_NOT_FOUND;

    dissection_append(&lines, index, (struct slice){.bytes = text, .size = strlen(text)});
    if (lines.failed) {
        (void)fprintf(stderr, "charfinder: %s\n", strerror(ENOMEM));
        return EX_OSERR;
    }
    (void)fwrite(lines.bytes, 1, lines.size, stdout);
    buffer_release(&lines);
    return finish_output(status);
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
    status = query ? open_index(directory, &options.sources, &index) : EX_OSERR;
    if (status == EX_OK) {
        status =
            options.inspected ? inspect(index, options.inspected) : answer(index, &options, query);
        charindex_unref(index);
    }
    free(directory);
    free(query);
    return status;
}
