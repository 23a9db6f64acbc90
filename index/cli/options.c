/*
 * Parses the command line. It does not read files or open the index.
 */

#include "index/cli/options.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/cli/message.h"
#include "index/cli/nearest.h"

/* What getopt_long() returns: the short option, or else a number greater than any character. */
enum {
    OPTION_SCOPE = 's',
    OPTION_SORT = 'o',
    OPTION_LANG = 'l',
    OPTION_LIMIT = 'n',
    OPTION_ALL = 'a',
    OPTION_FORMAT = 'f',
    OPTION_JSON = 'j',
    OPTION_TSV = 't',
    OPTION_EXPLAIN = 'x',
    OPTION_INSPECT = 'i',
    OPTION_LIST = 'L',
    OPTION_HELP = 'h',
    OPTION_VERSION = 'V',
    OPTION_ONLY_LANG = 256,
    OPTION_VARIANTS,
    OPTION_COLOR,
    OPTION_DUMP_INDEX,
    OPTION_SOURCES,
    OPTION_STATE_DIR,
    OPTION_LANGUAGES,
    OPTION_SOURCES_DIR,
    OPTION_NAMES_DIR,
};

static const char short_options[] = ":s:o:l:n:af:jtxi:L:hV";

static const struct option long_options[] = {
    {"scope", required_argument, NULL, OPTION_SCOPE},
    {"sort", required_argument, NULL, OPTION_SORT},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"only-lang", required_argument, NULL, OPTION_ONLY_LANG},
    {"variants", required_argument, NULL, OPTION_VARIANTS},
    {"limit", required_argument, NULL, OPTION_LIMIT},
    {"all", no_argument, NULL, OPTION_ALL},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"json", no_argument, NULL, OPTION_JSON},
    {"tsv", no_argument, NULL, OPTION_TSV},
    {"color", required_argument, NULL, OPTION_COLOR},
    {"explain", no_argument, NULL, OPTION_EXPLAIN},
    {"inspect", required_argument, NULL, OPTION_INSPECT},
    {"list", required_argument, NULL, OPTION_LIST},
    {"dump-index", no_argument, NULL, OPTION_DUMP_INDEX},
    {"sources", no_argument, NULL, OPTION_SOURCES},
    {"state-dir", required_argument, NULL, OPTION_STATE_DIR},
    {"languages", required_argument, NULL, OPTION_LANGUAGES},
    {"sources-dir", required_argument, NULL, OPTION_SOURCES_DIR},
    {"names-dir", required_argument, NULL, OPTION_NAMES_DIR},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};
enum { LONG_OPTIONS = sizeof long_options / sizeof *long_options };

/*
 * Values.
 */

static bool parse_limit(const char *text, uint32_t *limit)
{
    char *end;
    unsigned long value;

    *limit = OPTIONS_NO_LIMIT;
    if (strcmp(text, "all") == 0)
        return true;
    errno = 0;
    value = strtoul(text, &end, 10);
    if (errno || end == text || *end || text[0] == '-' || value == 0 || value >= UINT32_MAX)
        return false;
    *limit = (uint32_t)value;
    return true;
}

static bool wrong_value(const char *option, const char *value, const char *wanted)
{
    return nearest_complain(option, value, wanted, (const char *const[]){NULL});
}

static bool take_scope(struct options *options, const char *value)
{
    static const char *const words[] = {"name", "all", NULL};

    return search_scope_find(value, strlen(value), &options->scope) ||
           nearest_complain("scope", value, "name or all", words);
}

static bool take_sort(struct options *options, const char *value)
{
    static const char *const words[] = {"codepoint", "relevance", NULL};

    return search_sort_find(value, strlen(value), &options->sort) ||
           nearest_complain("sort", value, "codepoint or relevance", words);
}

static bool take_variants(struct options *options, const char *value)
{
    static const char *const words[] = {"fold", "show", NULL};

    options->unfold = strcmp(value, "show") == 0;
    return options->unfold || strcmp(value, "fold") == 0 ||
           nearest_complain("variants", value, "fold or show", words);
}

static bool take_color(struct options *options, const char *value)
{
    static const char *const words[] = {
        [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never", NULL};

    for (unsigned i = COLOR_AUTO; i <= COLOR_NEVER; i++)
        if (strcmp(value, words[i]) == 0) {
            options->color = (enum color)i;
            return true;
        }
    return nearest_complain("color", value, "auto, always or never", words);
}

static bool take_list(struct options *options, const char *value)
{
    struct closest closest;

    options->action = ACTION_LIST;
    if (listing_find(value, strlen(value), &options->list))
        return true;
    closest_init(&closest, value, strlen(value));
    listing_closest(&closest, true);
    return nearest_complain("list", value,
                            "blocks, scripts, categories, ages, columns or the key of a property",
                            (const char *const[]){closest.found, NULL});
}

static bool take_languages(struct options *options, const char *value)
{
    if (language_names_parse(&options->languages, value) != LANGUAGE_NAMES_OK)
        return wrong_value("languages", value,
                           "names of CLDR's languages, such as de,pt_PT, or all");
    language_names_want(&options->languages, options->language_pointers, &options->sources);
    return true;
}

/* The last one is searched last. */
static bool take_sources_dir(struct options *options, const char *folder)
{
    if (options->sources.newer_count == SOURCES_FOLDERS_MAX) {
        message_print("--sources-dir is given more than %d times: name fewer folders",
                      SOURCES_FOLDERS_MAX);
        return false;
    }
    if (options->sources.usual)
        options->sources.usual = false;
    else
        options->sources_dirs[options->sources.newer_count++] = options->sources.directory;
    options->sources.newer = options->sources_dirs;
    options->sources.directory = folder;
    return true;
}

static bool take_names_dir(struct options *options, const char *folder)
{
    if (options->sources.site_count == TABLES_FOLDERS_MAX) {
        message_print("--names-dir is given more than %d times: put tables into one folder",
                      TABLES_FOLDERS_MAX);
        return false;
    }
    options->names_dirs[options->sources.site_count++] = folder;
    options->sources.site = options->names_dirs;
    return true;
}

/*
 * Options.
 */

/* Names the long option that is nearest to an unknown one, "--limt=3". */
static void complain_of_option(const char *argument)
{
    bool is_short = argument[0] == '-' && argument[1] != '-';
    const char *names[LONG_OPTIONS], *nearest;
    char *name = strndup(argument, strcspn(argument, "="));

    for (size_t i = 0; i < LONG_OPTIONS; i++)
        names[i] = long_options[i].name;
    nearest = name && !is_short ? nearest_word(name, names) : NULL;
    message_print("'%s' is not an option, abbreviates several, or takes no value%s%s%s", argument,
                  nearest ? "; the nearest is --" : "", nearest ? nearest : "",
                  is_short ? "; to exclude a word, write -- before the query" : "");
    free(name);
}

static bool take_value(struct options *options, int option, const char *value, const char *argument)
{
    switch (option) {
    case OPTION_LIMIT:
        return parse_limit(value, &options->limit) ||
               wrong_value("limit", value, "a number of rows, 1 or more, or all");
    case OPTION_SCOPE:
        return take_scope(options, value);
    case OPTION_SORT:
        return take_sort(options, value);
    case OPTION_VARIANTS:
        return take_variants(options, value);
    case OPTION_COLOR:
        return take_color(options, value);
    case OPTION_LIST:
        return take_list(options, value);
    case OPTION_LANGUAGES:
        return take_languages(options, value);
    case OPTION_LANG:
        options->lang = value;
        return true;
    case OPTION_ONLY_LANG:
        options->only_lang = value;
        return true;
    case OPTION_FORMAT:
        options->format = value;
        return true;
    case OPTION_INSPECT:
        options->action = ACTION_INSPECT;
        options->inspected = value;
        return true;
    case OPTION_STATE_DIR:
        options->state_dir = value;
        return true;
    case OPTION_SOURCES_DIR:
        return take_sources_dir(options, value);
    case OPTION_NAMES_DIR:
        return take_names_dir(options, value);
    case ':':
        message_print("'%s' needs a value", argument);
        return false;
    default:
        complain_of_option(argument);
        return false;
    }
}

/* `argument` is the one that getopt_long() has just parsed, for a message. */
static bool take_option(struct options *options, int option, const char *value,
                        const char *argument)
{
    switch (option) {
    case OPTION_ALL:
        options->all = true;
        return true;
    case OPTION_JSON:
        options->output = OUTPUT_JSON;
        return true;
    case OPTION_TSV:
        options->output = OUTPUT_TSV;
        return true;
    case OPTION_EXPLAIN:
        options->action = ACTION_EXPLAIN;
        return true;
    case OPTION_DUMP_INDEX:
        options->action = ACTION_DUMP_INDEX;
        return true;
    case OPTION_SOURCES:
        options->action = ACTION_SOURCES;
        return true;
    case OPTION_HELP:
        options->action = ACTION_HELP;
        return true;
    case OPTION_VERSION:
        options->action = ACTION_VERSION;
        return true;
    default:
        return take_value(options, option, value, argument);
    }
}

/* A word to exclude, "-face", must not be taken for the option -f with the value "ace". So short options
 * stand alone, or before what is not a letter: -n5. `argv` is what getopt_long() looks at next. */
static bool check_short(char **argv)
{
    while (*argv && ((*argv)[0] != '-' || (*argv)[1] == '\0'))
        argv++;
    if (!*argv || (*argv)[1] == '-' || !isalpha((unsigned char)(*argv)[1]) ||
        !isalpha((unsigned char)(*argv)[2]))
        return true;
    message_print(
        "'%s' is not an option: write two hyphens before a long one, and -- before a query "
        "with words to exclude",
        *argv);
    return false;
}

/* Parses arguments into *options, which has defaults. */
static bool parse(struct options *options, int argc, char **argv)
{
    int option;

    opterr = 0; /* its messages are not escaped */
    optind = 0; /* glibc: start over */
    for (;;) {
        if (!check_short(argv + (optind > 0 ? optind : 1)))
            return false;
        option = getopt_long(argc, argv, short_options, long_options, NULL);
        if (option == -1)
            break;
        if (!take_option(options, option, optarg, argv[optind - 1]))
            return false;
        if (options->action == ACTION_HELP || options->action == ACTION_VERSION)
            return true;
    }
    options->words = argv + optind;
    options->word_count = argc - optind;
    return true;
}

/*
 * Calls.
 */

static bool check_search(const struct options *options)
{
    if (options->word_count == 0)
        message_print("missing QUERY: add words to search for");
    else if (options->action == ACTION_EXPLAIN &&
             (options->output != OUTPUT_LINES || options->all || options->format))
        message_print("--explain prints lines only: remove --json, --tsv, --all and --format");
    else if (options->all && options->format)
        message_print("--all prints all columns and --format some: remove one of them");
    else if (options->output == OUTPUT_TSV && (options->all || options->format))
        message_print("--tsv has columns of its own: remove it, --all or --format");
    else
        return true;
    return false;
}

static bool check_inspect(const struct options *options)
{
    if (options->word_count > 0 || options->output != OUTPUT_LINES || options->all ||
        options->format)
        message_print("--inspect takes one TEXT and prints lines only: quote TEXT, and "
                      "remove --json, --tsv, --all and --format");
    else if (!utf8_valid(options->inspected, strlen(options->inspected)))
        message_print("invalid UTF-8 in the text of --inspect: encode it as UTF-8, or send it to "
                      "--inspect -");
    else
        return true;
    return false;
}

/* Checks that the action has its arguments and no others; prints an error. */
static bool check_call(const struct options *options)
{
    switch (options->action) {
    case ACTION_SEARCH:
    case ACTION_EXPLAIN:
        return check_search(options);
    case ACTION_INSPECT:
        return check_inspect(options);
    case ACTION_LIST:
        if (options->word_count == 0 && !options->all && !options->format)
            return true;
        message_print("--list takes no QUERY and has columns of its own: remove QUERY, --all and "
                      "--format");
        return false;
    case ACTION_DUMP_INDEX:
    case ACTION_SOURCES:
        if (options->word_count == 0 && options->output == OUTPUT_LINES && !options->all &&
            !options->format)
            return true;
        message_print("%s takes no QUERY and prints lines only: remove QUERY, "
                      "--json, --tsv, --all and --format",
                      options->action == ACTION_SOURCES ? "--sources" : "--dump-index");
        return false;
    case ACTION_HELP:
    case ACTION_VERSION:
        return true;
    }
    assert(false && "not a value of enum action");
    return false;
}

bool options_parse(struct options *options, int argc, char **argv)
{
    *options = (struct options){.limit = OPTIONS_NO_LIMIT,
                                .sources = {.directory = SOURCES_DIRECTORY, .usual = true}};
    return parse(options, argc, argv) && check_call(options);
}

bool options_for_person(const struct options *options)
{
    return options->output == OUTPUT_LINES && options->action <= ACTION_LIST;
}

/* Parses the options of the user's file and environment, which may only say how to answer. */
static bool parse_defaults(struct options *options, const struct defaults_source *source)
{
    char *argv[DEFAULTS_WORDS_MAX + 2];
    bool parsed;

    if (source->count == 0)
        return true;
    memcpy(argv, source->words, sizeof argv); /* getopt_long() reorders them */
    parsed = parse(options, source->count, argv);
    if (parsed && (options->action != ACTION_SEARCH || options->word_count > 0 ||
                   options->output != OUTPUT_LINES)) {
        message_print("default options say how to answer, not what: remove words, actions, --json "
                      "and --tsv");
        parsed = false;
    }
    if (!parsed)
        message_print("these options are in %s: correct them there", source->name);
    return parsed;
}

bool options_parse_on_terminal(struct options *options, const struct defaults *defaults, int argc,
                               char **argv)
{
    struct options given = *options; /* of the command line alone */

    *options = (struct options){.limit = OPTIONS_TERMINAL_LIMIT,
                                .scope = SCOPE_ALL,
                                .sort = SORT_RELEVANCE,
                                .sources = {.directory = SOURCES_DIRECTORY, .usual = true}};
    for (int i = 0; i < DEFAULTS_SOURCES; i++)
        if (!parse_defaults(options, &defaults->sources[i]))
            return false;
    /* What the command line asks for replaces what they ask for, not adds to it. */
    if (given.all || given.format || given.action != ACTION_SEARCH) {
        options->all = false;
        options->format = NULL;
    }
    if (given.action == ACTION_EXPLAIN)
        options->limit = given.limit;
    return parse(options, argc, argv) && check_call(options);
}
