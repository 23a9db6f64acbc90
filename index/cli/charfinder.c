/*
 * The command line tool: runs or explains a query, dissects a text, lists what can be asked for, or
 * describes the index.
 *
 * It uses the index of the daemon if that fits, and otherwise builds and saves its own. Results go to
 * standard output, everything else to standard error.
 */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "index/base/buffer.h"
#include "index/cli/defaults.h"
#include "index/cli/dump.h"
#include "index/cli/explain.h"
#include "index/cli/inspect.h"
#include "index/cli/list.h"
#include "index/cli/locale.h"
#include "index/cli/message.h"
#include "index/cli/open.h"
#include "index/cli/options.h"
#include "index/cli/output.h"
#include "index/cli/terminal.h"
#include "index/cli/update.h"
#include "index/cli/usage.h"
#include "index/file/store.h"
#include "index/search/match/preference.h"
#include "index/search/search.h"

enum {
    EXIT_FOUND = 0,
    EXIT_NOT_FOUND = 1,
    EXIT_USAGE = 2,
    EXPLAINED_ROWS = 5, /* without --limit */
};

/* Joins the arguments with spaces. Returns a string for free(), or NULL if memory runs out. */
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

/* Prints the lines and releases them. Returns the status, or EX_OSERR or EX_IOERR on failure. */
static int print_lines(struct buffer *lines, int status)
{
    if (lines->failed) {
        message_print("%s", strerror(ENOMEM));
        return EX_OSERR;
    }
    (void)fwrite(lines->bytes, 1, lines->size, stdout);
    buffer_release(lines);
    return output_finish(status);
}

static bool parse_only_lang(const struct charindex *index, const char *text,
                            struct languages *languages)
{
    const struct sources *sources = charindex_sources(index);
    struct buffer all = BUFFER_INIT;
    struct slice bad;

    if (languages_parse(index, text, strlen(text), languages, &bad))
        return true;
    for (size_t i = 0; i < sources->language_count; i++) {
        buffer_append_text(&all, " ");
        buffer_append_text(&all, sources->languages[i]);
    }
    message_print("unknown language '%.*s' in --only-lang: use any of%.*s", (int)bad.size,
                  bad.bytes, (int)all.size, all.bytes ? all.bytes : "");
    buffer_release(&all);
    return false;
}

/* A malformed preference in the environment is ignored. */
static bool parse_lang(const struct charindex *index, const char *text,
                       struct preference *preference)
{
    char tag[LOCALE_TAG_SIZE];
    struct slice bad;

    if (!text) {
        locale_preferred(tag);
        (void)preference_parse(index, tag, strlen(tag), preference, &bad);
        return true;
    }
    if (preference_parse(index, text, strlen(text), preference, &bad))
        return true;
    message_print("'%.*s' in --lang is not a language tag: use tags such as de-AT,fr, or all",
                  (int)bad.size, bad.bytes);
    return false;
}

static int status_of(const struct search *search)
{
    return search_total(search) > 0 ? EXIT_FOUND : EXIT_NOT_FOUND;
}

static int print_result(const struct search *search, const struct options *options,
                        struct format *format, const char *query)
{
    struct terminal terminal = terminal_find(options->color);

    output_search(search, options, &terminal, format, query);
    return output_finish(status_of(search));
}

static int print_explanation(const struct search *search, const struct options *options,
                             const char *query)
{
    struct buffer lines = BUFFER_INIT;
    bool limited = options->limit != OPTIONS_NO_LIMIT;

    explain_append(&lines, search, query, limited ? options->limit : EXPLAINED_ROWS);
    return print_lines(&lines, status_of(search));
}

/* Are rows explained, so that the search has to keep its plan? */
static bool is_explained(const struct options *options)
{
    return options->action == ACTION_EXPLAIN || options->output == OUTPUT_JSON ||
           isatty(STDOUT_FILENO) || options->color == COLOR_ALWAYS;
}

static int search(struct charindex *index, const struct options *options, const char *query)
{
    struct search_options wanted = {.scope = options->scope,
                                    .sort = options->sort,
                                    .unfold = options->unfold,
                                    .explain = is_explained(options)};
    struct format format;
    struct query_error error;
    struct search found;
    int status, r;

    if (options->format && !format_parse(&format, options->format))
        return EXIT_USAGE;
    if (options->only_lang && !parse_only_lang(index, options->only_lang, &wanted.languages))
        return EXIT_USAGE;
    if (!parse_lang(index, options->lang, &wanted.preferred))
        return EXIT_USAGE;
    r = search_open(&found, index, &wanted, query, strlen(query), &error);
    if (r == SEARCH_BAD_QUERY) {
        message_print("column %zu: %s", error.column, error.message);
        return EXIT_USAGE;
    }
    if (r < 0) {
        message_print("%s", strerror(-r));
        return EX_OSERR;
    }
    status = options->action == ACTION_EXPLAIN
                 ? print_explanation(&found, options, query)
                 : print_result(&found, options, options->format ? &format : NULL, query);
    search_release(&found);
    return status;
}

/* Describes the saved index, if a search would use it. Does not build one. */
static int dump_index(const struct open_places *places, const struct sources_options *sources,
                      void (*append)(struct buffer *, const struct charindex *))
{
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct buffer lines = BUFFER_INIT;
    int r;

    r = open_saved(places, sources, &index, &reason);
    if (r < 0) {
        message_print("cannot load the index: %s", strerror(-r));
        return EX_OSERR;
    }
    if (r == STORE_ABSENT && !places->own)
        message_print("no state directory: set HOME or use --state-dir");
    else if (r == STORE_ABSENT)
        message_print("no index in %s: search once to build it", places->own);
    else if (r != STORE_OK)
        message_print("unusable index in %s: %s", places->own, reason.text);
    if (r != STORE_OK)
        return EXIT_NOT_FOUND;
    append(&lines, index);
    charindex_unref(index);
    return print_lines(&lines, EXIT_FOUND);
}

static int inspect(const struct charindex *index, const struct options *options)
{
    struct terminal terminal = terminal_find(options->color);
    bool from_input = strcmp(options->inspected, "-") == 0;

    switch (from_input ? inspect_stream(index, &terminal, stdin)
                       : inspect_text(index, &terminal, slice_of(options->inspected))) {
    case INSPECT_OK:
        return output_finish(EXIT_FOUND);
    case INSPECT_EMPTY:
        return output_finish(EXIT_NOT_FOUND);
    case INSPECT_FAILED:
        break;
    }
    return output_finish(EX_IOERR);
}

static int list(const struct charindex *index, const struct options *options)
{
    struct terminal terminal = terminal_find(options->color);
    struct buffer lines = BUFFER_INIT;

    list_append(&lines, index, options, &terminal);
    return print_lines(&lines, EXIT_FOUND);
}

/* Runs an action that needs an index. */
static int run(const struct options *options, const struct open_places *places)
{
    struct opened opened;
    char *query;
    int status = open_index(places, &options->sources, &opened);

    if (status != EX_OK) {
        open_close(&opened);
        return status;
    }
    if (options->action == ACTION_INSPECT) {
        status = inspect(opened.index, options);
    } else if (options->action == ACTION_LIST) {
        status = list(opened.index, options);
    } else {
        query = join_words(options->word_count, options->words);
        status = query ? search(opened.index, options, query) : EX_OSERR;
        free(query);
    }
    open_close(&opened);
    return status;
}

/* Runs what the options ask for. */
static int run_action(const struct options *options)
{
    struct open_places places;
    char *directory;
    int status;

    if (options->action == ACTION_HELP) {
        usage_print(stdout);
        return output_finish(EXIT_SUCCESS);
    }
    if (options->action == ACTION_VERSION) {
        (void)puts("charfinder " CHARFINDER_VERSION);
        return output_finish(EXIT_SUCCESS);
    }
    directory = options->state_dir ? strdup(options->state_dir) : store_default_directory();
    places = (struct open_places){.own = directory,
                                  .service = options->state_dir ? NULL : STORE_SERVICE};
    if (options->action == ACTION_DUMP_INDEX)
        status = dump_index(&places, &options->sources, dump_append);
    else if (options->action == ACTION_SOURCES)
        status = dump_index(&places, &options->sources, dump_sources_append);
    else
        status = run(options, &places);
    free(directory);
    return status;
}

/* Parses the command line; on a terminal, after the defaults of the person. */
static bool parse(struct options *options, struct defaults *defaults, int argc, char **argv)
{
    *defaults = (struct defaults){.sources = {{.count = 0}}};
    if (!options_parse(options, argc, argv))
        return false;
    if (!options_for_person(options) || !isatty(STDOUT_FILENO))
        return true;
    return defaults_read(defaults) && options_parse_on_terminal(options, defaults, argc, argv);
}

int main(int argc, char **argv)
{
    struct options options;
    struct defaults defaults;
    int status = EXIT_USAGE;

    if (update_wanted(argc, argv))
        return update_exec(argv);
    (void)signal(SIGXFSZ, SIG_IGN); /* exceeding RLIMIT_FSIZE is an error, not a signal */
    if (parse(&options, &defaults, argc, argv))
        status = run_action(&options);
    else
        (void)fputs("Try 'charfinder --help'.\n", stderr);
    defaults_release(&defaults);
    return status;
}
