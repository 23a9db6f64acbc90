/*
 * Chunks into one image: where each is, what the header says, and what is refused.
 */

#include "index/builder/base/chunks.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/checksum.h"

static const struct chunks_counts counts = {
    .documents = 1, .sequences = 2, .characters = 3, .terms = 4};

static void assert_at(const struct image *image, enum format_chunk chunk, const void *bytes,
                      size_t size)
{
    const char *file = image->bytes;
    const char *entry = file + FORMAT_HEADER_SIZE + (size_t)chunk * FORMAT_ENTRY_SIZE;
    uint64_t at = format_u64(entry + 8);

    assert_memory_equal(entry, FORMAT_CHUNK_IDS + (size_t)chunk * 4, 4);
    assert_int_equal(format_u32(entry + 4), 0);
    assert_int_equal(at % FORMAT_ALIGNMENT, 0);
    assert_int_equal(format_u64(entry + 16), size);
    assert_true(at + size <= format_content(image->size));
    if (size > 0)
        assert_memory_equal(file + at, bytes, size);
}

static void test_numbers_are_little_endian(void **state)
{
    static const uint64_t words[] = {UINT64_C(0x0102030405060708), 1};
    struct chunks chunks = {0};

    (void)state;
    chunks_u8(&chunks, CHUNK_PROM, 255);
    chunks_u16(&chunks, CHUNK_PROM, 0x0102);
    chunks_u32(&chunks, CHUNK_PROM, 0x03040506);
    assert_int_equal(chunks.list[CHUNK_PROM].size, 7);
    assert_memory_equal(chunks.list[CHUNK_PROM].bytes, "\xFF\x02\x01\x06\x05\x04\x03", 7);
    chunks_offset(&chunks, CHUNK_XOFF, CHUNK_XTXT);
    chunks_offset(&chunks, CHUNK_XOFF, CHUNK_PROM);
    assert_memory_equal(chunks.list[CHUNK_XOFF].bytes, "\0\0\0\0\x07\0\0\0", 8);
    chunks_bitmap(&chunks, CHUNK_NBIT, words, 2);
    assert_int_equal(chunks.list[CHUNK_NBIT].size, 16);
    assert_memory_equal(chunks.list[CHUNK_NBIT].bytes, "\x08\x07\x06\x05\x04\x03\x02\x01\x01", 9);
    chunks_release(&chunks);
    assert_false(chunks_failed(&chunks));
}

static void test_everything_is_where_the_table_says(void **state)
{
    struct sources sources = {
        .icu_version = {72, 1}, .unicode_version = {15, 0}, .data_version = {14, 1, 2}};
    struct chunks chunks = {0};
    struct image image;
    const uint8_t *file;
    uint8_t digest[CHECKSUM_SIZE];

    (void)state;
    buffer_append(&chunks.list[CHUNK_SRCS], "first", 5);
    buffer_append(&chunks.list[CHUNK_TTXT], "sun", 3);
    buffer_append(&chunks.list[CHUNK_LBEG], "12345678", 8);
    buffer_append(&chunks.list[CHUNK_CONV], "last", 4);
    assert_int_equal(chunks_lay_out(&chunks, &sources, &counts, &image), 0);
    assert_at(&image, CHUNK_SRCS, "first", 5);
    assert_at(&image, CHUNK_ROFF, "", 0);
    assert_at(&image, CHUNK_TTXT, "sun", 3);
    assert_at(&image, CHUNK_LBEG, "12345678", 8);
    assert_at(&image, CHUNK_CONV, "last", 4);
    file = image.bytes;
    assert_memory_equal(file, FORMAT_MAGIC, 8);
    assert_int_equal(format_u32(file + FORMAT_AT_VERSION), FORMAT_VERSION);
    assert_int_equal(format_u64(file + FORMAT_AT_LENGTH), image.size);
    assert_memory_equal(file + FORMAT_AT_ICU, "\x48\x01\0\0\x0F\0\0\0", 8);
    assert_memory_equal(file + FORMAT_AT_DATA, "\x0E\x01\x02\0", 4);
    assert_int_equal(format_u32(file + FORMAT_AT_DOCUMENTS), 1);
    assert_int_equal(format_u32(file + FORMAT_AT_SEQUENCES), 2);
    assert_int_equal(format_u32(file + FORMAT_AT_CHARACTERS), 3);
    assert_int_equal(format_u32(file + FORMAT_AT_TERMS), 4);
    assert_int_equal(format_u32(file + FORMAT_AT_CHUNKS), CHUNK_COUNT);
    assert_int_equal(format_pieces(image.size), 1);
    assert_int_equal(format_u64(file + format_content(image.size)),
                     checksum_short(file, format_content(image.size)));
    checksum_of(file + format_content(image.size), FORMAT_SUM_SIZE, digest);
    assert_memory_equal(file + image.size - FORMAT_TRAILER_SIZE, digest, sizeof digest);
    image_release(&image);
    chunks_release(&chunks);
}

static void test_sources_are_reported(void **state)
{
    struct sources sources = {.language_count = 2, .languages = {"de", "sr_Cyrl_BA"}};
    struct chunks chunks = {0};
    const char *entry;

    (void)state;
    memcpy(sources.list[SOURCE_UNIHAN].name, "unihan\0", SOURCE_NAME_SIZE);
    sources.list[SOURCE_UNIHAN].state = SOURCE_DAMAGED;
    sources.list[SOURCE_UNIHAN].records = 0x01020304;
    reason_set(&sources.list[SOURCE_UNIHAN].reason, "it is cut");
    chunks_sources(&chunks, &sources);
    assert_int_equal(chunks.list[CHUNK_SRCS].size, SOURCE_COUNT * FORMAT_SOURCE_SIZE);
    entry = chunks.list[CHUNK_SRCS].bytes + (size_t)SOURCE_UNIHAN * FORMAT_SOURCE_SIZE;
    assert_memory_equal(entry, "unihan\0", FORMAT_SOURCE_NAME_SIZE);
    assert_int_equal(format_u32(entry + 24), SOURCE_DAMAGED);
    assert_int_equal(format_u32(entry + 28), 0x01020304);
    assert_int_equal(chunks.list[CHUNK_ROFF].size, (SOURCE_COUNT + 1) * sizeof(uint32_t));
    assert_int_equal(format_u32_at(chunks.list[CHUNK_ROFF].bytes, SOURCE_UNIHAN), 0);
    assert_int_equal(format_u32_at(chunks.list[CHUNK_ROFF].bytes, SOURCE_UNIHAN + 1), 9);
    assert_int_equal(chunks.list[CHUNK_RTXT].size, 9);
    assert_memory_equal(chunks.list[CHUNK_RTXT].bytes, "it is cut", 9);
    assert_int_equal(chunks.list[CHUNK_LANG].size, 2 * FORMAT_LANGUAGE_SIZE);
    assert_string_equal(chunks.list[CHUNK_LANG].bytes + FORMAT_LANGUAGE_SIZE, "sr_Cyrl_BA");
    chunks_release(&chunks);
}

/* A failure of any chunk. */
static void test_losing_a_chunk_is_reported(void **state)
{
    const struct sources sources = {.language_count = 0};

    (void)state;
    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++) {
        struct chunks chunks = {0};
        struct image image = {.bytes = NULL};

        chunks.list[chunk].failed = true;
        assert_true(chunks_failed(&chunks));
        assert_int_equal(chunks_lay_out(&chunks, &sources, &counts, &image), -ENOMEM);
        assert_null(image.bytes);
        chunks_release(&chunks);
    }
}

/* Refused by size alone: the bytes do not exist. */
static void test_more_than_an_index_may_be(void **state)
{
    const struct sources sources = {.language_count = 0};
    struct chunks chunks = {0};
    struct image image = {.bytes = NULL};

    (void)state;
    chunks.list[CHUNK_LINE].size = FORMAT_MAX_SIZE / 2;
    chunks.list[CHUNK_XTXT].size = FORMAT_MAX_SIZE / 2;
    assert_int_equal(chunks_lay_out(&chunks, &sources, &counts, &image), -EFBIG);
    assert_null(image.bytes);
    chunks.list[CHUNK_LINE].size = chunks.list[CHUNK_XTXT].size = 0;
    chunks_release(&chunks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_little_endian),
        cmocka_unit_test(test_everything_is_where_the_table_says),
        cmocka_unit_test(test_sources_are_reported),
        cmocka_unit_test(test_losing_a_chunk_is_reported),
        cmocka_unit_test(test_more_than_an_index_may_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
