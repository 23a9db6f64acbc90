#ifndef CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_HTTP_CODING_ENCODER_STORY_H
#define CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_HTTP_CODING_ENCODER_STORY_H

/* What every encoder does, for every use: the same stories for each of them. */

#include "tests/unit/server/answers/http/coding/unpack.h"

enum { STORY_SIZE = 100 * 1000 };

/* Rows such as streams have, or noise. */
static inline char *story_text(bool noise)
{
    char *text = malloc(STORY_SIZE);

    assert_non_null(text);
    fill_with_noise(text, STORY_SIZE);
    for (size_t i = 0; i < STORY_SIZE && !noise; i++)
        text[i] = i % 40 < 36 ? "U+26FF\tWHITE FLAG WITH HORIZONTAL M\n"[i % 40] : text[i];
    return text;
}

static inline void story_space_for_all(enum coding coding, enum encoder_use use, const char *text,
                                       size_t size)
{
    struct encoder *encoder = coding_encoder_new(coding, use);
    size_t bound = encoder->bound(encoder, size);
    char *packed = malloc(bound);
    struct encoder_bytes bytes = {.in = text, .in_size = size, .out = packed, .out_size = bound};

    assert_non_null(packed);
    assert_true(encoder->encode(encoder, &bytes, ENCODER_END));
    assert_int_equal(bytes.in_size, 0);
    assert_unpacks(coding, packed, (size_t)(bytes.out - packed), text, size);
    encoder->free(encoder);
    free(packed);
}

/* In slices, without a flush, as bodies are. */
static inline void story_slices(enum coding coding, enum encoder_use use, const char *text,
                                size_t size)
{
    struct encoder *encoder = coding_encoder_new(coding, use);
    size_t bound = encoder->bound(encoder, size);
    char *packed = malloc(bound);
    struct encoder_bytes bytes = {.in = text, .out = packed, .out_size = bound};

    assert_non_null(packed);
    for (size_t at = 0; at < size; at += encoder->slice) {
        bool last = size - at <= encoder->slice;

        bytes.in_size = last ? size - at : encoder->slice;
        assert_true(encoder->encode(encoder, &bytes, last ? ENCODER_END : ENCODER_GO_ON));
    }
    assert_unpacks(coding, packed, (size_t)(bytes.out - packed), text, size);
    encoder->free(encoder);
    free(packed);
}

/* A flush lets the client decode all that it should, however little space there is at a time. */
static inline void story_flush(enum coding coding, enum encoder_use use, const char *text,
                               size_t piece, size_t space)
{
    struct encoder *encoder = coding_encoder_new(coding, use);
    struct encoder_bytes bytes = {.in = text};
    char packed[4096], shown[4096];
    size_t size = 0, pieces = 1000 / piece;
    bool whole;

    for (size_t i = 0; i <= pieces; i++) {
        bool done;

        bytes.in_size = i < pieces ? piece : 0;
        do {
            bytes.out = packed + size;
            bytes.out_size = space;
            done = encoder->encode(encoder, &bytes, i < pieces ? ENCODER_FLUSH : ENCODER_END);
            size = (size_t)(bytes.out - packed);
            assert_in_range(size, 1, sizeof packed - space);
        } while (!done);
        assert_int_equal(unpack(coding, packed, size, shown, sizeof shown, &whole),
                         (i < pieces ? i + 1 : pieces) * piece);
        assert_int_equal(whole, i == pieces);
    }
    assert_memory_equal(shown, text, pieces * piece);
    encoder->free(encoder);
}

static inline void story_encoder(enum coding coding)
{
    for (enum encoder_use use = ENCODE_BODY; use <= ENCODE_STREAM; use++)
        for (int noise = 0; noise < 2; noise++) {
            char *text = story_text(noise);

            story_space_for_all(coding, use, "", 0);
            story_space_for_all(coding, use, "x", 1);
            story_space_for_all(coding, use, text, STORY_SIZE);
            story_slices(coding, use, text, STORY_SIZE);
            for (size_t space = 7; space < 60; space += 4)
                story_flush(coding, use, text, 200, space);
            free(text);
        }
}

#endif
