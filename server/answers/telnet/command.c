/*
 * The lines whose first word is a colon and the name of a command.
 *
 * One table lists the commands. Each entry turns its argument into lines of text and may change the
 * session's settings. It sends nothing and runs no query: commands that need the last result
 * (:more) or the connection (:quit) return an outcome to the caller.
 */
#include "server/answers/telnet/command.h"

#include <assert.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "index/base/ascii.h"
#include "index/base/repr.h"
#include "index/present/dissection.h"
#include "index/present/listing.h"
#include "index/search/notation/notation.h"
#include "index/sources/versions.h"
#include "index/sources/warning.h"
#include "index/unicode/property.h"
#include "server/answers/language.h"

struct call {
    struct slice argument; /* the text after the name and white space */
    struct command_settings *settings;
    const struct catalog *catalog;
    struct buffer *answer;
};

struct command {
    const char *name; /* with its colon */
    bool takes_argument;
    enum command_outcome (*run)(const struct call *call);
};

static bool word_is(struct slice word, const char *text)
{
    return word.size == strlen(text) && strncasecmp(word.bytes, text, word.size) == 0;
}

/* One example per property: the first as a query of its own line, the others after it. */
enum { HELP_INDENTATION = 18, HELP_WIDTH = 78 }; /* columns */

static void help_properties(struct buffer *answer)
{
    size_t column = HELP_INDENTATION + strlen("or");

    buffer_append_format(answer, "  %-16sor", property_example((enum property)0));
    for (unsigned property = 1; property < PROPERTY_SHOWN; property++) {
        const char *example = property_example((enum property)property);

        if (column + 1 + strlen(example) > HELP_WIDTH) {
            buffer_append_format(answer, "\r\n%*s", HELP_INDENTATION - 1, "");
            column = HELP_INDENTATION - 1;
        }
        buffer_append_format(answer, " %s", example);
        column += 1 + strlen(example);
    }
    buffer_append_text(answer, "\r\n");
}

static enum command_outcome help_run(const struct call *call)
{
    buffer_append_text(
        call->answer,
        "Send a query: every term must match. White space and commas separate terms.\r\n"
        "  cat face        whole words of a name, in any order and any case\r\n"
        "  arrow*          words with this prefix\r\n"
        "  *arrow  a?row   words that match: * stands for any letters, ? for one\r\n"
        "  \"cat face\"      adjacent words\r\n"
        "  -black  cat|dog without this word; with either word\r\n"
        "  U+2600          a code point: ");
    notation_append_examples(call->answer, "\r\n                  ", 32, HELP_WIDTH);
    buffer_append_text(call->answer, "\r\n"
                                     "  U+2600..U+26FF  a range of code points;"
                                     " \u2600\u2601: the characters themselves\r\n");
    help_properties(call->answer);
    buffer_append_text(
        call->answer,
        "  like:a  base:a  what can be confused with it; what decomposes to it\r\n"
        "  alias:tilde     in aliases only; also name:cat keyword:love definition:water\r\n"
        ":scope all        also search aliases, keywords and sequences; :scope name\r\n"
        ":sort relevance   show the best matches first; :sort codepoint\r\n"
        ":lang de,fr       prefer keywords in these languages; :lang en\r\n"
        ":only_lang de,fr  search keywords in these languages only; :only_lang all\r\n"
        ":variants show    show skin tones and genders as separate rows; :variants fold\r\n"
        ":limit 50         show the first 50 rows, :more the next ones; :limit all\r\n"
        ":json on          answer in JSON, one object per line; :json off\r\n"
        ":list blocks      show what can be asked for; :inspect TEXT takes a text apart\r\n"
        ":status           show the state of the index and of the server\r\n"
        ":quit             close the connection, as Ctrl-C does; :help shows this help\r\n");
    return COMMAND_ANSWERED;
}

/* Decimal digits only, at most six: no result has a million rows. */
static bool limit_parse(struct slice text, uint32_t *limit)
{
    *limit = 0;
    if (word_is(text, "all"))
        return true;
    if (text.size == 0 || text.size > 6)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (!ascii_is_digit(text.bytes[i]))
            return false;
        *limit = *limit * 10 + (uint32_t)(text.bytes[i] - '0');
    }
    return true;
}

static enum command_outcome limit_run(const struct call *call)
{
    uint32_t limit = call->settings->limit;

    if (call->argument.size > 0 && !limit_parse(call->argument, &limit)) {
        buffer_append_text(call->answer, ":limit takes a number of rows, 1 to 999999, or all: "
                                         "send :limit 50 or :limit all.\r\n");
        return COMMAND_ANSWERED;
    }
    call->settings->limit = limit;
    if (limit == 0)
        buffer_append_text(call->answer, "Limit: none.\r\n");
    else
        buffer_append_format(call->answer, "Limit: %" PRIu32 " row%s.\r\n", limit,
                             limit == 1 ? "" : "s");
    return COMMAND_ANSWERED;
}

static enum command_outcome more_run(const struct call *call)
{
    (void)call;
    return COMMAND_MORE;
}

static enum command_outcome json_run(const struct call *call)
{
    bool on = word_is(call->argument, "on");

    if (call->argument.size > 0 && !on && !word_is(call->argument, "off")) {
        buffer_append_text(call->answer, ":json takes on or off: send :json on or :json off.\r\n");
        return COMMAND_ANSWERED;
    }
    if (call->argument.size > 0)
        call->settings->json = on;
    buffer_append_text(call->answer, call->settings->json ? "JSON: on.\r\n" : "JSON: off.\r\n");
    return COMMAND_ANSWERED;
}

/* Appends the current value of the setting or, if the argument was invalid, what to send. */
static enum command_outcome setting_show(const struct call *call, bool known, const char *wrong,
                                         const char *label, const char *value)
{
    if (known)
        buffer_append_format(call->answer, "%s: %s.\r\n", label, value);
    else
        buffer_append_text(call->answer, wrong);
    return COMMAND_ANSWERED;
}

static enum command_outcome scope_run(const struct call *call)
{
    enum search_scope *scope = &call->settings->scope;
    bool known = call->argument.size == 0;

    for (enum search_scope one = SCOPE_NAME; !known && one <= SCOPE_ALL; one++)
        if (word_is(call->argument, search_scope_name(one))) {
            *scope = one;
            known = true;
        }
    return setting_show(call, known,
                        ":scope takes name or all: send :scope name or :scope all.\r\n", "Scope",
                        search_scope_name(*scope));
}

static enum command_outcome sort_run(const struct call *call)
{
    enum search_sort *sort = &call->settings->sort;
    bool known = call->argument.size == 0;

    for (enum search_sort one = SORT_CODE_POINT; !known && one <= SORT_RELEVANCE; one++)
        if (word_is(call->argument, search_sort_name(one))) {
            *sort = one;
            known = true;
        }
    return setting_show(call, known,
                        ":sort takes codepoint or relevance: send :sort codepoint or "
                        ":sort relevance.\r\n",
                        "Sort", search_sort_name(*sort));
}

static enum command_outcome variants_run(const struct call *call)
{
    bool show = word_is(call->argument, "show");
    bool known = call->argument.size == 0 || show || word_is(call->argument, "fold");

    if (known && call->argument.size > 0)
        call->settings->unfold = show;
    return setting_show(call, known,
                        ":variants takes fold or show: send :variants fold or :variants show.\r\n",
                        "Variants", call->settings->unfold ? "show" : "fold");
}

/* Returns whether the list is valid. Without an index the check is left to the query. */
static bool list_check(const struct call *call, const char *name, bool preference)
{
    const struct charindex *index = call->catalog->index;
    struct preference preferred;
    struct languages languages;
    struct reason reason;

    if (call->argument.size >= COMMAND_LANGUAGES_SIZE) {
        buffer_append_format(call->answer, "%s takes at most %d bytes%s.\r\n", name,
                             COMMAND_LANGUAGES_SIZE - 1, preference ? "" : ", or all");
        return false;
    }
    if (!index || (preference ? language_preference_read(index, call->argument, &preferred, &reason)
                              : language_set_read(index, call->argument, &languages, &reason)))
        return true;
    buffer_append_format(call->answer, "%s: %s.\r\n", name, reason.text);
    return false;
}

/* Shows a list; the empty one has a meaning of its own. */
static void list_show(const struct call *call, const char *label, const char *list,
                      const char *empty)
{
    buffer_append_format(call->answer, "%s: ", label);
    if (list[0])
        repr_append(call->answer, list, strlen(list));
    else
        buffer_append_text(call->answer, empty);
    buffer_append_text(call->answer, ".\r\n");
}

/* The lists of the session, to be changed; NULL when memory ran out. */
static struct command_languages *lists_of(const struct call *call)
{
    struct command_settings *settings = call->settings;

    if (!settings->languages)
        settings->languages = calloc(1, sizeof *settings->languages);
    if (!settings->languages)
        call->answer->failed = true;
    return settings->languages;
}

static void list_keep(char list[static COMMAND_LANGUAGES_SIZE], struct slice wanted)
{
    memcpy(list, wanted.bytes, wanted.size);
    list[wanted.size] = '\0';
}

static enum command_outcome lang_run(const struct call *call)
{
    if (call->argument.size > 0) {
        struct command_languages *lists;

        if (!list_check(call, ":lang", true) || !(lists = lists_of(call)))
            return COMMAND_ANSWERED;
        list_keep(lists->preferred, call->argument);
    }
    list_show(call, "Preferred languages", command_preferred(call->settings), "en");
    return COMMAND_ANSWERED;
}

static enum command_outcome only_lang_run(const struct call *call)
{
    if (call->argument.size > 0) {
        struct command_languages *lists;

        if (!list_check(call, ":only_lang", false) || !(lists = lists_of(call)))
            return COMMAND_ANSWERED;
        if (word_is(call->argument, "all"))
            lists->only[0] = '\0';
        else
            list_keep(lists->only, call->argument);
    }
    list_show(call, "Languages", command_only(call->settings), "all");
    return COMMAND_ANSWERED;
}

static void state_append(struct buffer *answer, const struct catalog *catalog)
{
    switch (catalog->state) {
    case CATALOG_BUILDING:
        buffer_append_format(answer, "state: building, %u%%\r\n", catalog->progress);
        return;
    case CATALOG_READY:
        buffer_append_text(answer, "state: ready\r\n");
        return;
    case CATALOG_FAILED:
        buffer_append_format(answer, "state: failed, %s\r\n", catalog->failure.text);
        return;
    }
    assert(false && "unknown catalog state");
}

static void index_append(struct buffer *answer, const struct charindex *index)
{
    const char *data = charindex_data_version(index);
    struct reason lag;

    buffer_append_format(answer,
                         "generation: %s\r\n"
                         "Unicode: %s\r\n"
                         "Unicode data: %s\r\n"
                         "ICU: %s\r\n"
                         "characters: %" PRIu32 "\r\n"
                         "sequences: %" PRIu32 "\r\n"
                         "words: %" PRIu32 "\r\n",
                         charindex_generation(index), charindex_unicode_version(index),
                         data[0] ? data : "unknown", charindex_icu_version(index),
                         charindex_characters(index), charindex_sequences(index),
                         charindex_terms(index));
    if (sources_lag(charindex_sources(index), &lag))
        buffer_append_format(answer, "notice: %s\r\n", lag.text);
}

/* "sources: icu 72.1, aliases 15.0, cldr (missing)" */
static void sources_append(struct buffer *answer, const struct charindex *index)
{
    const struct sources *sources = charindex_sources(index);

    buffer_append_text(answer, "languages: ");
    language_append_all(answer, index);
    buffer_append_text(answer, "\r\nsources: ");
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        const struct source *source = &sources->list[i];
        char version[VERSION_SIZE];

        version_of_source(source, version);
        buffer_append_format(answer, "%s%.*s%s%s", i > 0 ? ", " : "", SOURCE_NAME_SIZE,
                             source->name, version[0] ? " " : "", version);
        if (source->state != SOURCE_OK)
            buffer_append_format(answer, " (%s)", source_state_name(source->state));
    }
    buffer_append_text(answer, "\r\n");
}

static void sessions_append(struct buffer *answer, const struct catalog *catalog)
{
    uint64_t sessions = 0;
    uint64_t queries = 0;

    for (size_t i = 0; i < catalog->reactors; i++) {
        const struct counters *counters = &catalog->counters[i];
        sessions += atomic_load_explicit(&counters->telnet_open, memory_order_relaxed);
        queries += atomic_load_explicit(&counters->telnet_queries, memory_order_relaxed);
    }
    buffer_append_format(answer, "sessions: %" PRIu64 "\r\nqueries: %" PRIu64 "\r\n", sessions,
                         queries);
}

static enum command_outcome status_run(const struct call *call)
{
    state_append(call->answer, call->catalog);
    if (call->catalog->state == CATALOG_READY) {
        index_append(call->answer, call->catalog->index);
        sources_append(call->answer, call->catalog->index);
    }
    buffer_append_format(call->answer, "uptime: %" PRIu64 " s\r\n", call->catalog->uptime);
    sessions_append(call->answer, call->catalog);
    return COMMAND_ANSWERED;
}

/*
 * Lookups.
 */

static bool index_missing(const struct call *call)
{
    if (call->catalog->index)
        return false;
    buffer_append_text(call->answer, "The index is not ready: send :status.\r\n");
    return true;
}

static void list_complain(const struct call *call)
{
    struct closest closest;

    closest_init(&closest, call->argument.bytes, call->argument.size);
    listing_closest(&closest, false);
    buffer_append_format(call->answer,
                         ":list takes blocks, scripts, categories, ages or the key of a "
                         "property: send :list %s.\r\n",
                         closest.found ? closest.found : "blocks");
}

static enum command_outcome list_run(const struct call *call)
{
    struct listing listing;

    if (!listing_find(call->argument.bytes, call->argument.size, &listing) || listing.fields) {
        list_complain(call);
        return COMMAND_ANSWERED;
    }
    if (index_missing(call))
        return COMMAND_ANSWERED;
    for (uint32_t i = 0; i < listing_count(&listing, call->catalog->index); i++) {
        struct listing_entry entry;

        listing_entry(&listing, call->catalog->index, i, &entry);
        listing_append(call->answer, &entry);
        buffer_append_text(call->answer, "\r\n");
    }
    return COMMAND_ANSWERED;
}

enum { INSPECTED_MAX = 256 }; /* bytes: a turn takes them apart in a fraction of its budget */

static enum command_outcome inspect_run(const struct call *call)
{
    struct buffer lines = BUFFER_INIT;

    if (call->argument.size == 0 || call->argument.size > INSPECTED_MAX) {
        buffer_append_format(call->answer,
                             ":inspect takes a text of at most %d bytes: send :inspect "
                             "e\u0301.\r\n",
                             INSPECTED_MAX);
        return COMMAND_ANSWERED;
    }
    if (index_missing(call))
        return COMMAND_ANSWERED;
    dissection_append(&lines, call->catalog->index, call->argument);
    for (size_t at = 0; at < lines.size;) {
        size_t size = (size_t)((const char *)memchr(lines.bytes + at, '\n', lines.size - at) -
                               (lines.bytes + at));

        buffer_append(call->answer, lines.bytes + at, size);
        buffer_append_text(call->answer, "\r\n");
        at += size + 1;
    }
    if (lines.failed) {
        buffer_release(call->answer);
        call->answer->failed = true;
    }
    buffer_release(&lines);
    return COMMAND_ANSWERED;
}

static enum command_outcome quit_run(const struct call *call)
{
    (void)call;
    return COMMAND_QUIT;
}

static const struct command commands[] = {
    {":help", false, help_run},          {":scope", true, scope_run},
    {":sort", true, sort_run},           {":lang", true, lang_run},
    {":only_lang", true, only_lang_run}, {":variants", true, variants_run},
    {":limit", true, limit_run},         {":more", false, more_run},
    {":json", true, json_run},           {":list", true, list_run},
    {":inspect", true, inspect_run},     {":status", false, status_run},
    {":quit", false, quit_run},
};

static const struct command *command_find(struct slice name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (word_is(name, commands[i].name))
            return &commands[i];
    }
    return NULL;
}

static bool byte_is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static struct slice name_cut(struct slice *rest)
{
    struct slice name = *rest;
    size_t at = 0;

    while (at < rest->size && !byte_is_space(rest->bytes[at]))
        at++;
    name.size = at;
    while (at < rest->size && byte_is_space(rest->bytes[at]))
        at++;
    rest->bytes += at;
    rest->size -= at;
    return name;
}

bool command_recognize(struct slice line)
{
    return line.size > 0 && line.bytes[0] == ':' && command_find(name_cut(&line));
}

bool command_resembles(struct slice line)
{
    return line.size > 1 && line.bytes[0] == ':' && ascii_is_letter(line.bytes[1]);
}

void command_settings_release(struct command_settings *settings)
{
    free(settings->languages);
    settings->languages = NULL;
}

enum command_outcome command_run(struct slice line, struct command_settings *settings,
                                 const struct catalog *catalog, struct buffer *answer)
{
    struct call call = {
        .argument = line, .settings = settings, .catalog = catalog, .answer = answer};
    struct slice name = name_cut(&call.argument);
    const struct command *command = command_find(name);

    assert(command && "command_recognize() was not asked");
    if (call.argument.size > 0 && !command->takes_argument) {
        buffer_append_format(answer, "%s takes no argument: send %s alone.\r\n", command->name,
                             command->name);
        return COMMAND_ANSWERED;
    }
    return command->run(&call);
}
