/*
 * Streams are compressed as they are read. What was read is decompressed, to see whether it could have
 * been shown as soon as it came.
 */

#include "server/answers/http/coding/compressed_stream.h"

#include "index/base/buffer.h"
#include "index/base/container_of.h"
#include "tests/unit/server/answers/http/coding/unpack.h"

enum { STEPS = 1000, TURN_STEPS = 50 * 1000 };

/* Gives its text in pieces, each of which takes some steps. */
struct rows {
    struct api_stream stream;
    const char *text;
    size_t size, piece, at;
    unsigned reads;
    bool freed;
};

static size_t rows_read(struct api_stream *stream, char *out, size_t capacity)
{
    struct rows *source = container_of(stream, struct rows, stream);
    size_t size = source->size - source->at;

    if (size > source->piece)
        size = source->piece;
    if (size > capacity)
        size = capacity;
    if (size > 0)
        memcpy(out, source->text + source->at, size);
    source->at += size;
    source->reads++;
    stream->steps = STEPS;
    return size;
}

static void rows_free(struct api_stream *stream)
{
    container_of(stream, struct rows, stream)->freed = true;
}

static struct rows rows_of(const char *text, size_t size, size_t piece)
{
    return (struct rows){.stream = {.read = rows_read, .free = rows_free},
                         .text = text,
                         .size = size,
                         .piece = piece};
}

/* Reads all of it, and checks that each read asks the source once at most. */
static struct buffer read_all(enum coding coding, struct rows *source, size_t capacity)
{
    struct api_stream *stream = compressed_stream_new(coding, &source->stream);
    struct buffer packed = BUFFER_INIT;
    size_t size;

    assert_non_null(stream);
    do {
        unsigned before = source->reads;

        size = stream->read(stream, buffer_reserve(&packed, capacity), capacity);
        assert_in_range(size, 0, capacity);
        assert_in_range(source->reads - before, 0, 1);
        assert_in_range(stream->steps, source->reads > before ? STEPS : 0, TURN_STEPS);
        buffer_claim(&packed, size);
    } while (size > 0);
    assert_int_equal(stream->read(stream, buffer_reserve(&packed, capacity), capacity), 0);
    stream->free(stream);
    assert_true(source->freed);
    return packed;
}

static void assert_round_trip(const char *text, size_t size, size_t piece, size_t capacity)
{
    for
        EACH_CODING(coding)
        {
            struct rows source = rows_of(text, size, piece);
            struct buffer packed = read_all(coding, &source, capacity);

            assert_unpacks(coding, packed.bytes, packed.size, text, size);
            buffer_release(&packed);
        }
}

static void test_short_streams(void **state)
{
    (void)state;
    assert_round_trip("", 0, 1, 100);
    assert_round_trip("x", 1, 1, 100);
    assert_round_trip("rows and rows", 13, 1, 100);
    assert_round_trip("a\0b", 3, 3, 100);
}

/* Whatever the space is when a piece has just been written. */
static void test_every_space(void **state)
{
    char text[3000];

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * i % 251);
    for (size_t capacity = 7; capacity < 300; capacity++)
        assert_round_trip(text, sizeof text, 100 + capacity % 7, capacity);
}

/* A piece that zlib could keep whole, and one that grows. */
static void test_repetitive_and_random_bytes(void **state)
{
    enum { SIZE = 1 << 18 };
    char *text = malloc(SIZE);

    (void)state;
    assert_non_null(text);
    memset(text, 'x', SIZE);
    assert_round_trip(text, SIZE, 16 * 1024, 32 * 1024);
    fill_with_noise(text, SIZE);
    assert_round_trip(text, SIZE, 16 * 1024, 32 * 1024);
    assert_round_trip(text, SIZE, 16 * 1024, 1000);
    free(text);
}

/* Rows do not wait for those after them. */
static void test_each_piece_can_be_shown_when_it_comes(void **state)
{
    static const char text[] = "U+2600\tBLACK SUN WITH RAYS\nU+2601\tCLOUD\n";

    (void)state;
    for
        EACH_CODING(coding)
        {
            struct rows source = rows_of(text, sizeof text - 1, 27);
            struct api_stream *stream = compressed_stream_new(coding, &source.stream);
            char packed[200], shown[100];
            size_t size;
            bool whole;

            assert_non_null(stream);
            size = stream->read(stream, packed, sizeof packed);
            assert_int_equal(unpack(coding, packed, size, shown, sizeof shown, &whole), 27);
            assert_memory_equal(shown, text, 27);
            assert_false(whole);
            stream->free(stream);
            assert_true(source.freed);
        }
}

static void test_freed_before_it_is_read(void **state)
{
    struct rows source = rows_of("x", 1, 1);
    struct api_stream *stream = compressed_stream_new(CODING_GZIP, &source.stream);

    (void)state;
    assert_non_null(stream);
    stream->free(stream);
    assert_true(source.freed);
    assert_int_equal(source.reads, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_streams),
        cmocka_unit_test(test_every_space),
        cmocka_unit_test(test_repetitive_and_random_bytes),
        cmocka_unit_test(test_each_piece_can_be_shown_when_it_comes),
        cmocka_unit_test(test_freed_before_it_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
