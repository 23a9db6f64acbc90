#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_CODING_ENCODER_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_CODING_ENCODER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One content coding at work: a library that compresses, as compression.h and compressed_stream.h
 * use any of them. Not thread-safe.
 */

/* What is compressed, which decides how hard the encoder tries and how much memory it takes. */
enum encoder_use {
    ENCODE_BODY,      /* a page: as well as possible */
    ENCODE_LONG_BODY, /* as fast as possible */
    ENCODE_STREAM,    /* the same, in little memory: a client decides how long it lives */
};

enum encoder_end {
    ENCODER_GO_ON, /* more input is to come, and may be waited for */
    ENCODER_FLUSH, /* the client shall be able to decode all input until now */
    ENCODER_END,   /* there is no more input */
};

/* Moved past the bytes that were read and written. */
struct encoder_bytes {
    const char *in;
    size_t in_size;
    char *out;
    size_t out_size;
};

/* Encoders embed this as the first member of their own struct. All memory is allocated when an encoder is
 * made, so that nothing fails later. */
struct encoder {
    /* Returns true when all of the input is read and what `end` asks for is written. Else it is called
     * again, with more space or input. */
    bool (*encode)(struct encoder *encoder, struct encoder_bytes *bytes, enum encoder_end end);
    size_t (*bound)(const struct encoder *encoder,
                    size_t size); /* of what that many bytes become */
    void (*free)(struct encoder *encoder);
    size_t slice;   /* bytes that take about a fifth of a turn at most */
    unsigned steps; /* that a hundred bytes take (index/base/budget.h) */
};

static inline int64_t encoder_steps(const struct encoder *encoder, size_t bytes)
{
    return (int64_t)(bytes * encoder->steps / 100);
}

#endif
