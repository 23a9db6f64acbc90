/*
 * A buffer with two marks. Its one idea is to move bytes only when more arrive: the consumed ones
 * at the front are overwritten then, so that a client that always sends a little more than was
 * answered does not make the buffer grow without end.
 */

#include "server/transport/telnet/backlog.h"

#include <assert.h>
#include <string.h>

void backlog_release(struct backlog *backlog)
{
    buffer_release(&backlog->bytes);
    backlog->taken = backlog->scanned = 0;
}

bool backlog_append(struct backlog *backlog, const void *bytes, size_t size)
{
    struct buffer *buffer = &backlog->bytes;

    if (backlog->taken > 0) {
        memmove(buffer->bytes, buffer->bytes + backlog->taken, backlog_size(backlog));
        buffer->size -= backlog->taken;
        backlog->scanned -= backlog->taken;
        backlog->taken = 0;
    }
    buffer_append(buffer, bytes, size);
    if (!buffer->failed)
        return true;
    backlog_release(backlog);
    return false;
}

static struct slice bytes_from(const struct backlog *backlog, size_t at)
{
    size_t size = backlog->bytes.size - at;

    return (struct slice){.bytes = size > 0 ? backlog->bytes.bytes + at : NULL, .size = size};
}

struct slice backlog_bytes(const struct backlog *backlog)
{
    return bytes_from(backlog, backlog->taken);
}

void backlog_take(struct backlog *backlog, size_t size)
{
    assert(size <= backlog_size(backlog));
    backlog->taken += size;
    if (backlog->scanned < backlog->taken)
        backlog->scanned = backlog->taken;
    if (backlog_size(backlog) == 0)
        backlog_release(backlog);
}

struct slice backlog_scan(struct backlog *backlog)
{
    struct slice fresh = bytes_from(backlog, backlog->scanned);

    backlog->scanned = backlog->bytes.size;
    return fresh;
}
