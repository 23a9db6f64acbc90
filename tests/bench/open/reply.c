/*
 * The head is kept until its end is there, and then read at once; a body is only counted.
 */

#include "tests/bench/open/reply.h"

#include <stdlib.h>
#include <string.h>

enum { STATUS_OK = 200, LINE_END = 2 };

void reply_begin(struct reply *reply)
{
    reply->state = REPLY_HEAD;
    reply->status = 0;
    reply->left = reply->line = reply->head_size = 0;
}

/* The value of a field of the head; NULL: there is none. `name` begins with the end of the line before. */
static const char *field(const struct reply *reply, const char *name)
{
    const char *found = strcasestr(reply->head, name);

    return found ? found + strlen(name) : NULL;
}

static enum reply_state read_head(struct reply *reply)
{
    const char *size = field(reply, "\r\nContent-Length:");
    const char *coding = field(reply, "\r\nTransfer-Encoding:");

    if (strncmp(reply->head, "HTTP/1.1 ", 9) != 0)
        return REPLY_BAD;
    reply->status = (unsigned)strtoul(reply->head + 9, NULL, 10);
    if (reply->status != STATUS_OK)
        return REPLY_BAD;
    if (coding)
        return strncmp(coding + strspn(coding, " "), "chunked\r\n", 9) == 0 ? REPLY_CHUNK_SIZE
                                                                            : REPLY_BAD;
    if (!size)
        return REPLY_BAD;
    reply->left = strtoull(size, NULL, 10);
    return reply->left > 0 ? REPLY_BODY : REPLY_WHOLE;
}

/* Returns the bytes that belong to the head. */
static size_t take_head(struct reply *reply, const char *bytes, size_t size)
{
    const size_t before = reply->head_size;
    const size_t room = REPLY_HEAD_SIZE - before;
    const size_t taken = size < room ? size : room;
    const char *end;

    memcpy(reply->head + before, bytes, taken);
    reply->head_size += taken;
    reply->head[reply->head_size] = '\0';
    end = strstr(reply->head, "\r\n\r\n");
    if (!end) {
        if (reply->head_size == REPLY_HEAD_SIZE)
            reply->state = REPLY_BAD;
        return taken;
    }
    reply->head_size = (size_t)(end - reply->head) + 4;
    reply->head[reply->head_size] = '\0';
    reply->state = read_head(reply);
    return reply->head_size - before;
}

static enum reply_state after_size_line(struct reply *reply)
{
    char *end;

    reply->head[reply->line < REPLY_HEAD_SIZE ? reply->line : REPLY_HEAD_SIZE] = '\0';
    reply->left = strtoull(reply->head, &end, 16);
    if (end == reply->head)
        return REPLY_BAD;
    if (reply->left == 0)
        return REPLY_TRAILER;
    reply->left += LINE_END;
    return REPLY_CHUNK;
}

/* A line of a chunked body, which takes the head's place. Returns the bytes that belong to it. */
static size_t take_line(struct reply *reply, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\n') {
            if (reply->state == REPLY_CHUNK_SIZE)
                reply->state = after_size_line(reply);
            else if (reply->line == 0)
                reply->state = REPLY_WHOLE;
            reply->line = 0;
            return i + 1;
        }
        if (bytes[i] != '\r') {
            if (reply->line < REPLY_HEAD_SIZE)
                reply->head[reply->line] = bytes[i];
            reply->line++;
        }
    }
    return size;
}

static size_t take_data(struct reply *reply, size_t size)
{
    const size_t taken = size < reply->left ? size : (size_t)reply->left;

    reply->left -= taken;
    if (reply->left == 0)
        reply->state = reply->state == REPLY_BODY ? REPLY_WHOLE : REPLY_CHUNK_SIZE;
    return taken;
}

enum reply_state reply_take(struct reply *reply, const char *bytes, size_t size)
{
    while (size > 0 && reply->state != REPLY_BAD) {
        size_t taken = 0;

        switch (reply->state) {
        case REPLY_HEAD:
            taken = take_head(reply, bytes, size);
            break;
        case REPLY_BODY:
        case REPLY_CHUNK:
            taken = take_data(reply, size);
            break;
        case REPLY_CHUNK_SIZE:
        case REPLY_TRAILER:
            taken = take_line(reply, bytes, size);
            break;
        case REPLY_WHOLE: /* without a request */
        case REPLY_BAD:
            reply->state = REPLY_BAD;
            break;
        }
        bytes += taken;
        size -= taken;
    }
    return reply->state;
}
