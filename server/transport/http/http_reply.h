#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_REPLY_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_REPLY_H

#include <stdbool.h>

#include <microhttpd.h>

#include "server/answers/http/base/message.h"
#include "server/transport/http/connection.h"

/* An answer as a response of libmicrohttpd. */

/* Takes over the body of the reply, which the caller still releases. A stream is read in the turns of
 * the connection. `close` ends the connection after the reply. Returns NULL when memory ran out;
 * else the caller destroys the response when it has queued it. */
struct MHD_Response *http_reply_new(struct connection *connection, struct api_reply *reply,
                                    enum api_method method, bool close);

#endif
