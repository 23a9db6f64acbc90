#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_REPLY_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_REPLY_H

#include <stdbool.h>

#include <microhttpd.h>

#include "server/answers/http/base/message.h"
#include "server/transport/http/connection.h"

/* An answer as a response of libmicrohttpd. */

enum {
    HTTP_REPLY_FRAME = 192, /* bytes that the library adds to a head besides headers, at most */
};

/* Takes over the body of the reply, which the caller still releases. A stream is read in the turns of
 * the connection. `close` ends the connection after the reply. Returns NULL when memory ran out;
 * else the caller destroys the response when it has queued it. It has the date of now. */
struct MHD_Response *http_reply_new(struct connection *connection, struct api_reply *reply,
                                    enum api_method method, bool close);

/* Bytes of the head of a response that is made of this reply, a few more rather than less. */
size_t http_reply_head_size(const struct api_reply *reply);

/* Its date, HTTP_DATE_SIZE bytes, which may be overwritten before it is queued again. */
char *http_reply_date(struct MHD_Response *response);

#endif
