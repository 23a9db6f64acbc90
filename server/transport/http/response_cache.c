/*
 * A search costs 10 to 300 µs and its reply a hundred allocations; sending the reply again costs a
 * lookup.
 *
 * The key is all that a reply of 200 depends on, beside the index: the target as it came, the site
 * and the codings that the client takes. The answers say of each reply whether that is so
 * (api_reply.lasting), and whether the languages that it accepts belong to the key (by_language). Which
 * of the two it is, is the same for all requests for a target; so a request is looked for with either key.
 */

#include "server/transport/http/response_cache.h"

#include <stdlib.h>
#include <string.h>

#include "index/base/buffer.h"
#include "index/base/cache.h"
#include "server/answers/http/request/negotiate.h"

enum { RESPONSE_MEMORY = 1024 }; /* bytes of a response beside its body and headers, about */

struct response_cache {
    struct cache *cache;
    struct buffer key; /* of the request at hand */
};

struct response_cache *response_cache_new(size_t capacity, void (*drop)(void *response))
{
    struct response_cache *responses = calloc(1, sizeof *responses);

    if (!responses)
        return NULL;
    responses->cache = cache_new(capacity, drop);
    if (responses->cache)
        return responses;
    free(responses);
    return NULL;
}

void response_cache_free(struct response_cache *responses)
{
    if (!responses)
        return;
    cache_free(responses->cache);
    buffer_release(&responses->key);
    free(responses);
}

void response_cache_age(struct response_cache *responses)
{
    cache_age(responses->cache);
}

bool response_cache_expire(struct response_cache *responses, size_t most)
{
    return cache_expire(responses->cache, most);
}

void response_cache_clear(struct response_cache *responses)
{
    cache_clear(responses->cache);
}

/* May the answer name the whole site? Only descriptions for programs do. */
static bool is_by_site(const struct api_request *request)
{
    static const char json[] = ".json", xml[] = ".xml";
    const char *query = memchr(request->target, '?', request->target_size);
    const char *end = query ? query : request->target + request->target_size;
    size_t size = (size_t)(end - request->target);

    return size >= sizeof json && (memcmp(end - (sizeof json - 1), json, sizeof json - 1) == 0 ||
                                   memcmp(end - (sizeof xml - 1), xml, sizeof xml - 1) == 0);
}

static void append_whole_site(struct buffer *key, const struct site *site)
{
    const char source = (char)('0' + site->source);

    buffer_append(key, &source, 1);
    if (site->authority.size > 0)
        site_append_origin(key, site);
    buffer_append(key, site->prefix.bytes, site->prefix.size);
}

/* The target, NUL, what depends on the site, NUL and Accept-Encoding. Returns false when memory ran out. */
static bool make_key(struct buffer *key, const struct api_request *request)
{
    buffer_clear(key);
    buffer_append(key, request->target, request->target_size);
    buffer_append(key, "", 1);
    if (is_by_site(request))
        append_whole_site(key, &request->site);
    else
        site_append_key(key, &request->site);
    buffer_append(key, "", 1);
    if (request->accept_encoding)
        buffer_append_text(key, request->accept_encoding);
    return !key->failed;
}

/* Appends NUL and the languages of Accept-Language in their order, which is all that answers read of it. */
static bool add_languages(struct buffer *key, const struct api_request *request)
{
    char languages[NEGOTIATE_LANGUAGES_SIZE];

    negotiate_languages(request->accept_language, languages);
    buffer_append(key, "", 1);
    buffer_append_text(key, languages);
    return !key->failed;
}

void *response_cache_find(struct response_cache *responses, const struct api_request *request)
{
    struct buffer *key = &responses->key;
    void *found;

    /* With If-None-Match the answer may be 304, with If-Match 412. */
    if (request->method != API_GET || request->if_none_match || request->if_match ||
        !make_key(key, request))
        return NULL;
    found = cache_find(responses->cache, key->bytes, key->size);
    if (found || !add_languages(key, request))
        return found;
    return cache_find(responses->cache, key->bytes, key->size);
}

bool response_cache_put(struct response_cache *responses, const struct api_request *request,
                        const struct api_reply *reply, void *response)
{
    struct buffer *key = &responses->key;

    if (request->method != API_GET || !reply->lasting || reply->status != 200)
        return false;
    if (reply->by_site && !is_by_site(request)) /* an escaped target: the key would lack the site */
        return false;
    return make_key(key, request) && (!reply->by_language || add_languages(key, request)) &&
           !cache_find(responses->cache, key->bytes, key->size) &&
           cache_put(responses->cache, key->bytes, key->size, response,
                     reply->size + reply->header_text_size + RESPONSE_MEMORY);
}
