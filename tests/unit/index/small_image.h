#ifndef CHARFINDER_TESTS_UNIT_INDEX_SMALL_IMAGE_H
#define CHARFINDER_TESTS_UNIT_INDEX_SMALL_IMAGE_H

/*
 * An index of six characters, laid out by hand after the drawing in index/format.h and by none of
 * the code that builds real ones: small enough to damage every byte of it, and true enough to be
 * saved and loaded, because it names the sources of this machine.
 *
 *   document  0  U+0007  <control-0007>            a control: a label, and no words
 *             1  U+0041  LATIN CAPITAL LETTER A
 *             2  U+0042  LATIN CAPITAL LETTER B
 *             3  U+0061  LATIN SMALL LETTER A      "a" has two runs
 *             4  U+4E00  CJK UNIFIED IDEOGRAPH-4E00
 *             5  U+1F600 GRINNING FACE
 */

#include <assert.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "index/checksum.h"
#include "index/format.h"
#include "index/sources/sources.h"

enum {
    SMALL_IMAGE_MAX = 2048,
    SMALL_DOCUMENTS = 6,
    SMALL_CHARACTERS = 5,
    SMALL_TERMS = 11,
    SMALL_RUNS = 12,
    SMALL_TAILS = 3,
};

#define SMALL_BELL    "U+0007\t\xE2\x90\x87\t<control-0007>\r\n"
#define SMALL_A       "U+0041\tA\tLATIN CAPITAL LETTER A\r\n"
#define SMALL_B       "U+0042\tB\tLATIN CAPITAL LETTER B\r\n"
#define SMALL_SMALL_A "U+0061\ta\tLATIN SMALL LETTER A\r\n"
#define SMALL_ONE     "U+4E00\t\xE4\xB8\x80\tCJK UNIFIED IDEOGRAPH-4E00\r\n"
#define SMALL_FACE    "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE\r\n"

struct small_image {
    alignas(FORMAT_ALIGNMENT) uint8_t bytes[SMALL_IMAGE_MAX];
    size_t size;
    enum format_chunk chunk; /* the one being written */
};

static inline uint8_t *small_image_entry(struct small_image *image, enum format_chunk chunk)
{
    return image->bytes + FORMAT_HEADER_SIZE + (size_t)chunk * FORMAT_ENTRY_SIZE;
}

/* Where a chunk stands, by what the table says. */
static inline uint8_t *small_image_chunk(struct small_image *image, enum format_chunk chunk)
{
    return image->bytes + format_u64(small_image_entry(image, chunk) + 8);
}

static inline void small_image_append(struct small_image *image, const void *bytes, size_t size)
{
    assert(image->size + size <= sizeof image->bytes);
    memcpy(image->bytes + image->size, bytes, size);
    image->size += size;
}

static inline void small_image_append_u32(struct small_image *image, size_t value)
{
    uint8_t bytes[4];

    format_put_u32(bytes, (uint32_t)value);
    small_image_append(image, bytes, sizeof bytes);
}

static inline void small_image_begin(struct small_image *image, enum format_chunk chunk)
{
    while (image->size % FORMAT_ALIGNMENT != 0)
        image->size++;
    image->chunk = chunk;
    memcpy(small_image_entry(image, chunk), FORMAT_CHUNK_IDS + (size_t)chunk * 4, 4);
    format_put_u64(small_image_entry(image, chunk) + 8, image->size);
}

static inline void small_image_end(struct small_image *image)
{
    uint8_t *entry = small_image_entry(image, image->chunk);

    format_put_u64(entry + 16, image->size - format_u64(entry + 8));
}

static inline void small_image_numbers(struct small_image *image, enum format_chunk chunk,
                                       const uint32_t *numbers, size_t count)
{
    small_image_begin(image, chunk);
    for (size_t i = 0; i < count; i++)
        small_image_append_u32(image, numbers[i]);
    small_image_end(image);
}

/* Texts one behind the other in one chunk, and in the one before it where each begins. */
static inline void small_image_texts(struct small_image *image, enum format_chunk offsets,
                                     enum format_chunk chunk, const char *const *texts,
                                     size_t count)
{
    size_t at = 0;

    small_image_begin(image, offsets);
    for (size_t i = 0; i <= count; i++) {
        small_image_append_u32(image, at);
        at += i < count ? strlen(texts[i]) : 0;
    }
    small_image_end(image);
    small_image_begin(image, chunk);
    for (size_t i = 0; i < count; i++)
        small_image_append(image, texts[i], strlen(texts[i]));
    small_image_end(image);
}

/* Makes the checksum fit the bytes again, so that only their meaning can be wrong. */
static inline void small_image_seal(struct small_image *image)
{
    size_t size = image->size - FORMAT_TRAILER_SIZE;

    checksum_of(image->bytes, size, image->bytes + size);
}

static inline void small_image_header(struct small_image *image, const struct sources *sources)
{
    uint8_t *header = image->bytes;

    memcpy(header, FORMAT_MAGIC, sizeof FORMAT_MAGIC - 1);
    format_put_u32(header + FORMAT_AT_VERSION, FORMAT_VERSION);
    format_put_u32(header + FORMAT_AT_BYTE_ORDER, FORMAT_BYTE_ORDER);
    format_put_u64(header + FORMAT_AT_LENGTH, image->size);
    memcpy(header + FORMAT_AT_ICU, sources->icu_version, 4);
    memcpy(header + FORMAT_AT_UNICODE, sources->unicode_version, 4);
    format_put_u32(header + FORMAT_AT_DOCUMENTS, SMALL_DOCUMENTS);
    format_put_u32(header + FORMAT_AT_CHARACTERS, SMALL_CHARACTERS);
    format_put_u32(header + FORMAT_AT_TERMS, SMALL_TERMS);
    format_put_u32(header + FORMAT_AT_RUNS, SMALL_RUNS);
    format_put_u32(header + FORMAT_AT_CHUNKS, CHUNK_COUNT);
}

static inline void small_image_documents(struct small_image *image, const char *last_line)
{
    static const uint32_t code_points[] = {0x07, 0x41, 0x42, 0x61, 0x4E00, 0x1F600};
    static const uint8_t tails[] = {0, 0, 1, 0, 1, 0, 1, 0, 2, 0, 2, 0}; /* u16, little-endian */
    static const char *const tail_texts[] = {
        ",\"category\":\"Cc\"",
        ",\"category\":\"Lu\"",
        ",\"category\":\"So\"",
    };
    static const uint32_t by_name[] = {4, 5, 1, 2, 3};
    const char *const lines[] = {SMALL_BELL, SMALL_A, SMALL_B, SMALL_SMALL_A, SMALL_ONE, last_line};

    small_image_numbers(image, CHUNK_DOCS, code_points, SMALL_DOCUMENTS);
    small_image_texts(image, CHUNK_LOFF, CHUNK_LINE, lines, SMALL_DOCUMENTS);
    small_image_begin(image, CHUNK_PROP);
    small_image_append(image, tails, sizeof tails);
    small_image_end(image);
    small_image_texts(image, CHUNK_POFF, CHUNK_PTXT, tail_texts, SMALL_TAILS);
    small_image_numbers(image, CHUNK_NAME, by_name, SMALL_CHARACTERS);
}

static inline void small_image_terms(struct small_image *image)
{
    static const char *const terms[] = {"a",      "b",        "capital",   "cjk",
                                        "face",   "grinning", "ideograph", "latin",
                                        "letter", "small",    "unified"};
    static const uint32_t begins[] = {0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    static const uint32_t totals[] = {2, 1, 2, 1, 1, 1, 1, 3, 3, 1, 1};
    /* First document and rank, by turns. */
    static const uint32_t runs[] = {1, 0, 3, 1, 2, 0, 1, 0, 4, 0, 5, 0,
                                    5, 0, 4, 0, 1, 0, 1, 0, 3, 0, 4, 0};

    small_image_texts(image, CHUNK_TERM, CHUNK_TTXT, terms, SMALL_TERMS);
    small_image_numbers(image, CHUNK_PBEG, begins, SMALL_TERMS + 1);
    small_image_numbers(image, CHUNK_PTOT, totals, SMALL_TERMS);
    small_image_numbers(image, CHUNK_RUNS, runs, (size_t)SMALL_RUNS * 2);
}

/* The same with another last line, whose name must begin with G to keep the order of names. */
static inline void small_image_make_with(struct small_image *image, const char *last_line)
{
    struct sources sources;

    memset(image, 0, sizeof *image);
    sources_identify(&sources);
    image->size = FORMAT_HEADER_SIZE + (size_t)CHUNK_COUNT * FORMAT_ENTRY_SIZE;
    small_image_begin(image, CHUNK_SRCS);
    for (size_t i = 0; i < SOURCES_COUNT; i++) {
        small_image_append(image, sources.list[i].name, FORMAT_SOURCE_NAME_SIZE);
        small_image_append(image, sources.list[i].digest, CHECKSUM_SIZE);
    }
    small_image_end(image);
    small_image_documents(image, last_line);
    small_image_terms(image);
    image->size += FORMAT_TRAILER_SIZE;
    small_image_header(image, &sources);
    small_image_seal(image);
}

static inline void small_image_make(struct small_image *image)
{
    small_image_make_with(image, SMALL_FACE);
}

#endif
