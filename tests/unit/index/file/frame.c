/*
 * The header, the table of chunks and the checksum. The checksum detects any damage, and a table
 * that contradicts itself is refused even under a valid checksum.
 */

#include "index/file/frame.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

static void test_the_generation_is_the_checksum_in_hexadecimal(void **state)
{
    const struct subject *subject = *state;
    const uint8_t *digest = subject->bytes + subject->image.size - FORMAT_TRAILER_SIZE;
    struct charindex *index = parse_good(subject);
    char expected[2 * CHECKSUM_SIZE + 1];

    for (size_t i = 0; i < 8; i++)
        (void)snprintf(expected + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(charindex_generation(index), expected);
    charindex_unref(index);
}

static void test_versions_are_those_of_the_header(void **state)
{
    struct subject *subject = *state;
    struct charindex *index;

    memcpy(subject->image.bytes + FORMAT_AT_ICU, "\xFF\xFF\x03\x04", 4);
    memcpy(subject->image.bytes + FORMAT_AT_UNICODE, "\x0F\x01\x00\x00", 4);
    memcpy(subject->image.bytes + FORMAT_AT_DATA, "\x0F\x00\x00\x00", 4);
    small_image_seal(&subject->image);
    memcpy(subject->bytes, subject->image.bytes, subject->image.size);
    index = parse_good(subject);
    assert_string_equal(charindex_icu_version(index), "255.255");
    assert_string_equal(charindex_unicode_version(index), "15.1");
    assert_string_equal(charindex_data_version(index), "15.0");
    assert_memory_equal(charindex_sources(index)->data_version, "\x0F\x00\x00\x00", 4);
    charindex_unref(index);
}

static void test_every_flipped_bit_is_found(void **state)
{
    struct subject *subject = *state;
    struct reason reason;
    struct charindex *index;

    for (size_t bit = 0; bit < subject->image.size * 8; bit++) {
        uint8_t *byte = subject->bytes + bit / 8;

        *byte ^= (uint8_t)(1u << bit % 8);
        reason.text[0] = '\0';
        if (charindex_parse(subject->bytes, subject->image.size, &index, &reason) !=
            CHARINDEX_INVALID)
            fail_msg("bit %zu of byte %zu flipped: accepted", bit % 8, bit / 8);
        assert_true(reason.text[0] != '\0');
        *byte ^= (uint8_t)(1u << bit % 8);
    }
    charindex_unref(parse_good(subject));
}

static void test_every_truncation_is_found(void **state)
{
    const struct subject *subject = *state;

    for (size_t size = 0; size < subject->image.size; size++)
        assert_refused(subject->bytes, size, "truncated", NULL);
}

static void test_appended_bytes_are_found(void **state)
{
    struct subject *subject = *state;
    char expected[64];

    for (size_t more = 1; more <= 64; more++) {
        (void)snprintf(expected, sizeof expected, "%zu bytes instead of the %zu in its header",
                       subject->image.size + more, subject->image.size);
        assert_refused(subject->image.bytes, subject->image.size + more, "appended", expected);
    }
}

static void test_impossible_sizes(void **state)
{
    const struct subject *subject = *state;
    struct reason reason;
    struct charindex *index;

    assert_refused(subject->bytes, 0, "nothing", "not the size of an index (0 bytes)");
    assert_refused(subject->bytes, 79, "less than a frame", "not the size of an index (79 bytes)");
    /* Refused by size alone: the bytes do not exist. */
    assert_int_equal(charindex_parse(subject->bytes, FORMAT_MAX_SIZE + 1, &index, &reason),
                     CHARINDEX_INVALID);
    assert_string_equal(reason.text, "not the size of an index (268435457 bytes)");
}

static void test_damaged_headers(void **state)
{
    static const struct {
        const char *title;
        size_t at;
        uint32_t value;
        const char *reason;
    } damages[] = {
        {"another magic", FORMAT_AT_MAGIC, 0, "bad magic number"},
        {"a magic that ends otherwise", FORMAT_AT_MAGIC + 4, 0, "bad magic number"},
        {"another byte order", FORMAT_AT_BYTE_ORDER, 0x04030201, "bad byte order mark"},
    };
    const struct subject *subject = *state;

    for (size_t i = 0; i < COUNT(damages); i++) {
        struct small_image image = subject->image;

        format_put_u32(image.bytes + damages[i].at, damages[i].value);
        assert_refused(image.bytes, image.size, damages[i].title, damages[i].reason);
        small_image_seal(&image);
        assert_refused(image.bytes, image.size, damages[i].title, damages[i].reason);
    }
}

static void test_other_format_versions(void **state)
{
    static const uint32_t versions[] = {0, FORMAT_VERSION - 1, FORMAT_VERSION + 1, UINT32_MAX};
    struct subject *subject = *state;

    for (size_t i = 0; i < COUNT(versions); i++) {
        char reason[64];

        (void)snprintf(reason, sizeof reason,
                       "format version %" PRIu32 "; this program reads version %d", versions[i],
                       FORMAT_VERSION);
        format_put_u32(subject->image.bytes + FORMAT_AT_VERSION, versions[i]);
        small_image_seal(&subject->image);
        assert_refused(subject->image.bytes, subject->image.size, "another format", reason);
    }
}

static void test_a_checksum_that_does_not_match(void **state)
{
    struct subject *subject = *state;
    struct small_image *image = &subject->image;

    small_image_chunk(image, CHUNK_LINE)[0] ^= 1;
    assert_refused(image->bytes, image->size, "a letter", "checksum mismatch");
    small_image_chunk(image, CHUNK_LINE)[0] ^= 1;
    image->bytes[image->size - 1] ^= 1;
    assert_refused(image->bytes, image->size, "itself", "checksum mismatch");
}

static void test_an_invalid_table_of_chunks(void **state)
{
    enum { OFFSET = 8, SIZE = 16 };
    struct subject *subject = *state;
    struct small_image *good = &subject->image;
    const uint64_t limit = format_content(good->size);
    const uint64_t docs = (uint64_t)(small_image_chunk(good, CHUNK_DOCS) - good->bytes);
    const uint64_t soff = (uint64_t)(small_image_chunk(good, CHUNK_SOFF) - good->bytes);
    const struct {
        const char *title;
        enum format_chunk chunk;
        size_t field;
        uint64_t value;
        const char *part;
    } lies[] = {
        {"a chunk in the header", CHUNK_SRCS, OFFSET, 0, "table of chunks"},
        {"a chunk in the table", CHUNK_SRCS, OFFSET, FORMAT_HEADER_SIZE, "table of chunks"},
        {"a chunk in another", CHUNK_SOFF, OFFSET, docs, "table of chunks"},
        {"a chunk at an odd place", CHUNK_SOFF, OFFSET, soff + 1, "table of chunks"},
        /* A gap follows it, so in its new place it does not overlap anything. */
        {"a chunk at a multiple of four", CHUNK_SOFF, OFFSET, soff + 4, "table of chunks"},
        {"a chunk in the trailer", CHUNK_CONV, OFFSET, limit + 8, "table of chunks"},
        {"a chunk at the end", CHUNK_CONV, OFFSET, good->size, "table of chunks"},
        {"a chunk beyond the end", CHUNK_CONV, OFFSET, good->size + 8, "table of chunks"},
        {"a chunk beyond memory", CHUNK_CONV, OFFSET, UINT64_MAX - 7, "table of chunks"},
        {"a size into the next chunk", CHUNK_DOCS, SIZE, 40, "table of chunks"},
        {"a size into the trailer", CHUNK_CONV, SIZE, 16, "table of chunks"},
        {"a size that overflows", CHUNK_CONV, SIZE, UINT64_MAX, "table of chunks"},
        {"a size that wraps to the start", CHUNK_LINE, SIZE, UINT64_MAX - 400, "table of chunks"},
        {"lines cut short", CHUNK_LINE, SIZE, 100, "lines"},
        {"no tails", CHUNK_POFF, SIZE, 4, "properties"},
        {"tails cut short", CHUNK_PTXT, SIZE, 10, "properties"},
        {"words cut short", CHUNK_TTXT, SIZE, 10, "terms"},
        {"texts cut short", CHUNK_XTXT, SIZE, 10, "texts"},
        {"names of values cut short", CHUNK_VTXT, SIZE, 10, "values"},
        {"runs cut short", CHUNK_RUNS, SIZE, (SMALL_RUNS - 1) * 8, "postings"},
        {"runs of sets cut short", CHUNK_SRUN, SIZE, small_image_size(good, CHUNK_SRUN) - 8,
         "values"},
        {"code points of sequences cut short", CHUNK_SPTS, SIZE, 16, "sequences"},
        {"words of texts cut short", CHUNK_WTRM, SIZE, 29 * 4, "word lists"},
        {"words of names cut short", CHUNK_NLST, SIZE, (SMALL_NAME_RUNS - 1) * 4, "words of names"},
        {"no variants", CHUNK_VARV, SIZE, 0, "variants"},
        {"references cut short", CHUNK_RTOV, SIZE, 4, "references"},
        {"references from cut short", CHUNK_RFRV, SIZE, 4, "references"},
        {"confusables cut short", CHUNK_CONV, SIZE, 4, "confusables"},
        {"decompositions cut short", CHUNK_DECV, SIZE, 4, "decompositions"},
        {"entries of documents cut short", CHUNK_SPRV, SIZE, 4, "spellings"},
        {"reasons where there are none", CHUNK_RTXT, SIZE, 0, "sources"},
    };

    for (size_t i = 0; i < COUNT(lies); i++) {
        struct small_image image = *good;

        format_put_u64(small_image_entry(&image, lies[i].chunk) + lies[i].field, lies[i].value);
        assert_contradiction(&image, lies[i].title, lies[i].part);
    }
}

static void test_chunks_have_one_order(void **state)
{
    const struct subject *subject = *state;
    struct small_image image = subject->image;
    uint8_t entry[FORMAT_ENTRY_SIZE];

    memcpy(small_image_entry(&image, CHUNK_TTXT), "ABCD", 4);
    assert_contradiction(&image, "an unknown chunk", "table of chunks");

    image = subject->image;
    memcpy(entry, small_image_entry(&image, CHUNK_DOCS), sizeof entry);
    memcpy(small_image_entry(&image, CHUNK_DOCS), small_image_entry(&image, CHUNK_LOFF),
           sizeof entry);
    memcpy(small_image_entry(&image, CHUNK_LOFF), entry, sizeof entry);
    assert_contradiction(&image, "two entries swapped", "table of chunks");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_the_generation_is_the_checksum_in_hexadecimal),
        STORY(test_versions_are_those_of_the_header),
        STORY(test_every_flipped_bit_is_found),
        STORY(test_every_truncation_is_found),
        STORY(test_appended_bytes_are_found),
        STORY(test_impossible_sizes),
        STORY(test_damaged_headers),
        STORY(test_other_format_versions),
        STORY(test_a_checksum_that_does_not_match),
        STORY(test_an_invalid_table_of_chunks),
        STORY(test_chunks_have_one_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
