#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_RESPONSE_CACHE_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_RESPONSE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "server/answers/http/base/message.h"

/*
 * Responses that are sent again to whatever client repeats the request, as objects of the library
 * that sends them: opaque here. In bounded memory (index/base/cache.h). Not thread-safe.
 *
 * All of them are made from one index. The owner clears the cache when the index changes.
 */

struct response_cache;

/* Caches up to `capacity` bytes. `drop` releases a response that is evicted. Returns NULL when memory
 * ran out. */
struct response_cache *response_cache_new(size_t capacity, void (*drop)(void *response));
void response_cache_free(struct response_cache *responses); /* drops all; NULL is allowed */

/* The response to this request, or NULL. It belongs to the cache, and is valid until the next
 * response_cache_put() or response_cache_clear(). */
void *response_cache_find(struct response_cache *responses, const struct api_request *request);

/* Offers the response made of this reply to this request. True: it belongs to the cache. False: it
 * remains the caller's, because it is only for this request, is cached already, is too large, or
 * memory ran out. */
bool response_cache_put(struct response_cache *responses, const struct api_request *request,
                        const struct api_reply *reply, void *response);

/* As cache_age() and cache_expire() (index/base/cache.h). */
void response_cache_age(struct response_cache *responses);
bool response_cache_expire(struct response_cache *responses, size_t most);

/* Drops all. */
void response_cache_clear(struct response_cache *responses);

#endif
