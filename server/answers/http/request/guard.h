#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_GUARD_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_REQUEST_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/reason.h"
#include "index/base/slice.h"
#include "server/answers/http/request/head.h"

/*
 * Is this request framed so that nothing between its sender and the server could read it
 * differently?
 *
 * Stricter than libmicrohttpd at any setting: it reads the raw bytes, and refuses whatever RFC 9112
 * calls malformed or ambiguous (sections 3, 5, 6.3 and 11.2). The connection is closed after a
 * refusal. No request here has a body. Knows no library and no socket.
 */

/* The head of a request as it is in the library's buffer, and what the library made of it. All
 * borrowed. */
struct guard_head {
    struct slice raw; /* from the method to the end of the empty line; with NUL in the place of the
                         spaces of the request line, and of what head.h says */
    enum head_form form;
    size_t target_at, version_at; /* offsets in `raw`; may be wrong if the client sent NULs */
    struct slice target;          /* a copy of the target, made before it was decoded in place */
    size_t fields;                /* header fields that the library found */
    bool bodiless; /* the method is one that is answered, so a body is the only offence */
};

/* The status to refuse the request with, and the reason, which says what to send instead; 0 when
 * nothing is wrong. */
unsigned guard_verdict(const struct guard_head *head, struct reason *reason);

#endif
