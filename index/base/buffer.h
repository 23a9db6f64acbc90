#ifndef CHARFINDER_INDEX_BASE_BUFFER_H
#define CHARFINDER_INDEX_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Bytes that grow at their end.
 *
 * Failure is sticky: when memory runs out the buffer drops what it holds, stays
 * empty, and every later append does nothing, so a writer may append all the way
 * through and look at `failed` once. buffer_clear(), buffer_release() and
 * buffer_detach() end the failure. The bytes are not a C string.
 */

struct buffer {
    char *bytes;     /* owned; NULL while nothing was appended */
    size_t size;     /* bytes in use */
    size_t capacity; /* bytes allocated */
    bool failed;     /* memory ran out; size is 0 until the failure ends */
    bool borrowed;   /* the memory belongs to the caller: see BUFFER_OVER */
};

#define BUFFER_INIT                                                                                \
    {                                                                                              \
        .bytes = NULL                                                                              \
    }

/* A buffer over the caller's memory. It is never grown or freed; appending past its end fails. The
 * bytes cannot be detached. */
#define BUFFER_OVER(memory, memory_size)                                                           \
    {                                                                                              \
        .bytes = (memory), .capacity = (memory_size), .borrowed = true                             \
    }

void buffer_release(struct buffer *buffer);

/* Empties the buffer for other bytes and keeps its memory. A failure is forgotten: where a buffer is used
 * again and again, memory that ran out once must not spoil it for ever. Not for BUFFER_OVER. */
static inline void buffer_clear(struct buffer *buffer)
{
    buffer->size = 0;
    buffer->failed = false;
}

/* Space for `more` bytes after the end: write there, then claim them with buffer_claim(). Returns
 * NULL when memory ran out. Valid until the next append. */
char *buffer_reserve(struct buffer *buffer, size_t more);
void buffer_claim(struct buffer *buffer, size_t written);

/* Appends where the buffer has to grow, or has failed. */
void buffer_append_growing(struct buffer *buffer, const void *bytes, size_t size);

/* Inline because a reply consists of hundreds of pieces of a few bytes, whose sizes the compiler
 * mostly knows. Inlining saves a third of the cost. */
static inline void buffer_append(struct buffer *buffer, const void *bytes, size_t size)
{
    if (size > 0 && size <= buffer->capacity - buffer->size) {
        memcpy(buffer->bytes + buffer->size, bytes, size);
        buffer->size += size;
    } else {
        buffer_append_growing(buffer, bytes, size);
    }
}

static inline void buffer_append_text(struct buffer *buffer, const char *text)
{
    buffer_append(buffer, text, strlen(text));
}

/* Numbers, for which printf() is slow: in decimal, and as at least `digits` (at most 8) digits in
 * hexadecimal, A to F. */
void buffer_append_decimal(struct buffer *buffer, uint32_t number);
void buffer_append_hex(struct buffer *buffer, uint32_t number, unsigned digits);
__attribute__((format(printf, 2, 3))) void buffer_append_format(struct buffer *buffer,
                                                                const char *format, ...);

/* Hands the bytes to the caller, which frees them with free(); the buffer is empty afterwards. The
 * allocation is shrunk to their size, because caches account for no more than that. */
char *buffer_detach(struct buffer *buffer, size_t *size);

#endif
