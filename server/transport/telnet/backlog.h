#ifndef CHARFINDER_SERVER_TRANSPORT_TELNET_BACKLOG_H
#define CHARFINDER_SERVER_TRANSPORT_TELNET_BACKLOG_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/*
 * Bytes that were received and not yet consumed, first in, first out. Embedded in its owner; zeroed
 * it is empty. An empty one holds no memory.
 */

struct backlog {
    struct buffer bytes;
    size_t taken;   /* bytes at the front that are consumed */
    size_t scanned; /* bytes that backlog_scan() has returned, or that are consumed */
};

void backlog_release(struct backlog *backlog);

static inline size_t backlog_size(const struct backlog *backlog)
{
    return backlog->bytes.size - backlog->taken;
}

/* Returns false when memory ran out; the backlog is empty then. */
bool backlog_append(struct backlog *backlog, const void *bytes, size_t size);

/* All bytes that are waiting. Valid until the next call that changes the backlog. */
struct slice backlog_bytes(const struct backlog *backlog);

/* Consumes the first `size` of them. */
void backlog_take(struct backlog *backlog, size_t size);

/* Those of the waiting bytes that were not returned before; for a search that looks at each byte
 * once. Valid as backlog_bytes(). */
struct slice backlog_scan(struct backlog *backlog);

#endif
