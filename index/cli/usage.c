/*
 * The text of --help. Notations and keys are those of their tables.
 */

#include "index/cli/usage.h"

#include "index/base/buffer.h"
#include "index/search/notation/notation.h"
#include "index/sources/sources.h"
#include "index/sources/tables/tables.h"
#include "index/unicode/property.h"

/* " block script …" */
#define USAGE_KEY(name, key, ...) " " key
#define USAGE_KEYS                PROPERTIES_SHOWN(USAGE_KEY)

static const char usage_queries[] =
    "Usage: charfinder [OPTION...] QUERY...\n"
    "       charfinder --explain [OPTION...] QUERY...\n"
    "       charfinder --inspect TEXT|-\n"
    "       charfinder --list blocks|scripts|categories|ages|columns\n"
    "       charfinder --sources\n"
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
    "                                   by property:\n"
    "         " USAGE_KEYS "\n"
    "                                   and all others of Unicode: whitespace:yes lb:QU\n"
    "  charfinder like:a base:a         what can be confused with it; what decomposes to it\n"
    "  charfinder keyword:love          only there: name, alias, keyword, definition\n"
    "\n"
    "On a terminal the scope is all, the best matches come first, and 25 rows are shown in\n"
    "columns. In a pipe, all rows come by code point from official names, with tabs.\n"
    "\n";
static const char usage_options[] =
    "  -s, --scope name|all             search official names, or also aliases, keywords,\n"
    "                                   definitions and sequences, where words also match as\n"
    "                                   prefixes\n"
    "  -o, --sort codepoint|relevance   rows by code point, or the best match first\n"
    "  -l, --lang LIST                  prefer keywords in these languages: de,fr (default:\n"
    "                                   LC_ALL, LC_MESSAGES or LANG)\n"
    "      --only-lang LIST             search keywords in these languages only\n"
    "      --variants fold|show         variants by skin tone and gender folded under their\n"
    "                                   base (default), or as separate rows\n"
    "  -n, --limit N|all                at most N rows\n"
    "  -a, --all                        all that is known of each character\n"
    "  -f, --format FORMAT              a line for each character: '%(char) %(name l:30)';\n"
    "                                   --list columns shows the columns\n"
    "  -j, --json                       rows as a JSON array of objects; with --all or\n"
    "                                   --format, of all columns or those of the format\n"
    "  -t, --tsv                        rows only, without the status line\n"
    "      --color auto|always|never    colour: on a terminal without NO_COLOR (default),\n"
    "                                   and columns also in a pipe, or none\n"
    "  -x, --explain                    explain the result: clauses, plan, steps, and what the\n"
    "                                   scores of the first rows are made of (--limit, 5)\n"
    "  -i, --inspect TEXT|-             dissect a text, or standard input: its characters,\n"
    "                                   code points and bytes, and what is wrong with it\n"
    "  -L, --list LIST                  what can be asked for, with counts: blocks, scripts,\n"
    "                                   categories, ages, columns, or the key of a property\n"
    "      --sources                    the sources of the saved index, with their versions\n"
    "      --dump-index                 describe the saved index: sources, counts, chunks\n"
    "      --state-dir DIR              where the index is saved\n"
    "      --languages LIST             languages of the index's keywords besides English:\n"
    "                                   de,pt_PT or all (default: those of the saved index,\n"
    "                                   English if there is none)\n"
    "      --sources-dir DIR            where Unicode's and CLDR's files are; may be repeated,\n"
    "                                   and the first that has a file wins\n"
    "                                   (default " SOURCES_DIRECTORY ")\n"
    "      --names-dir DIR              where the site's tables of names are; may be repeated\n"
    "                                   (default " SOURCES_SITE ")\n"
    "  -h, --help                       this text\n"
    "  -V, --version                    the version\n"
    "\n"
    "  charfinder update                fetches newer files: charfinder update --help\n"
    "\n"
    "On a terminal, options are also read from ~/.config/charfinder/options and\n"
    "CHARFINDER_OPTS.\n"
    "Exit status: 0 with results, 1 without, 2 on a usage error.\n";

void usage_print(FILE *out)
{
    static const char newline[] = "\n                                   ";
    struct buffer notations = BUFFER_INIT;

    notation_append_examples(&notations, newline, sizeof newline - 2, 90);
    (void)fprintf(out, "%s%.*s%s%s", usage_queries, (int)notations.size, notations.bytes,
                  usage_more_queries, usage_options);
    buffer_release(&notations);
}
