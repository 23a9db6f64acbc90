/*
 * Parses the command line, and has the text of --help. It does not read files or open the index.
 */

#include "index/cli/options.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/buffer.h"
#include "index/base/utf8.h"
#include "index/cli/message.h"
#include "index/search/notation/notation.h"
#include "index/unicode/property.h"

/* " block script …" */
#define USAGE_KEY(name, key, ...) " " key
#define USAGE_KEYS                PROPERTIES_SHOWN(USAGE_KEY)

static const char usage_queries[] =
    "Usage: charfinder [OPTION...] QUERY...\n"
    "       charfinder --explain [OPTION...] QUERY...\n"
    "       charfinder --inspect TEXT\n"
    "       charfinder --dump-index\n"
    "Finds Unicode characters by words of their names, and more.\n"
    "\n"
    "  charfinder chess black           all words must be in the name\n"
    "  charfinder 'arrow*'              words with this prefix\n"
    "  charfinder '*arrow' 'a?row'      words that match; * stands for any letters, ? for one\n"
    "  charfinder '\"cat face\"'          words next to each other, in order\n"
    "  charfinder -- sun -black         not this word\n"
    "  charfinder 'cat|dog'             either word\n"
    "  charfinder U+2600                a code point, in any of these notations (quote them):\n"
    "                                   ";
static const char usage_more_queries[] =
    "\n"
    "  charfinder U+2600..U+26FF        a range of them\n"
    "  charfinder ☀                     pasted characters\n"
    "  charfinder block:arrows 'age:>=14'\n"
    "                                   by property:" USAGE_KEYS "\n"
    "                                   and all others of Unicode: whitespace:yes lb:QU\n"
    "  charfinder like:a base:a         what can be confused with it; what decomposes to it\n"
    "  charfinder keyword:love          only there: name, alias, keyword, definition\n"
    "\n";
static const char usage_options[] =
    "      --scope name|all             search official names (default), or also aliases,\n"
    "                                   keywords, definitions and sequences, where words also\n"
    "                                   match as prefixes\n"
    "      --sort codepoint|relevance   rows by code point (default), or the best match first\n"
    "      --lang LIST                  prefer keywords in these languages: de,fr (default:\n"
    "                                   LC_ALL, LC_MESSAGES or LANG)\n"
    "      --only-lang LIST             search keywords in these languages only\n"
    "      --variants fold|show         variants by skin tone and gender folded under their\n"
    "                                   base (default), or as separate rows\n"
    "      --limit N                    at most N rows\n"
    "      --json                       rows as a JSON array of objects\n"
    "      --tsv                        rows only, without the status line\n"
    "      --explain                    explain the result: clauses, plan, steps, and what the\n"
    "                                   scores of the first rows are made of (--limit, 5)\n"
    "      --inspect TEXT               dissect a text: its characters and code points\n"
    "      --dump-index                 describe the saved index: sources, counts, chunks\n"
    "      --state-dir DIR              where the index is saved\n"
    "      --languages LIST             languages of the index's keywords besides English:\n"
    "                                   de,pt_PT or all (default: those of the saved index,\n"
    "                                   English if there is none)\n"
    "      --sources-dir DIR            where Unicode's and CLDR's files are\n"
    "                                   (default " SOURCES_DIRECTORY ")\n"
    "      --names-dir DIR              where the site's tables of names are; may be repeated\n"
    "                                   (default " SOURCES_SITE ")\n"
    "      --help                       this text\n"
    "      --version                    the version\n"
    "\n"
    "Exit status: 0 with results, 1 without, 2 on a usage error.\n";

void options_print_usage(FILE *out)
{
    static const char newline[] = "\n                                   ";
    struct buffer notations = BUFFER_INIT;

    notation_append_examples(&notations, newline, sizeof newline - 2, 90);
    (void)fprintf(out, "%s%.*s%s%s", usage_queries, (int)notations.size, notations.bytes,
                  usage_more_queries, usage_options);
    buffer_release(&notations);
}

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
    message_print("invalid value '%s' for --%s: use %s", value, option, wanted);
    return false;
}

static bool parse_variants(const char *text, bool *unfold)
{
    *unfold = strcmp(text, "show") == 0;
    return *unfold || strcmp(text, "fold") == 0;
}

static bool add_names_dir(struct options *options, const char *folder)
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

/* The values that getopt_long() returns; greater than any character. */
enum {
    OPTION_JSON = 256,
    OPTION_TSV,
    OPTION_LIMIT,
    OPTION_SCOPE,
    OPTION_SORT,
    OPTION_LANG,
    OPTION_ONLY_LANG,
    OPTION_VARIANTS,
    OPTION_EXPLAIN,
    OPTION_INSPECT,
    OPTION_DUMP_INDEX,
    OPTION_STATE_DIR,
    OPTION_LANGUAGES,
    OPTION_SOURCES_DIR,
    OPTION_NAMES_DIR,
    OPTION_HELP,
    OPTION_VERSION,
};

static bool take_value(struct options *options, int option, const char *value, const char *argument)
{
    switch (option) {
    case OPTION_LIMIT:
        return parse_limit(value, &options->limit) ||
               wrong_value("limit", value, "a number of rows, 1 or more");
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
                               "names of CLDR's languages, such as de,pt_PT, or all");
        language_names_want(&options->languages, options->language_pointers, &options->sources);
        return true;
    case OPTION_LANG:
        options->lang = value;
        return true;
    case OPTION_ONLY_LANG:
        options->only_lang = value;
        return true;
    case OPTION_INSPECT:
        options->action = ACTION_INSPECT;
        options->inspected = value;
        return true;
    case OPTION_STATE_DIR:
        options->state_dir = value;
        return true;
    case OPTION_SOURCES_DIR:
        options->sources.directory = value;
        return true;
    case OPTION_NAMES_DIR:
        return add_names_dir(options, value);
    case ':':
        message_print("'%s' needs a value", argument);
        return false;
    default:
        message_print("'%s' is not an option, abbreviates several, or takes no value", argument);
        return false;
    }
}

/* `argument` is the one that getopt_long() has just parsed, for a message. */
static bool take_option(struct options *options, int option, const char *value,
                        const char *argument)
{
    switch (option) {
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

/* Checks that the action has its arguments and no others; prints an error. */
static bool check_call(const struct options *options)
{
    switch (options->action) {
    case ACTION_SEARCH:
    case ACTION_EXPLAIN:
        if (options->word_count == 0)
            message_print("missing QUERY: add words to search for");
        else if (options->action == ACTION_EXPLAIN && options->output != OUTPUT_LINES)
            message_print("--explain prints lines only: remove --json or --tsv");
        else
            return true;
        return false;
    case ACTION_INSPECT:
        if (options->word_count > 0 || options->output != OUTPUT_LINES)
            message_print("--inspect takes one TEXT and prints lines only: quote TEXT, and "
                          "remove --json or --tsv");
        else if (!utf8_valid(options->inspected, strlen(options->inspected)))
            message_print("invalid UTF-8 in the text of --inspect: encode it as UTF-8");
        else
            return true;
        return false;
    case ACTION_DUMP_INDEX:
        if (options->word_count == 0 && options->output == OUTPUT_LINES)
            return true;
        message_print("--dump-index takes no QUERY and prints lines only: remove QUERY, "
                      "--json and --tsv");
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
    static const struct option table[] = {
        {"json", no_argument, NULL, OPTION_JSON},
        {"tsv", no_argument, NULL, OPTION_TSV},
        {"limit", required_argument, NULL, OPTION_LIMIT},
        {"scope", required_argument, NULL, OPTION_SCOPE},
        {"sort", required_argument, NULL, OPTION_SORT},
        {"lang", required_argument, NULL, OPTION_LANG},
        {"only-lang", required_argument, NULL, OPTION_ONLY_LANG},
        {"variants", required_argument, NULL, OPTION_VARIANTS},
        {"explain", no_argument, NULL, OPTION_EXPLAIN},
        {"inspect", required_argument, NULL, OPTION_INSPECT},
        {"dump-index", no_argument, NULL, OPTION_DUMP_INDEX},
        {"state-dir", required_argument, NULL, OPTION_STATE_DIR},
        {"languages", required_argument, NULL, OPTION_LANGUAGES},
        {"sources-dir", required_argument, NULL, OPTION_SOURCES_DIR},
        {"names-dir", required_argument, NULL, OPTION_NAMES_DIR},
        {"help", no_argument, NULL, OPTION_HELP},
        {"version", no_argument, NULL, OPTION_VERSION},
        {NULL, 0, NULL, 0},
    };
    int option;

    *options = (struct options){.limit = OPTIONS_NO_LIMIT, .sources.directory = SOURCES_DIRECTORY};
    opterr = 0; /* its messages are not escaped */
    while ((option = getopt_long(argc, argv, ":", table, NULL)) != -1) {
        if (!take_option(options, option, optarg, argv[optind - 1]))
            return false;
        if (options->action == ACTION_HELP || options->action == ACTION_VERSION)
            return true;
    }
    options->words = argv + optind;
    options->word_count = argc - optind;
    return check_call(options);
}
