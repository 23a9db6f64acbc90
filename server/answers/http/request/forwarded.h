#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_FORWARDED_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_FORWARDED_H

#include <stddef.h>

#include "server/base/site.h"

/*
 * The header field Forwarded, RFC 7239: what each proxy says about the request as it came to it.
 *
 *     Forwarded: for=192.0.2.60;proto=https;host=example.org, for="[2001:db8::7]:4711"
 *
 * The sender of a request can write the beginning of the list; each proxy appends to it. So the list
 * counts from its end: an element that cannot be read hides itself and all before it, and nothing
 * after it. Thread-safe.
 */

enum {
    FORWARDED_HOPS = 8,       /* the last elements; those before them are not kept */
    FORWARDED_NODE_SIZE = 64, /* bytes of an address with its port, with a NUL */
    FORWARDED_PROTO_SIZE = 8,
    FORWARDED_HOST_SIZE = SITE_AUTHORITY_MAX + 1,
};

/* One element, without quotation marks. A parameter that is absent, or longer than any value of use, is
 * empty. */
struct forwarded_hop {
    char node[FORWARDED_NODE_SIZE]; /* for=: an address, perhaps with a port; "unknown"; "_name" */
    char proto[FORWARDED_PROTO_SIZE];
    char host[FORWARDED_HOST_SIZE];
};

struct forwarded {
    struct forwarded_hop hops[FORWARDED_HOPS]; /* the last one is that of the nearest proxy */
    size_t count;
};

/* Reads the value of the field; several fields are joined by commas. Any text is allowed. */
void forwarded_read(struct forwarded *forwarded, const char *value);

#endif
