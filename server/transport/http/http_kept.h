#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_KEPT_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_KEPT_H

#include <stddef.h>
#include <stdint.h>

#include <microhttpd.h>

#include "server/answers/http/base/message.h"
#include "server/transport/http/http_date.h"

/* A reply of status 200 that is sent again and again: what response_cache.h holds. */
struct http_kept {
    struct MHD_Response *response;
    char *date;       /* in the response */
    uint64_t second;  /* that the date says */
    const char *body; /* in the response */
    size_t size;      /* of the body */
    size_t head;      /* bytes of its head, as http_reply_head_size() */
    unsigned route;
};

/* The response was made of this reply, at that time. It remains the caller's. Returns NULL when memory
 * ran out. */
struct http_kept *http_kept_new(struct MHD_Response *response, const struct api_reply *reply,
                                const struct http_date *now);

/* Destroys the response as well. */
void http_kept_free(void *kept);

/* The response, to be queued now. */
struct MHD_Response *http_kept_response(struct http_kept *kept, const struct http_date *now);

#endif
