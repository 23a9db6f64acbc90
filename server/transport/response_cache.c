/*
 * A search costs 10 to 300 µs and its reply a hundred allocations; sending the reply again costs a
 * lookup.
 *
 * The key is all that a reply of 200 depends on, beside the index: the target as it came and the
 * codings that the client takes. The answers say of each reply whether that is so
 * (api_reply.lasting).
 */

#include "server/transport/response_cache.h"

#include <stdlib.h>
#include <string.h>

#include "index/base/buffer.h"
#include "index/base/cache.h"

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

/* Is it a target whose answer may depend on Accept-Language? The page is. */
static bool is_by_language(const struct api_request *request)
{
    return request->target_size > 1 && (request->target[0] != '/' || request->target[1] == '?');
}

/* The target, NUL, Accept-Encoding and, for a few targets, NUL and Accept-Language. Returns false when memory ran out. */
static bool make_key(struct buffer *key, const struct api_request *request)
{
    key->size = 0;
    buffer_append(key, request->target, request->target_size);
    buffer_append(key, "", 1);
    if (request->accept_encoding)
        buffer_append_text(key, request->accept_encoding);
    if (request->accept_language && is_by_language(request)) {
        buffer_append(key, "", 1);
        buffer_append_text(key, request->accept_language);
    }
    return !key->failed;
}

void *response_cache_find(struct response_cache *responses, const struct api_request *request)
{
    struct buffer *key = &responses->key;

    /* With If-None-Match the answer may be 304. */
    if (request->method != API_GET || request->if_none_match || !make_key(key, request))
        return NULL;
    return cache_find(responses->cache, key->bytes, key->size);
}

bool response_cache_put(struct response_cache *responses, const struct api_request *request,
                        const struct api_reply *reply, void *response)
{
    struct buffer *key = &responses->key;

    if (request->method != API_GET || !reply->lasting || reply->status != 200)
        return false;
    return make_key(key, request) && !cache_find(responses->cache, key->bytes, key->size) &&
           cache_put(responses->cache, key->bytes, key->size, response,
                     reply->size + reply->header_text_size + RESPONSE_MEMORY);
}
