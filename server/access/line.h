#ifndef CHARFINDER_SERVER_ACCESS_LINE_H
#define CHARFINDER_SERVER_ACCESS_LINE_H

#include "index/base/buffer.h"
#include "server/access/entry.h"

/*
 * An entry as text. A target, query or method is printable ASCII in all of them: every other byte, a
 * space, `"` and `\` are % and two hexadecimal digits, and so is a % of a telnet query. So no client
 * can forge a line or a field.
 */

/* "192.0.2.7 - - [30/Nov/2026:04:20:00 +0000] "GET / HTTP/1.1" 200 5120 0.000123 hit\n": the Common Log
 * Format, with the seconds that it took and whether the reply was cached. A status of 499 means that
 * the client left before there was a reply. */
void access_line_common(struct buffer *out, const struct access_entry *entry);

/* The same as an object, with its end of line. */
void access_line_json(struct buffer *out, const struct access_entry *entry);

/* The same as fields of the journal, "NAME=value": texts with a NUL each, at most ACCESS_FIELDS. Returns
 * how many. */
enum { ACCESS_FIELDS = 12 };
size_t access_line_fields(struct buffer *out, const struct access_entry *entry);

#endif
