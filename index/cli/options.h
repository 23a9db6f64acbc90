#ifndef CHARFINDER_INDEX_CLI_OPTIONS_H
#define CHARFINDER_INDEX_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "index/cli/defaults.h"
#include "index/present/listing.h"
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
    ACTION_LIST,
    ACTION_DUMP_INDEX,
    ACTION_SOURCES,
    ACTION_HELP,
    ACTION_VERSION,
};

enum output { OUTPUT_LINES, OUTPUT_TSV, OUTPUT_JSON };

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct options {
    enum action action;
    enum output output;
    enum color color;
    uint32_t limit; /* rows; OPTIONS_NO_LIMIT: all */
    enum search_scope scope;
    enum search_sort sort;
    bool unfold;
    bool all;              /* all that is known of each character */
    const char *format;    /* a line for each character; NULL: none */
    const char *lang;      /* preferred languages, "de,fr"; NULL: those of the environment */
    const char *only_lang; /* languages of keywords to search; NULL: all of the index */
    const char *inspected; /* the text of --inspect, "-" for standard input; NULL: another action */
    struct listing list;   /* of ACTION_LIST */
    const char *state_dir; /* NULL: the default */
    struct sources_options sources;
    struct language_names languages; /* of an index to build */
    const char *language_pointers[LANGUAGES_MAX];
    const char *sources_dirs[SOURCES_FOLDERS_MAX];
    const char *names_dirs[TABLES_FOLDERS_MAX];
    char **words; /* of the query; borrowed from argv */
    int word_count;
};

#define OPTIONS_NO_LIMIT UINT32_MAX
enum { OPTIONS_TERMINAL_LIMIT = 25 }; /* rows on a terminal */

/* Parses the command line, with the defaults of a pipe. *options must not move, because it points into
 * argv and into itself. Returns false, after a message on standard error, on a usage error. Not
 * thread-safe because of getopt_long(), which reorders argv. */
bool options_parse(struct options *options, int argc, char **argv);

/* Is the answer for a person, if it goes to a terminal? The formats of programs are the same
 * everywhere. */
bool options_for_person(const struct options *options);

/* Parses the command line again, with the defaults of a terminal and those of the person, which must
 * live as long as *options. */
bool options_parse_on_terminal(struct options *options, const struct defaults *defaults, int argc,
                               char **argv);

#endif
