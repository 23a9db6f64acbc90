/*
 * Growable bytes with sticky failure. The writers of replies and of the index append without
 * checking; the code that sends or saves checks once.
 */

#include "index/base/buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/hex.h"

enum { BUFFER_FIRST_CAPACITY = 256 };

void buffer_release(struct buffer *buffer)
{
    if (!buffer->borrowed)
        free(buffer->bytes);
    *buffer = (struct buffer)BUFFER_INIT;
}

static void buffer_fail(struct buffer *buffer)
{
    buffer_release(buffer);
    buffer->failed = true;
}

char *buffer_reserve(struct buffer *buffer, size_t more)
{
    size_t capacity = buffer->capacity ? buffer->capacity : BUFFER_FIRST_CAPACITY;
    char *bytes;

    if (buffer->failed)
        return NULL;
    if (more > SIZE_MAX / 2 - buffer->size) {
        buffer_fail(buffer);
        return NULL;
    }
    while (capacity < buffer->size + more)
        capacity *= 2;
    if (buffer->bytes && capacity == buffer->capacity)
        return buffer->bytes + buffer->size;
    if (buffer->borrowed) {
        buffer_fail(buffer);
        return NULL;
    }

    bytes = realloc(buffer->bytes, capacity);
    if (!bytes) {
        buffer_fail(buffer);
        return NULL;
    }
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return bytes + buffer->size;
}

void buffer_claim(struct buffer *buffer, size_t written)
{
    assert(written <= buffer->capacity - buffer->size);
    buffer->size += written;
}

void buffer_append_growing(struct buffer *buffer, const void *bytes, size_t size)
{
    char *end = buffer_reserve(buffer, size);

    if (end && size > 0) {
        memcpy(end, bytes, size);
        buffer->size += size;
    }
}

void buffer_append_decimal(struct buffer *buffer, uint32_t number)
{
    char digits[10];
    size_t first = sizeof digits;

    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    buffer_append(buffer, digits + first, sizeof digits - first);
}

void buffer_append_hex(struct buffer *buffer, uint32_t number, unsigned digits)
{
    char text[8];
    size_t first = sizeof text;

    assert(digits <= sizeof text);
    do {
        text[--first] = hex_digit(number);
        number >>= 4;
    } while (number > 0 || sizeof text - first < digits);
    buffer_append(buffer, text + first, sizeof text - first);
}

void buffer_append_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    int size;
    char *end;

    va_start(arguments, format);
    va_copy(again, arguments);
    size = vsnprintf(NULL, 0, format, arguments);
    assert(size >= 0); /* callers pass format strings with matching arguments */
    end = buffer_reserve(buffer, (size_t)size + 1);
    if (end) {
        (void)vsnprintf(end, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
    va_end(arguments);
}

char *buffer_detach(struct buffer *buffer, size_t *size)
{
    char *bytes, *fitting;

    assert(!buffer->borrowed);
    fitting = buffer->size > 0 ? realloc(buffer->bytes, buffer->size) : NULL;
    bytes = fitting ? fitting : buffer->bytes; /* if not shrunk, still valid */
    *size = buffer->size;
    *buffer = (struct buffer)BUFFER_INIT;
    return bytes;
}
