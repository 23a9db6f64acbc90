#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_REQUEST_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_REQUEST_H

#include <stddef.h>

#include <microhttpd.h>

#include "server/answers/catalog.h"
#include "server/answers/http/request/head.h"
#include "server/transport/base/access_notes.h"
#include "server/transport/http/connection.h"
#include "server/transport/http/response_cache.h"

/*
 * One request of libmicrohttpd, from its target to its reply: the functions that the library calls for
 * it. Their context is a struct http_requests. Not thread-safe.
 */

/* What all requests of a reactor share; all but the spare and the connections is borrowed. */
struct http_requests {
    size_t memory; /* bytes that the library has for each connection */
    const struct catalog *catalog;
    struct counters *counters;
    const struct access_notes *notes;
    struct response_cache *cached; /* of struct http_kept */
    struct api_reply *spare;       /* empty; NULL: there is none. The owner's to free */
    struct connections connections;
};

/* How the library leaves a head in its buffer. */
enum head_form http_request_head_form(void);

/* MHD_OPTION_URI_LOG_CALLBACK: every request's target before it is decoded. What this returns is the
 * request's context. */
void *http_request_begin(void *context, const char *target, struct MHD_Connection *mhd);

/* The handler: called with the head of a request, and again when no more of a body is to come. */
enum MHD_Result http_request_handle(void *context, struct MHD_Connection *mhd, const char *url,
                                    const char *method, const char *version, const char *upload,
                                    size_t *upload_size, void **request);

/* MHD_OPTION_NOTIFY_COMPLETED: its reply has been sent, or will never be. */
void http_request_end(void *context, struct MHD_Connection *mhd, void **request,
                      enum MHD_RequestTerminationCode code);

#endif
