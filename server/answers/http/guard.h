#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_GUARD_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/reason.h"

/*
 * Checks that a request is framed unambiguously, so that no proxy between client and server can
 * parse it differently.
 *
 * Stricter than libmicrohttpd at any setting: everything that RFC 9112 calls ambiguous (sections
 * 6.3 and 11.2) is refused, and the connection is closed. No request of this API has a body. It
 * depends on no HTTP library and no socket. Plain data; not thread-safe.
 */

struct guard {
    const char *version; /* "HTTP/1.1" */
    bool bodiless;       /* the method is supported, so a body is the only error to report */
    size_t target_size;
    size_t field_bytes; /* of names and values, plus 4 per line for ": " and CR LF */
    unsigned hosts, lengths;
    bool bad_target, bad_name, bad_value, bad_host, bad_length, folded, coded, body;
};

void guard_init(struct guard *guard, const char *version, bool bodiless, const char *target,
                size_t target_size);

/* Checks one header field. Call it for every field, in any order. */
void guard_field(struct guard *guard, const char *name, size_t name_size, const char *value,
                 size_t value_size);

/* Returns the status to refuse the request with, and sets the reason, which says what to send
 * instead. Returns 0 if the request is valid. */
unsigned guard_verdict(const struct guard *guard, struct reason *reason);

#endif
