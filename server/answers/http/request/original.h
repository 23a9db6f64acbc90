#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_ORIGINAL_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_ORIGINAL_H

#include <arpa/inet.h>
#include <stdbool.h>

#include "server/base/site.h"

/*
 * The request as the client sent it, before it came through proxies: from Forwarded (RFC 7239) and the
 * fields that came before it. For requests of a peer that is trusted; what another one says must not be
 * read.
 *
 * Nothing is an error: what cannot be read, or what two fields contradict each other about, is not
 * known. Thread-safe.
 */

/* The values of the fields; several fields of one name are joined by commas. NULL where there is none. */
struct original_fields {
    const char *forwarded;
    const char *proto, *host, *prefix, *clients; /* X-Forwarded-Proto, -Host, -Prefix, -For */
};

/* Says of an address, without port or brackets, whether it is a proxy that is trusted as well. */
struct original_trust {
    bool (*has)(const void *context, const char *address);
    const void *context;
};

struct original {
    bool tls;                          /* https; false: http, or not known */
    char host[SITE_AUTHORITY_MAX + 1]; /* valid; empty: as the request says */
    char prefix[SITE_PREFIX_MAX + 1];  /* valid; empty: none */
    char client[INET6_ADDRSTRLEN];     /* the last address that is not trusted; empty: not known */
};

/* Of Forwarded, counts what trusted proxies have written: the last elements, from the one on that is
 * for the client. Of the other fields but X-Forwarded-For, the last value counts. */
void original_read(struct original *original, const struct original_fields *fields,
                   const struct original_trust *trust);

#endif
