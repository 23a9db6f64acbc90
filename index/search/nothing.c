/*
 * Reasons are tried from the most certain to the least: code points that cannot be found, versions
 * that are not there, then each filter that may be left out, and last other languages. A filter is
 * a group of the query that names no words to find: a property, a range, relatives, an exclusion.
 */

#include "index/search/nothing.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "index/base/repr.h"
#include "index/search/query/grammar.h"
#include "index/unicode/character.h"
#include "index/unicode/property.h"
#include "index/unicode/version.h"

enum { FILTERS_MAX = 4 }; /* left out one by one */

struct why {
    const struct hits_request *request;
    struct slice text;
    const struct query *query;
    struct nothing *nothing;
};

const char *nothing_code_name(enum nothing_code code)
{
    static const char *const names[] = {
        [NOTHING_UNASSIGNED] = "unassigned",
        [NOTHING_PRIVATE_USE] = "private-use",
        [NOTHING_NOT_A_CHARACTER] = "not-a-character",
        [NOTHING_NEWER] = "newer",
        [NOTHING_FILTERED] = "filtered",
        [NOTHING_OTHER_LANGUAGE] = "other-language",
    };

    assert((size_t)code < sizeof names / sizeof *names);
    return names[code];
}

__attribute__((format(printf, 3, 4))) static bool say(const struct why *why, enum nothing_code code,
                                                      const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(why->nothing->message, sizeof why->nothing->message, format, arguments);
    va_end(arguments);
    why->nothing->code = code;
    return true;
}

/*
 * Code points.
 */

static bool explain_point(const struct why *why, uint32_t point)
{
    const char *category = property_category_name(
        property_number(charindex_repertoire(why->request->index), PROPERTY_CATEGORY, point));
    const char *unicode = charindex_unicode_version(why->request->index);

    why->nothing->code_point = (int32_t)point;
    if (strcmp(category, "Co") == 0)
        return say(why, NOTHING_PRIVATE_USE, "U+%04X is for private use: Unicode gives it no name",
                   (unsigned)point);
    if (strcmp(category, "Cs") == 0)
        return say(why, NOTHING_NOT_A_CHARACTER,
                   "U+%04X is a surrogate: two of them stand for a character in UTF-16",
                   (unsigned)point);
    if ((point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF))
        return say(why, NOTHING_NOT_A_CHARACTER,
                   "U+%04X is a noncharacter: no version of Unicode will assign it",
                   (unsigned)point);
    return say(why, NOTHING_UNASSIGNED,
               "U+%04X is not assigned in Unicode %s, the version of this index", (unsigned)point,
               unicode);
}

static bool is_known(const struct why *why, uint32_t point)
{
    uint32_t document;

    return charindex_find(why->request->index, point, &document);
}

/* The first pasted code point that is not in the index. */
static bool explain_points(const struct why *why)
{
    const struct query *query = why->query;

    for (size_t i = 0; i < query->count; i++) {
        const struct query_clause *clause = &query->clauses[i];

        if (clause->negated)
            continue;
        if ((clause->kind == QUERY_CODE_POINT || clause->kind == QUERY_RELATIVES) &&
            !is_known(why, clause->low))
            return explain_point(why, clause->low);
        for (uint32_t k = 0; clause->kind == QUERY_TEXT && k < clause->count; k++)
            if (!is_known(why, query->points[clause->first + k]))
                return explain_point(why, query->points[clause->first + k]);
    }
    return false;
}

/*
 * Other queries.
 */

/* How many the words and filters of the proposed query find; 0 if it is not valid or too expensive. */
static uint32_t count(const struct why *why, const struct search_options *options)
{
    const struct hits_request request = {why->request->index, options, why->request->budget};
    const char *text = why->nothing->query;
    struct query_error error;
    struct query query;
    struct hits hits;
    uint32_t begin, total;

    if (!budget_reserve(request.budget, BUDGET_EVALUATE, strlen(text) * QUERY_BYTE_STEPS) ||
        !query_parse(&query, charindex_repertoire(request.index), text, strlen(text), &error) ||
        hits_find(&request, &query, &hits, &begin) != BUDGET_OK)
        return 0;
    total = hits.set.postings.total + hits.foreign.postings.total;
    hits_release(&hits);
    return total;
}

static void propose(const struct why *why, struct slice before, struct slice after)
{
    const char *between = before.size > 0 && after.size > 0 ? " " : "";

    (void)snprintf(why->nothing->query, sizeof why->nothing->query, "%.*s%s%.*s", (int)before.size,
                   before.bytes, between, (int)after.size, after.bytes);
}

/* The same query with the newest version. */
static void propose_version(const struct why *why, const struct query_clause *clause,
                            const char *unicode)
{
    (void)snprintf(why->nothing->query, sizeof why->nothing->query, "%.*sage:%s%.*s",
                   (int)clause->begin, why->text.bytes, unicode,
                   (int)(why->text.size - clause->end), why->text.bytes + clause->end);
    why->nothing->total = count(why, why->request->options);
    if (why->nothing->total == 0)
        why->nothing->query[0] = '\0';
}

static bool explain_versions(const struct why *why)
{
    const char *unicode = charindex_unicode_version(why->request->index);
    char asked[VERSION_SIZE];
    uint32_t newest;

    if (!version_read(unicode, strlen(unicode), &newest))
        return false;
    for (size_t i = 0; i < why->query->count; i++) {
        const struct query_clause *clause = &why->query->clauses[i];

        if (clause->kind != QUERY_PROPERTY || clause->negated || clause->low <= newest ||
            property_kind(clause->property) != PROPERTY_KIND_VERSIONS)
            continue;
        version_write(clause->low & VERSION_MAX, asked);
        propose_version(why, clause, unicode);
        return say(why, NOTHING_NEWER,
                   "Unicode %s is newer than Unicode %s, the version of this index: run charfinder "
                   "update for newer files",
                   asked, unicode);
    }
    return false;
}

static bool is_filter(const struct query_clause *clause)
{
    return clause->negated || clause->kind == QUERY_PROPERTY || clause->kind == QUERY_RANGE ||
           clause->kind == QUERY_RELATIVES;
}

/* The text of the group that begins with this clause; its end is the next group's first clause. */
static bool find_filter(const struct why *why, size_t first, size_t *end, struct slice *text)
{
    const struct query *query = why->query;
    bool filter = true;
    uint32_t begin;

    for (*end = first;
         *end < query->count && query->clauses[*end].group == query->clauses[first].group; ++*end)
        filter = filter && is_filter(&query->clauses[*end]);
    begin = query->clauses[first].begin - query->clauses[first].negated;
    *text = (struct slice){.bytes = why->text.bytes + begin,
                           .size = query->clauses[*end - 1].end - begin};
    return filter;
}

/* Without the filter, and with all other clauses. */
static bool explain_filter(const struct why *why, struct slice filter)
{
    const char *end = why->text.bytes + why->text.size;
    struct buffer quoted = BUFFER_INIT;
    bool said = false;

    propose(why,
            slice_trim((struct slice){why->text.bytes, (size_t)(filter.bytes - why->text.bytes)}),
            slice_trim((struct slice){filter.bytes + filter.size,
                                      (size_t)(end - filter.bytes) - filter.size}));
    why->nothing->total = count(why, why->request->options);
    if (why->nothing->total == 0)
        return false;
    repr_append(&quoted, filter.bytes, filter.size);
    if (!quoted.failed)
        said = say(why, NOTHING_FILTERED, "without %.*s there %s at least %u", (int)quoted.size,
                   quoted.bytes, why->nothing->total == 1 ? "is" : "are",
                   (unsigned)why->nothing->total);
    buffer_release(&quoted);
    return said;
}

/* Where no single filter is the reason. */
static bool explain_all_filters(const struct why *why)
{
    char *query = why->nothing->query;
    size_t size = 0;

    for (size_t first = 0, end; first < why->query->count; first = end) {
        struct slice text;

        if (find_filter(why, first, &end, &text) || text.size + 2 > SUGGESTION_SIZE - size)
            continue;
        if (size > 0)
            query[size++] = ' ';
        memcpy(query + size, text.bytes, text.size);
        size += text.size;
    }
    query[size] = '\0';
    why->nothing->total = count(why, why->request->options);
    return why->nothing->total > 0 &&
           say(why, NOTHING_FILTERED, "without the filters there %s at least %u",
               why->nothing->total == 1 ? "is" : "are", (unsigned)why->nothing->total);
}

static bool explain_filters(const struct why *why)
{
    const struct query *query = why->query;
    size_t tried = 0;

    if (query->group_count < 2)
        return false;
    for (size_t first = 0, end; first < query->count && tried < FILTERS_MAX; first = end) {
        struct slice filter;

        if (find_filter(why, first, &end, &filter) && ++tried > 0 && explain_filter(why, filter))
            return true;
    }
    return tried > 1 && explain_all_filters(why);
}

/* Is there a word that could be a keyword of another language? */
static bool has_words(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (query->clauses[i].kind <= QUERY_PHRASE && !query->clauses[i].negated &&
            (query->clauses[i].field == QUERY_ANYWHERE || query->clauses[i].field == QUERY_KEYWORD))
            return true;
    return false;
}

static bool explain_languages(const struct why *why)
{
    const struct sources *sources = charindex_sources(why->request->index);
    struct search_options all = *why->request->options;

    if (!has_words(why->query))
        return false;
    if (!languages_empty(&all.languages)) {
        all.languages = (struct languages){.bits = {0}};
        propose(why, why->text, slice_of(""));
        why->nothing->total = count(why, &all);
        why->nothing->all_languages = true;
        if (why->nothing->total > 0)
            return say(why, NOTHING_OTHER_LANGUAGE,
                       "with keywords in all languages there %s at least %u",
                       why->nothing->total == 1 ? "is" : "are", (unsigned)why->nothing->total);
    }
    if (sources->language_count > 1)
        return false;
    return say(why, NOTHING_OTHER_LANGUAGE,
               "keywords are indexed in one language only, %s: others can be configured",
               sources->languages[0]);
}

static void clear_proposal(struct nothing *nothing)
{
    nothing->query[0] = '\0';
    nothing->total = 0;
    nothing->all_languages = false;
}

bool nothing_explain(const struct hits_request *request, struct slice text,
                     const struct query *query, struct nothing *nothing)
{
    const struct why why = {.request = request, .text = text, .query = query, .nothing = nothing};

    *nothing = (struct nothing){.code_point = -1};
    if (query->count == 0)
        return false;
    if (explain_points(&why) || explain_versions(&why) || explain_filters(&why))
        return true;
    clear_proposal(nothing);
    if (!explain_languages(&why))
        return false;
    if (nothing->total == 0)
        clear_proposal(nothing);
    return true;
}
