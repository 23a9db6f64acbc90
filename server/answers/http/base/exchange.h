#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_BASE_EXCHANGE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_BASE_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/search/search.h"
#include "server/answers/catalog.h"
#include "server/answers/http/base/message.h"
#include "server/answers/http/request/target.h"

/*
 * One request while it is being answered, and the checks that answers share. A check that fails
 * returns false after it has made the reply a problem document, so the answer only has to return.
 */

/* All members are borrowed for one answer. */
struct exchange {
    const struct catalog *catalog;
    const struct api_request *request;
    const struct target *target;
    struct slice rest;     /* of the path, after the route's prefix */
    struct budget *budget; /* of the turn */
    struct api_reply *reply;
    const char *(*route_path)(
        size_t number); /* of the table of routes, which no answer may include */
};

/* Makes the reply a problem with this status. The detail says what to send instead, without the
 * final full stop. */
void exchange_fail(const struct exchange *exchange, unsigned status, const char *detail);

/* Makes the reply 422: the parameter is invalid. The message says what to send instead. The name
 * must be static. */
__attribute__((format(printf, 3, 4))) void
exchange_refuse(const struct exchange *exchange, const char *parameter, const char *format, ...);

/* Returns whether each of these parameters is sent at most once. NULL ends the names. Of two values
 * one would have to be ignored, and proxies disagree about which. */
bool exchange_sends_once(const struct exchange *exchange, const char *const names[]);

/* Returns whether every parameter of the request is one of these names. NULL ends the names. */
bool exchange_sends_only(const struct exchange *exchange, const char *const names[]);

/* Reads a parameter of decimal digits from `min` to `max`. Leaves *number unchanged if the
 * parameter is absent. */
bool exchange_number(const struct exchange *exchange, const char *name, uint32_t min, uint32_t max,
                     uint32_t *number);

/* Reads a parameter that is one of these words; NULL ends the words. *choice becomes the index of
 * the word, and stays unchanged if the parameter is absent. */
bool exchange_choice(const struct exchange *exchange, const char *name, const char *const words[],
                     size_t *choice);

/* Returns whether there is an index. If not, the reply is 503 with the progress or the failure. */
bool exchange_ready(const struct exchange *exchange);

/* Runs the search of the parameter q at the expense of the budget. Returns false if the query cannot be parsed or memory ran
 * out. Otherwise the caller releases the search with search_release(). */
bool exchange_search(const struct exchange *exchange, const struct search_options *options,
                     struct slice query, struct search *search);

/* Returns whether the client has the index's entity tag. The reply is then 304, without a body. */
bool exchange_unchanged(const struct exchange *exchange);

/* The same for an answer to a query. A client can only have the answer to a query that parses, so
 * any other query is still an error. */
bool exchange_unchanged_search(const struct exchange *exchange, struct slice query);

/* Returns whether the client has the entity tag of exchange_site_headers(). The reply is then 304, without a
 * body. */
bool exchange_unchanged_site(const struct exchange *exchange);

/* Writes the same headers of an answer that depends on nothing but the site, the whole of it, and this
 * program. It may be a day old; a shared cache may keep it only if all clients are told the same. */
void exchange_site_headers(const struct exchange *exchange);

/* Writes the headers ETag, Cache-Control and Vary of an answer from the index, and marks the reply
 * cacheable (`lasting`). The body may be sent compressed, so the tag is weak: it denotes two
 * sequences of bytes. An answer that Accept-Language decided has the languages in its tag. A pinned
 * answer, whose target contains the generation, is immutable; any other may be a minute old. */
void exchange_cache_headers(const struct exchange *exchange, bool pinned);

#endif
