/*
 * Shared steps of the answers: strict parameters, waiting for the index, searching, caching.
 *
 * Invalid input is refused, never guessed: a parameter that is misspelt, repeated or out of range
 * would otherwise give an answer to a different request.
 */

#include "server/answers/http/base/exchange.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/base/checksum.h"
#include "server/answers/http/base/assets.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/http/request/negotiate.h"

enum {
    ETAG_SIZE = 80 + API_READ_LANGUAGES_SIZE,
    ETAG_SITE_SIZE = 10, /* "-0123ABCD" */
};

void exchange_fail(const struct exchange *exchange, unsigned status, const char *detail)
{
    reply_problem(exchange->reply, &(struct json_problem){.status = status, .detail = detail});
}

static void refuse(const struct exchange *exchange, struct slice parameter, const char *detail)
{
    const struct json_problem problem = {
        .status = 422,
        .detail = detail,
        .parameter = parameter,
    };

    reply_problem(exchange->reply, &problem);
}

void exchange_refuse(const struct exchange *exchange, const char *parameter, const char *format,
                     ...)
{
    char detail[512];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    refuse(exchange, slice_of(parameter), detail);
}

bool exchange_sends_once(const struct exchange *exchange, const char *const names[])
{
    const struct target *target = exchange->target;

    for (; *names; names++) {
        size_t times = 0;

        for (size_t i = 0; i < target->count; i++)
            times += slice_is(target->parameters[i].name, *names);
        if (times > 1) {
            exchange_refuse(exchange, *names, "The parameter %s was sent %zu times; send it once",
                            *names, times);
            return false;
        }
    }
    return true;
}

static bool name_listed(const struct slice *name, const char *const names[])
{
    for (; *names; names++)
        if (slice_is(*name, *names))
            return true;
    return false;
}

/* "q, scope and sort", where the last separator is " and ". */
static void names_join(const char *const names[], const char *last, char *out, size_t capacity)
{
    size_t size = 0;

    out[0] = '\0';
    for (size_t i = 0; names[i] && size < capacity; i++) {
        const char *separator = names[i + 1] ? ", " : last;

        size +=
            (size_t)snprintf(out + size, capacity - size, "%s%s", i > 0 ? separator : "", names[i]);
    }
}

bool exchange_sends_only(const struct exchange *exchange, const char *const names[])
{
    const struct target *target = exchange->target;
    char known[192], detail[256];

    for (size_t i = 0; i < target->count; i++) {
        if (name_listed(&target->parameters[i].name, names))
            continue;
        names_join(names, " and ", known, sizeof known);
        (void)snprintf(detail, sizeof detail, "Unknown parameter; send %s%s",
                       names[0] ? "only " : "none", known);
        refuse(exchange, target->parameters[i].name, detail);
        return false;
    }
    return true;
}

/* Accepts only decimal digits, unlike strtoul(). */
static bool digits_read(const struct slice *text, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < text->size; i++) {
        if (!ascii_is_digit(text->bytes[i]))
            return false;
        *number = *number * 10 + (uint64_t)(text->bytes[i] - '0');
        if (*number > UINT32_MAX)
            return false;
    }
    return text->size > 0;
}

bool exchange_number(const struct exchange *exchange, const char *name, uint32_t min, uint32_t max,
                     uint32_t *number)
{
    const struct slice *text = target_value(exchange->target, name);
    uint64_t value;

    if (!text)
        return true;
    if (!digits_read(text, &value) || value < min || value > max) {
        exchange_refuse(exchange, name, "%s must be a whole number from %u to %u", name,
                        (unsigned)min, (unsigned)max);
        return false;
    }
    *number = (uint32_t)value;
    return true;
}

bool exchange_choice(const struct exchange *exchange, const char *name, const char *const words[],
                     size_t *choice)
{
    const struct slice *text = target_value(exchange->target, name);
    char known[192];

    if (!text)
        return true;
    for (size_t i = 0; words[i]; i++)
        if (slice_is(*text, words[i])) {
            *choice = i;
            return true;
        }
    names_join(words, " or ", known, sizeof known);
    exchange_refuse(exchange, name, "%s must be %s", name, known);
    return false;
}

static void reply_building(const struct exchange *exchange)
{
    const struct json_problem problem = {
        .status = 503,
        .detail = "The index is being built; retry in a second",
        .building = true,
        .progress = exchange->catalog->progress,
    };

    reply_problem(exchange->reply, &problem);
}

bool exchange_ready(const struct exchange *exchange)
{
    switch (exchange->catalog->state) {
    case CATALOG_READY:
        return true;
    case CATALOG_BUILDING:
        reply_building(exchange);
        return false;
    case CATALOG_FAILED:
        exchange_fail(exchange, 503, exchange->catalog->failure.text);
        return false;
    }
    assert(!"unknown catalog state");
    return false;
}

static void refuse_query(const struct exchange *exchange, const struct query_error *error)
{
    const struct json_problem problem = {
        .status = 422,
        .detail = error->message,
        .code = complaint_code(error->complaint),
        .parameter = slice_of("q"),
        .column = error->column,
        .key = error->key,
        .closest = error->closest[0] ? error->closest : NULL,
    };

    reply_problem(exchange->reply, &problem);
}

bool exchange_search(const struct exchange *exchange, const struct search_options *options,
                     struct slice query, struct search *search)
{
    struct query_error error;
    int outcome = search_cache_open(exchange->catalog->searches, search, exchange->catalog->index,
                                    options, query.bytes, query.size, &error);

    if (outcome >= 0)
        *exchange->budget = search->budget; /* nothing was taken from it before */
    if (outcome < 0)
        reply_no_memory(exchange->reply);
    else if (outcome == SEARCH_BAD_QUERY)
        refuse_query(exchange, &error);
    return outcome == SEARCH_OK;
}

/* A search may be a minute old: the index changes a few times a year. A cache may then send it once more
 * while it asks again, for ten minutes, and for a day while there is no answer. What names the
 * generation never changes. */
#define CACHE_SEARCH "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
#define CACHE_PINNED "public, max-age=31536000, immutable"

/* What a tag has of the site: nothing, or a digest of what replies depend on. */
static void etag_site(const struct site *site, char out[static ETAG_SITE_SIZE])
{
    struct buffer key = BUFFER_INIT;

    out[0] = '\0';
    site_append_key(&key, site);
    if (key.size > 0)
        (void)snprintf(out, ETAG_SITE_SIZE, "-%08X", checksum_hash(key.bytes, key.size));
    buffer_release(&key);
}

/* An entity tag consists of the index's generation, the program's version and the digest of the page's
 * files, and of the site where it is configured or below a path. Together they determine every answer. */
static void etag_write(const struct exchange *exchange, char etag[static ETAG_SIZE])
{
    const struct api_reply *reply = exchange->reply;
    char site[ETAG_SITE_SIZE];

    etag_site(&exchange->request->site, site);
    (void)snprintf(etag, ETAG_SIZE, "\"%s-" CHARFINDER_VERSION "-%s%s%s%s\"",
                   charindex_generation(exchange->catalog->index), asset_digest(), site,
                   reply->by_language ? "-" : "", reply->languages);
}

static bool tag_matches(const struct exchange *exchange)
{
    char etag[ETAG_SIZE];

    if (!exchange->request->if_none_match || exchange->catalog->state != CATALOG_READY)
        return false;
    etag_write(exchange, etag);
    return negotiate_has_etag(exchange->request->if_none_match, etag);
}

bool exchange_unchanged(const struct exchange *exchange)
{
    if (!tag_matches(exchange))
        return false;
    exchange->reply->status = 304;
    return true;
}

bool exchange_unchanged_search(const struct exchange *exchange, struct slice query)
{
    struct query parsed;
    struct query_error error;

    return tag_matches(exchange) &&
           query_parse(&parsed, charindex_repertoire(exchange->catalog->index), query.bytes,
                       query.size, &error) &&
           exchange_unchanged(exchange);
}

void exchange_cache_headers(const struct exchange *exchange, bool pinned)
{
    const bool by_language = exchange->reply->by_language;
    const bool by_proxy = exchange->request->site.source == SITE_OF_PROXY;
    char etag[ETAG_SIZE];

    etag_write(exchange, etag);
    reply_header_joined(exchange->reply, "ETag", (const char *const[]){"W/", etag, NULL});
    reply_header(exchange->reply, "Cache-Control", pinned ? CACHE_PINNED : CACHE_SEARCH);
    reply_header_joined(exchange->reply, "Vary",
                        (const char *const[]){"Accept-Encoding",
                                              by_language ? ", Accept-Language" : "",
                                              by_proxy ? ", X-Forwarded-Prefix" : "", NULL});
    exchange->reply->lasting = exchange->reply->compressible = true;
}

/* Of the program's version, the digest of the page's files, and a digest of the whole site. */
static void site_etag_write(const struct exchange *exchange, char etag[static ETAG_SIZE])
{
    const struct site *site = &exchange->request->site;
    struct buffer whole = BUFFER_INIT;

    if (site->authority.size > 0)
        site_append_origin(&whole, site);
    buffer_append(&whole, site->prefix.bytes, site->prefix.size);
    (void)snprintf(etag, ETAG_SIZE, "\"" CHARFINDER_VERSION "-%s-%08X\"", asset_digest(),
                   whole.size > 0 ? checksum_hash(whole.bytes, whole.size) : 0);
    buffer_release(&whole);
}

bool exchange_unchanged_site(const struct exchange *exchange)
{
    char etag[ETAG_SIZE];

    site_etag_write(exchange, etag);
    if (!negotiate_has_etag(exchange->request->if_none_match, etag))
        return false;
    exchange->reply->status = 304;
    return true;
}

void exchange_site_headers(const struct exchange *exchange)
{
    static const struct {
        const char *caching, *vary;
    } told[] = {
        [SITE_OF_HOST] = {"private, max-age=86400", ", Host"},
        [SITE_OF_PROXY] = {"private, max-age=86400",
                           ", Host, Forwarded, X-Forwarded-Host, X-Forwarded-Prefix, "
                           "X-Forwarded-Proto"},
        [SITE_OF_CONFIG] = {"public, max-age=86400", ""},
    };
    enum site_source source = exchange->request->site.source;
    struct api_reply *reply = exchange->reply;
    char etag[ETAG_SIZE];

    site_etag_write(exchange, etag);
    reply_header_joined(reply, "ETag", (const char *const[]){"W/", etag, NULL});
    reply_header(reply, "Cache-Control", told[source].caching);
    reply_header_joined(reply, "Vary",
                        (const char *const[]){"Accept-Encoding", told[source].vary, NULL});
    reply->by_site = reply->lasting = reply->compressible = true;
}
