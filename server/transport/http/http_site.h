#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_SITE_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_SITE_H

#include <microhttpd.h>

#include "index/base/buffer.h"
#include "server/answers/http/request/original.h"
#include "server/base/site.h"
#include "server/transport/http/connection.h"

/*
 * For which site a request is, and from whom.
 *
 * The configured site is that of every request. Else what a trusted proxy says counts, and then Host.
 * What a peer says that is not a trusted proxy is not even read.
 */

struct http_site {
    struct site site;         /* refers to the others, to the settings and to the request */
    struct original original; /* all empty where the peer is not a trusted proxy */
    struct buffer host;
};

/* Release it with http_site_release() before the request ends. It must not be moved. */
void http_site_find(struct http_site *found, struct MHD_Connection *mhd,
                    const struct connection *connection);
void http_site_release(struct http_site *found);

#endif
