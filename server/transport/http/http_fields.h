#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_FIELDS_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_FIELDS_H

#include <microhttpd.h>

#include "index/base/buffer.h"

/*
 * The values of a request's header fields. Each is NULL where the request has no such field, or
 * memory ran out, and lives as long as the buffer, which the caller releases, and the request.
 */

/* All fields of one name, joined by commas as RFC 9110, section 5.3, allows. */
const char *http_field_joined(struct MHD_Connection *mhd, const char *name, struct buffer *values);

/* Host, which the guard has verified, without the white space that the library leaves after it. */
const char *http_field_host(struct MHD_Connection *mhd, struct buffer *trimmed);

#endif
