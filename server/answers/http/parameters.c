/*
 * Reads the parameters of a search.
 *
 * A page is pinned to the generation of the index that its predecessor came from. Pages of two
 * generations are never mixed, because the rows before an offset may differ.
 */

#include "server/answers/http/parameters.h"

#include "index/base/reason.h"
#include "index/unicode/property.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/language.h"
#include "server/base/limits.h"

static bool query_read(const struct exchange *exchange, struct parameters *parameters)
{
    const struct slice *query = target_value(exchange->target, "q");

    if (query) {
        parameters->query = *query;
        return true;
    }
    exchange_refuse(exchange, "q",
                    "No query; send the words of a character's name as q, for example "
                    "?q=cat+face");
    return false;
}

static bool part_read(const struct exchange *exchange, uint32_t max_limit,
                      struct parameters *parameters)
{
    return exchange_number(exchange, "offset", 0, UINT32_MAX, &parameters->offset) &&
           exchange_number(exchange, "limit", 1, max_limit, &parameters->limit);
}

bool parameters_read_array(const struct exchange *exchange, struct parameters *parameters)
{
    static const char *const names[] = {"q", "offset", "limit", NULL};

    *parameters = (struct parameters){
        .options = {.scope = SCOPE_NAME, .sort = SORT_CODE_POINT},
        .limit = UINT32_MAX,
    };
    return exchange_sends_once(exchange, names) && query_read(exchange, parameters) &&
           part_read(exchange, UINT32_MAX, parameters);
}

static bool facet_find(struct slice name, enum property *facet)
{
    for (*facet = 0; *facet < PROPERTY_FACETS; (*facet)++)
        if (slice_is(name, property_name(*facet)))
            return true;
    return false;
}

/* Parses "block,age" into a bit set. Returns false if a name is not a facet. */
static bool facets_parse(const struct slice *text, unsigned *facets)
{
    size_t begin = 0;

    for (size_t at = 0; at <= text->size; at++) {
        enum property facet;

        if (at < text->size && text->bytes[at] != ',')
            continue;
        if (!facet_find((struct slice){text->bytes + begin, at - begin}, &facet))
            return false;
        *facets |= 1U << facet;
        begin = at + 1;
    }
    return true;
}

static bool facets_read(const struct exchange *exchange, struct parameters *parameters)
{
    const struct slice *text = target_value(exchange->target, "facets");

    if (!text)
        return true;
    if (!facets_parse(text, &parameters->facets)) {
        exchange_refuse(exchange, "facets",
                        "facets must be a comma-separated list of block, script, category and "
                        "age");
        return false;
    }
    if (!rows_format(parameters->format)->paged) {
        exchange_refuse(exchange, "facets", "Format %s cannot contain facets; send format=json",
                        rows_format_names[parameters->format]);
        return false;
    }
    return true;
}

static bool options_read(const struct exchange *exchange, struct parameters *parameters)
{
    static const char *const variants[] = {"fold", "show", NULL};
    const char *const scopes[] = {search_scope_name(SCOPE_NAME), search_scope_name(SCOPE_ALL),
                                  NULL};
    const char *const sorts[] = {search_sort_name(SORT_CODE_POINT),
                                 search_sort_name(SORT_RELEVANCE), NULL};
    size_t scope = SCOPE_ALL, sort = SORT_RELEVANCE, unfold = false;

    if (!exchange_choice(exchange, "scope", scopes, &scope) ||
        !exchange_choice(exchange, "sort", sorts, &sort) ||
        !exchange_choice(exchange, "variants", variants, &unfold) ||
        !exchange_choice(exchange, "format", rows_format_names, &parameters->format))
        return false;
    parameters->options = (struct search_options){
        .scope = (enum search_scope)scope,
        .sort = (enum search_sort)sort,
        .unfold = unfold,
        .explain = rows_format(parameters->format)->fields == ROW_FULL,
    };
    return true;
}

bool parameters_read(const struct exchange *exchange, struct parameters *parameters)
{
    static const char *const names[] = {"q",        "scope",  "sort",       "offset",
                                        "limit",    "lang",   "only_lang",  "facets",
                                        "variants", "format", "generation", NULL};
    bool paged;

    *parameters = (struct parameters){.limit = UINT32_MAX};
    if (!exchange_sends_only(exchange, names) || !exchange_sends_once(exchange, names) ||
        !options_read(exchange, parameters) || !facets_read(exchange, parameters))
        return false;
    paged = rows_format(parameters->format)->paged;
    if (paged)
        parameters->limit = LIMIT_PAGE_DEFAULT;
    return query_read(exchange, parameters) &&
           part_read(exchange, paged ? LIMIT_PAGE : UINT32_MAX, parameters);
}

/* Finds the list of languages; NULL if it was not sent. Returns false if it is too long. */
static bool list_read(const struct exchange *exchange, const char *name, const struct slice **list)
{
    *list = target_value(exchange->target, name);
    if (!*list || (*list)->size <= API_LANGUAGES_SIZE)
        return true;
    exchange_refuse(exchange, name, "%s must be at most %d bytes; send fewer languages, or all",
                    name, API_LANGUAGES_SIZE);
    return false;
}

bool parameters_read_preference(const struct exchange *exchange, struct search_options *options)
{
    const struct slice *list;
    struct reason reason;

    if (!list_read(exchange, "lang", &list))
        return false;
    if (!list ||
        language_preference_read(exchange->catalog->index, *list, &options->preferred, &reason))
        return true;
    exchange_refuse(exchange, "lang", "%s", reason.text);
    return false;
}

static bool filter_read(const struct exchange *exchange, struct search_options *options)
{
    const struct slice *list;
    struct reason reason;

    if (!list_read(exchange, "only_lang", &list))
        return false;
    if (!list || language_set_read(exchange->catalog->index, *list, &options->languages, &reason))
        return true;
    exchange_refuse(exchange, "only_lang", "%s", reason.text);
    return false;
}

static bool generation_served(const struct exchange *exchange)
{
    const char *generation = charindex_generation(exchange->catalog->index);
    const struct slice *asked = target_value(exchange->target, "generation");
    struct reason detail;

    if (!asked || slice_is(*asked, generation))
        return true;
    reason_set(&detail,
               "The index has changed to generation %s; start again at offset 0, with this "
               "generation or without one",
               generation);
    reply_problem(exchange->reply, &(struct json_problem){
                                       .status = 409,
                                       .detail = detail.text,
                                       .generation = generation,
                                   });
    return false;
}

bool parameters_read_for_index(const struct exchange *exchange, struct parameters *parameters)
{
    parameters->lang = target_value(exchange->target, "lang");
    parameters->only_lang = target_value(exchange->target, "only_lang");
    return generation_served(exchange) &&
           parameters_read_preference(exchange, &parameters->options) &&
           filter_read(exchange, &parameters->options);
}
