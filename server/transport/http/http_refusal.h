#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_REFUSAL_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_REFUSAL_H

#include <stdbool.h>

#include "server/transport/http/connection.h"

/*
 * Refusals that libmicrohttpd cannot be asked to write: of requests that it refuses before it calls the
 * handler, or has no memory for. Not thread-safe.
 */

/* Sends a problem document without waiting for the client, and shuts the socket down: nothing that
 * follows is read or answered. The detail is as for api_problem(). */
void http_refusal_end(struct connection *connection, unsigned status, const char *detail);

/* The library has told the log that it refuses a request with this status. Sends the client our
 * refusal instead. Returns false if the request is not found; the library's reply is sent then. */
bool http_refusal_replace(const struct connections *connections, unsigned status);

#endif
