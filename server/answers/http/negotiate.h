#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_NEGOTIATE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_NEGOTIATE_H

#include <stdbool.h>

/*
 * Header fields in which a client states what it has and what it accepts (RFC 9110, sections 12 and
 * 13). Each function takes the field's value as received, repeated fields joined by commas, or NULL
 * if absent. Thread-safe.
 */

/* Returns whether If-None-Match contains this entity tag (quoted), or "*". Weak comparison. */
bool negotiate_has_etag(const char *if_none_match, const char *etag);

/* Returns whether Accept-Encoding allows gzip. */
bool negotiate_takes_gzip(const char *accept_encoding);

#endif
