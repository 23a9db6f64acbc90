#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_GUARD_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/reason.h"

/*
 * Is this request framed so that nothing between its sender and the server could read it
 * differently?
 *
 * Stricter than libmicrohttpd at any setting: whatever RFC 9112 calls ambiguous (section 6.3, 11.2)
 * is refused, and the connection closed. No request here has a body. Knows no library and no socket.
 */

struct guard {
    const char *version; /* "HTTP/1.1" */
    bool bodiless;       /* the method is one that is answered, so a body is the only offence */
    size_t target_size;
    size_t field_bytes; /* names and values, with 4 bytes a line for ": " and CR LF */
    unsigned hosts, lengths;
    bool bad_target, bad_name, bad_value, bad_host, bad_length, folded, coded, body;
};

void guard_init(struct guard *guard, const char *version, bool bodiless, const char *target,
                size_t target_size);

/* Each header field, in any order. */
void guard_field(struct guard *guard, const char *name, size_t name_size, const char *value,
                 size_t value_size);

/* The status to refuse the request with, and the reason, which says what to send instead; 0 when
 * nothing is wrong. */
unsigned guard_verdict(const struct guard *guard, struct reason *reason);

#endif
