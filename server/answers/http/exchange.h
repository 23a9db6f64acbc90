#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_EXCHANGE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/search/search.h"
#include "server/answers/catalog.h"
#include "server/answers/http/message.h"
#include "server/answers/http/target.h"

/*
 * One request on its way to its reply, and the questions that several answers ask of it. A question
 * that can go wrong returns false after it has made the reply the problem that says so. The answer
 * then has nothing more to do.
 */

/* All borrowed, for the time of one answer. */
struct exchange {
    const struct catalog *catalog;
    const struct api_request *request;
    const struct target *target;
    struct slice rest; /* of the path, after the route's own */
    struct api_reply *reply;
};

/* Makes the reply a problem of that status. The detail says what to send instead, without a full
 * stop. */
void exchange_fail(const struct exchange *exchange, unsigned status, const char *detail);

/* Makes the reply 422: this parameter is wrong, and what to send instead. The name must be
 * static. */
__attribute__((format(printf, 3, 4))) void
exchange_refuse(const struct exchange *exchange, const char *parameter, const char *format, ...);

/* Is no parameter of these names sent twice? NULL ends the names. Of two values one would be
 * ignored, and proxies do not agree which. */
bool exchange_sends_once(const struct exchange *exchange, const char *const names[]);

/* Is every parameter one of these names? */
bool exchange_sends_only(const struct exchange *exchange, const char *const names[]);

/* A parameter of decimal digits from `least` to `most`; *number is left alone where it was not
 * sent. */
bool exchange_number(const struct exchange *exchange, const char *name, uint32_t least,
                     uint32_t most, uint32_t *number);

/* A parameter that is one of these words, NULL after the last; *choice becomes the word's place
 * among them, and is left alone where the parameter was not sent. */
bool exchange_choice(const struct exchange *exchange, const char *name, const char *const words[],
                     size_t *choice);

/* Is there an index? Else the reply is 503 with the progress or the failure. */
bool exchange_ready(const struct exchange *exchange);

/* Runs the search of the parameter q. Returns false when the query cannot be parsed or memory ran
 * out; else release the search with search_release(). */
bool exchange_search(const struct exchange *exchange, const struct search_options *options,
                     struct slice query, struct search *search);

/* Does the client hold the index's entity tag? Then the reply is 304, without a body. */
bool exchange_unchanged(const struct exchange *exchange);

/* The same for an answer to a query. A client can only hold the answer if the query can be parsed:
 * every other query is an error still. */
bool exchange_unchanged_search(const struct exchange *exchange, struct slice query);

/* The headers ETag, Cache-Control and Vary of an answer from the index, which makes it lasting. The
 * body may be sent compressed, so the tag is weak: it names two sequences of bytes. A pinned answer,
 * whose target names the generation, is true as long as that generation is served. */
void exchange_cache_headers(const struct exchange *exchange, bool pinned);

#endif
