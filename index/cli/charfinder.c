/*
 * The command line tool: runs or explains a query, dissects a text, or describes the index.
 *
 * It uses the same saved index as the daemon, and builds it if there is none. Results go to
 * standard output, everything else to standard error.
 */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "index/base/buffer.h"
#include "index/cli/dump.h"
#include "index/cli/explain.h"
#include "index/cli/locale.h"
#include "index/cli/message.h"
#include "index/cli/open.h"
#include "index/cli/options.h"
#include "index/cli/output.h"
#include "index/file/store.h"
#include "index/present/dissection.h"
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
                        const char *query)
{
    output_search(search, options, query);
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

static int search(struct charindex *index, const struct options *options, const char *query)
{
    struct search_options wanted = {.scope = options->scope,
                                    .sort = options->sort,
                                    .unfold = options->unfold,
                                    .explain = options->action == ACTION_EXPLAIN ||
                                               options->output == OUTPUT_JSON};
    struct query_error error;
    struct search found;
    int status, r;

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
    status = options->action == ACTION_EXPLAIN ? print_explanation(&found, options, query)
                                               : print_result(&found, options, query);
    search_release(&found);
    return status;
}

/* Describes the saved index, if a search would use it. Does not build one. */
static int dump_index(const char *directory, const struct sources_options *sources)
{
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct buffer lines = BUFFER_INIT;
    int r;

    if (!directory) {
        (void)fputs("charfinder: no state directory: set HOME or use --state-dir\n", stderr);
        return EXIT_NOT_FOUND;
    }
    r = store_load(directory, sources, !sources->languages, &index, &reason);
    if (r < 0) {
        message_print("cannot load the index: %s", strerror(-r));
        return EX_OSERR;
    }
    if (r == STORE_ABSENT)
        message_print("no index in %s: search once to build it", directory);
    else if (r != STORE_OK)
        message_print("unusable index in %s: %s", directory, reason.text);
    if (r != STORE_OK)
        return EXIT_NOT_FOUND;
    dump_append(&lines, index);
    charindex_unref(index);
    return print_lines(&lines, EXIT_FOUND);
}

static int inspect(const struct charindex *index, const char *text)
{
    struct buffer lines = BUFFER_INIT;

    dissection_append(&lines, index, (struct slice){.bytes = text, .size = strlen(text)});
    return print_lines(&lines, text[0] ? EXIT_FOUND : EXIT_NOT_FOUND);
}

/* Runs an action that needs an index. */
static int run(const struct options *options, const char *directory)
{
    struct charindex *index;
    char *query;
    int status = open_index(directory, &options->sources, &index);

    if (status != EX_OK)
        return status;
    if (options->action == ACTION_INSPECT) {
        status = inspect(index, options->inspected);
    } else {
        query = join_words(options->word_count, options->words);
        status = query ? search(index, options, query) : EX_OSERR;
        free(query);
    }
    charindex_unref(index);
    return status;
}

int main(int argc, char **argv)
{
    struct options options;
    char *directory;
    int status;

    (void)signal(SIGXFSZ, SIG_IGN); /* exceeding RLIMIT_FSIZE is an error, not a signal */
    if (!options_parse(&options, argc, argv)) {
        (void)fputs("Try 'charfinder --help'.\n", stderr);
        return EXIT_USAGE;
    }
    if (options.action == ACTION_HELP) {
        options_print_usage(stdout);
        return output_finish(EXIT_SUCCESS);
    }
    if (options.action == ACTION_VERSION) {
        (void)puts("charfinder " CHARFINDER_VERSION);
        return output_finish(EXIT_SUCCESS);
    }
    directory = options.state_dir ? strdup(options.state_dir) : store_default_directory();
    status = options.action == ACTION_DUMP_INDEX ? dump_index(directory, &options.sources)
                                                 : run(&options, directory);
    free(directory);
    return status;
}
