#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_EXCHANGE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/answers/catalog.h"
#include "server/answers/http/message.h"
#include "server/answers/http/target.h"

/*
 * One request on its way to its reply, and the questions that several answers ask of it. Each
 * question that can go wrong returns false after it has made the reply the problem that tells
 * so; the answer then has nothing more to do.
 */

/* All borrowed, for the time of one answer. */
struct exchange {
    const struct catalog *catalog;
    const struct api_request *request;
    const struct target *target;
    struct slice rest; /* of the path, behind the route */
    struct api_reply *reply;
};

/* Makes the reply 422: this parameter is wrong, and what to send instead. The name must be
 * static. */
__attribute__((format(printf, 3, 4))) void
exchange_refuse(const struct exchange *exchange, const char *parameter, const char *format, ...);

/* Is no parameter of these names sent twice? NULL ends the names. Of two values one would be
 * ignored, and proxies do not agree which. */
bool exchange_sends_once(const struct exchange *exchange, const char *const names[]);

/* Is every parameter one of these names? */
bool exchange_sends_only(const struct exchange *exchange, const char *const names[]);

/* A parameter of decimal digits from `least` to `most`; *number stays as it is where it was not
 * sent. */
bool exchange_number(const struct exchange *exchange, const char *name, uint32_t least,
                     uint32_t most, uint32_t *number);

/* A parameter that is one of these words, NULL behind the last; *choice is the word's place among
 * them, and stays as it is where it was not sent. */
bool exchange_choice(const struct exchange *exchange, const char *name, const char *const words[],
                     size_t *choice);

/* Is there an index? Else the reply is 503 with the progress or the failure. */
bool exchange_ready(const struct exchange *exchange);

/* Does the client hold the index's entity tag already? */
bool exchange_unchanged(const struct exchange *exchange);

/* The headers ETag, Cache-Control and Vary of an answer from the index, which makes it lasting. Those
 * who take it may be sent it compressed, so the tag is weak: it names two sequences of bytes. Pinned
 * answers, whose target names the generation, stay true for ever, as far as that generation is
 * served. */
void exchange_cache_headers(const struct exchange *exchange, bool pinned);

#endif
