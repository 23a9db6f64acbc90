#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "server/answers/catalog.h"
#include "server/config/config.h"
#include "server/transport/accept/places.h"
#include "server/transport/base/access_notes.h"
#include "server/transport/base/clients.h"
#include "server/transport/base/turns.h"
#include "server/transport/base/wheel.h"

/*
 * HTTP/1.1 of one reactor. libmicrohttpd parses and frames; it has no thread of its own and is driven
 * from the ring: the reactor watches http_descriptor() and calls http_run(). Not thread-safe.
 */

struct http;

/* What it works with; all of it outlives it. */
struct http_surroundings {
    struct wheel *wheel;
    struct turns *turns;
    const struct catalog *catalog;
    const struct config_live *settings;
    struct counters *counters;
    const struct access_notes *notes;
    struct places *places;         /* of the sockets, given back when a connection ends */
    const struct clients *clients; /* NULL: the peers */
};

/* For up to `capacity` connections; replies are cached in up to `cached` bytes. Returns 0, or -errno
 * with a reason. */
int http_new(struct http **out, const struct http_surroundings *surroundings, uint32_t capacity,
             size_t cached, struct reason *reason);
void http_free(struct http *http); /* closes whatever is left */

/* Begins to serve a connected socket, which it owns from here on. When the connections come near their
 * maximum, the longest idle ones are ended. Returns false when none is idle: the socket remains the
 * caller's. http_run() has to follow. */
bool http_open(struct http *http, int socket);

/* Readable when http_run() has something to do. */
int http_descriptor(const struct http *http);

/* Reads, sends, and answers the requests whose turn it is. Returns whether more is left, besides
 * connections that queue for their turn. */
bool http_run(struct http *http);

/* A connection that queued has its turn (TURN_HTTP), which turns_next() has begun. */
void http_turn(struct http *http, struct turn *turn);

/* A deadline of DEADLINE_HTTP has passed; http_run() will see the end by itself. */
void http_expire(struct http *http, struct deadline *deadline);

/* Writes into the counters what the connections are doing now. */
void http_publish(const struct http *http);

/* Drops every cached response: the index is another one. */
void http_clear_cache(struct http *http);

/* As cache_age() and cache_expire() (index/base/cache.h), of the cached responses. */
void http_age_cache(struct http *http);
bool http_expire_cache(struct http *http, size_t most);

/* Memory is short: ends a quarter of the connections, those that are idle longest, and drops every
 * cached response. http_run() has to follow. */
void http_relieve(struct http *http);

/* From here on each reply is the last of its connection. Idle connections stay. */
void http_leave(struct http *http);
/* Ends every connection after its next reply, and idle ones: see connections_drain(). */
void http_drain(struct http *http);

uint32_t http_count(const struct http *http); /* open connections */

#endif
