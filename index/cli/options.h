#ifndef CHARFINDER_INDEX_CLI_OPTIONS_H
#define CHARFINDER_INDEX_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "index/search/match/options.h"
#include "index/sources/language_names.h"
#include "index/sources/tables/tables.h"

/*
 * The parsed command line.
 */

enum action {
    ACTION_SEARCH,
    ACTION_EXPLAIN,
    ACTION_INSPECT,
    ACTION_DUMP_INDEX,
    ACTION_HELP,
    ACTION_VERSION,
};

enum output { OUTPUT_LINES, OUTPUT_TSV, OUTPUT_JSON };

struct options {
    enum action action;
    enum output output;
    uint32_t limit; /* rows; OPTIONS_NO_LIMIT: all */
    enum search_scope scope;
    enum search_sort sort;
    bool unfold;
    const char *lang;      /* preferred languages, "de,fr"; NULL: those of the environment */
    const char *only_lang; /* languages of keywords to search; NULL: all of the index */
    const char *inspected; /* the text of --inspect; NULL: another action */
    const char *state_dir; /* NULL: the default */
    struct sources_options sources;
    struct language_names languages; /* of an index to build */
    const char *language_pointers[LANGUAGES_MAX];
    const char *names_dirs[TABLES_FOLDERS_MAX];
    char **words; /* of the query; borrowed from argv */
    int word_count;
};

#define OPTIONS_NO_LIMIT UINT32_MAX

/* Parses the command line. *options must not move, because it points into argv and into itself.
 * Returns false, after a message on standard error, on a usage error. Not thread-safe, and only
 * once a process, because of getopt_long(). */
bool options_parse(struct options *options, int argc, char **argv);

/* Writes the text of --help, in lines of at most 90 columns. */
void options_print_usage(FILE *out);

#endif
