#ifndef CHARFINDER_TESTS_UNIT_INDEX_FILE_SMALL_IMAGE_H
#define CHARFINDER_TESTS_UNIT_INDEX_FILE_SMALL_IMAGE_H

/*
 * An index of seven characters and two sequences, laid out by hand after the drawing in
 * index/file/format.h and by none of the code that builds real ones: small enough to damage every byte
 * of it, with at least one of everything that an index can have.
 *
 *   document  0  U+0007  <control-0007>            a control: a label, and no words; alias BELL
 *             1  U+0041  LATIN CAPITAL LETTER A    refers to 2 and 3, looks like 3
 *             2  U+0042  LATIN CAPITAL LETTER B
 *             3  U+0061  LATIN SMALL LETTER A      "a" has two runs
 *             4  U+4E00  CJK UNIFIED IDEOGRAPH-4E00  defined as "one; a, an"
 *             5  U+4E01  CJK UNIFIED IDEOGRAPH-4E01  has the same words in its name
 *             6  U+1F600 GRINNING FACE             keywords in German and English
 *             7  U+0042 U+FE0F U+20E3  keycap: B
 *             8  U+1F600 U+1F3FB  grinning face: light skin tone    a variant of 6
 */

#include <assert.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "index/base/checksum.h"
#include "index/file/format.h"
#include "index/sources/sources.h"

enum {
    SMALL_IMAGE_MAX = 8192,
    SMALL_DOCUMENTS = 9,
    SMALL_SEQUENCES = 2,
    SMALL_CHARACTERS = 6, /* that have a name */
    SMALL_TAILS = 3,
    SMALL_TERMS = 20,
    SMALL_LISTS = 26,
    SMALL_RUNS = 27,
    SMALL_UNIONS = 2,
    SMALL_WORD_LISTS = 12,
    SMALL_NAME_RUNS = 8, /* of names with the same words */
    SMALL_TEXTS = 5,
    SMALL_VALUES = 15,
};

#define SMALL_BELL    "U+0007\t\xE2\x90\x87\t<control-0007>\r\n"
#define SMALL_A       "U+0041\tA\tLATIN CAPITAL LETTER A\r\n"
#define SMALL_B       "U+0042\tB\tLATIN CAPITAL LETTER B\r\n"
#define SMALL_SMALL_A "U+0061\ta\tLATIN SMALL LETTER A\r\n"
#define SMALL_ONE     "U+4E00\t\xE4\xB8\x80\tCJK UNIFIED IDEOGRAPH-4E00\r\n"
#define SMALL_TWO     "U+4E01\t\xE4\xB8\x81\tCJK UNIFIED IDEOGRAPH-4E01\r\n"
#define SMALL_FACE    "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE\r\n"
#define SMALL_KEYCAP  "U+0042 U+FE0F U+20E3\tB\xEF\xB8\x8F\xE2\x83\xA3\tkeycap: B\r\n"
#define SMALL_PALE_FACE                                                                            \
    "U+1F600 U+1F3FB\t\xF0\x9F\x98\x80\xF0\x9F\x8F\xBB\tgrinning face: light skin tone\r\n"

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

static inline void small_image_bytes(struct small_image *image, enum format_chunk chunk,
                                     const void *bytes, size_t size)
{
    small_image_begin(image, chunk);
    small_image_append(image, bytes, size);
    small_image_end(image);
}

static inline void small_image_numbers(struct small_image *image, enum format_chunk chunk,
                                       const uint32_t *numbers, size_t count)
{
    small_image_begin(image, chunk);
    for (size_t i = 0; i < count; i++)
        small_image_append_u32(image, numbers[i]);
    small_image_end(image);
}

#define SMALL_NUMBERS(image, chunk, ...)                                                           \
    small_image_numbers((image), (chunk), (const uint32_t[]){__VA_ARGS__},                         \
                        sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

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
    format_put_u32(header + FORMAT_AT_SEQUENCES, SMALL_SEQUENCES);
    format_put_u32(header + FORMAT_AT_CHUNKS, CHUNK_COUNT);
}

static inline void small_image_sources(struct small_image *image, const struct sources *sources)
{
    const char *reasons[SOURCE_COUNT];

    small_image_begin(image, CHUNK_SRCS);
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        small_image_append(image, sources->list[i].name, FORMAT_SOURCE_NAME_SIZE);
        small_image_append(image, sources->list[i].digest, CHECKSUM_SIZE);
        small_image_append_u32(image, sources->list[i].state);
        small_image_append_u32(image, sources->list[i].records);
        reasons[i] = sources->list[i].reason.text;
    }
    small_image_end(image);
    small_image_texts(image, CHUNK_ROFF, CHUNK_RTXT, reasons, SOURCE_COUNT);
    small_image_bytes(image, CHUNK_LANG,
                      "de\0\0\0\0\0\0\0\0\0\0\0\0\0\0en\0\0\0\0\0\0\0\0\0\0\0\0\0",
                      (size_t)2 * FORMAT_LANGUAGE_SIZE);
}

static inline void small_image_documents(struct small_image *image, const char *face)
{
    static const uint8_t tails[] = {0, 0, 1, 0, 1, 0, 1, 0, 2,
                                    0, 2, 0, 2, 0, 1, 0, 2, 0}; /* u16, little-endian */
    static const char *const tail_texts[] = {
        ",\"category\":\"Cc\"",
        ",\"category\":\"Lu\"",
        ",\"category\":\"So\"",
    };
    static const uint8_t prominence[] = {10, 200, 201, 202, 50, 51, 255, 100, 90};
    const char *const lines[] = {SMALL_BELL, SMALL_A, SMALL_B,      SMALL_SMALL_A,  SMALL_ONE,
                                 SMALL_TWO,  face,    SMALL_KEYCAP, SMALL_PALE_FACE};

    SMALL_NUMBERS(image, CHUNK_DOCS, 0x07, 0x41, 0x42, 0x61, 0x4E00, 0x4E01, 0x1F600);
    SMALL_NUMBERS(image, CHUNK_SOFF, 0, 3, 5);
    SMALL_NUMBERS(image, CHUNK_SPTS, 0x42, 0xFE0F, 0x20E3, 0x1F600, 0x1F3FB);
    small_image_texts(image, CHUNK_LOFF, CHUNK_LINE, lines, SMALL_DOCUMENTS);
    small_image_bytes(image, CHUNK_PROP, tails, sizeof tails);
    small_image_texts(image, CHUNK_POFF, CHUNK_PTXT, tail_texts, SMALL_TAILS);
    SMALL_NUMBERS(image, CHUNK_NAME, 4, 5, 6, 1, 2, 3);
    small_image_bytes(image, CHUNK_PROM, prominence, sizeof prominence);
    SMALL_NUMBERS(image, CHUNK_BASE, 7, 6);
}

static inline void small_image_terms(struct small_image *image)
{
    enum { N, S, A, D, DE, EN }; /* fields */
    static const char *const terms[] = {
        "a",       "an",       "b",         "bell",   "capital", "cjk",     "face",
        "gesicht", "grinning", "ideograph", "keycap", "latin",   "letter",  "light",
        "one",     "skin",     "small",     "smile",  "tone",    "unified",
    };
    static const uint8_t fields[SMALL_LISTS] = {
        N, D, D, N, S, A, N, N, N, S, EN, DE, N, S, EN, N, S, N, N, S, D, S, N, EN, S, N,
    };

    small_image_texts(image, CHUNK_TERM, CHUNK_TTXT, terms, SMALL_TERMS);
    SMALL_NUMBERS(image, CHUNK_LBEG, 0, 2, 3, 5, 6, 7, 8, 11, 12, 15, 16, 17, 18, 19, 20, 21, 22,
                  23, 24, 25, 26);
    small_image_bytes(image, CHUNK_LFLD, fields, sizeof fields);
    SMALL_NUMBERS(image, CHUNK_LRUN, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
                  19, 20, 21, 22, 23, 24, 25, 26, 27);
    SMALL_NUMBERS(image, CHUNK_LTOT, 2, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1, 2, 1, 3, 3, 1, 1,
                  1, 1, 1, 1, 2);
    /* First document and rank, by turns. */
    SMALL_NUMBERS(image, CHUNK_RUNS, 1, 0, 3, 1, /* a: of names */
                  4, 0, 4, 0,                    /* a: of definitions; an */
                  2, 0, 7, 0, 0, 0, 1, 0, 4, 0,  /* b, b, bell, capital, cjk */
                  6, 0, 8, 0, 6, 0, 6, 0,        /* face three times, gesicht */
                  6, 0, 8, 0, 6, 0,              /* grinning */
                  4, 0, 7, 0, 1, 0, 1, 0, 8, 0,  /* ideograph, keycap, latin, letter, light */
                  4, 0, 8, 0, 3, 0, 6, 0, 8, 0,  /* one, skin, small, smile, tone */
                  4, 0);                         /* unified */
    /* Those that begin with g, and with l. */
    SMALL_NUMBERS(image, CHUNK_UKEY, 7, 9, 11, 14);
    SMALL_NUMBERS(image, CHUNK_UBIT, 1 << 6 | 1 << 8, 0, 1 << 1 | 1 << 2 | 1 << 3 | 1 << 8, 0);
}

static inline void small_image_words(struct small_image *image)
{
    enum { DE, EN };
    static const char *const strings[] = {"BELL", "one; a, an", "grinning face", "Gesicht",
                                          "smile"};

    SMALL_NUMBERS(image, CHUNK_WOFF, 0, 0, 4, 8, 12, 15, 17, 19, 24, 25, 28, 29, 30);
    SMALL_NUMBERS(image, CHUNK_WTRM, 11, 4, 12, 0, 11, 4, 12, 2, 11, 16, 12, 0, 5, 19, 9, 8, 6, 10,
                  2, 8, 6, 13, 15, 18, 3, 14, 0, 1, 7, 17);
    /* All names but that of document 5 have other words than the one before. */
    SMALL_NUMBERS(image, CHUNK_NBIT, 0x1FF & ~(1 << 5), 0);
    SMALL_NUMBERS(image, CHUNK_NRNK, 0);
    SMALL_NUMBERS(image, CHUNK_NLST, 0, 1, 2, 3, 4, 5, 6, 7);
    SMALL_NUMBERS(image, CHUNK_TBEG, 0, 1, 1, 1, 1, 2, 2, 5, 5, 5);
    /* String, words, kind and language. */
    SMALL_NUMBERS(image, CHUNK_TEXT, 0, 8, TEXT_CONTROL, 1, 9, TEXT_DEFINITION, /* bell, one */
                  2, 5, TEXT_SHORT_NAME | EN << 16, 3, 10, TEXT_KEYWORD | DE << 16, 4, 11,
                  TEXT_KEYWORD | EN << 16);
    small_image_texts(image, CHUNK_XOFF, CHUNK_XTXT, strings, SMALL_TEXTS);
}

static inline void small_image_sets(struct small_image *image)
{
    static const char *const values[] = {
        "Basic Latin", "CJK Unified Ideographs",
        "Emoticons",   "Common",
        "Han",         "Latin",
        "Cc",          "Ll",
        "Lo",          "Lu",
        "So",          "1.1",
        "6.1",         "no",
        "yes",
    };

    SMALL_NUMBERS(image, CHUNK_VBEG, 0, 3, 6, 11, 13, 15);
    small_image_texts(image, CHUNK_VOFF, CHUNK_VTXT, values, SMALL_VALUES);
    SMALL_NUMBERS(image, CHUNK_SBEG, 0, 1, 2, 2, 3, 3, 5, 5, 6, /* eight tiers */
                  8, 9, 11,                                     /* blocks */
                  14, 15, 17,                                   /* scripts */
                  18, 19, 20, 22, 24,                           /* categories */
                  26, 28,                                       /* ages */
                  29, 30);                                      /* emoji or not */
    SMALL_NUMBERS(image, CHUNK_STOT, 1, 3, 0, 1, 0, 3, 0, 1, 5, 2, 2, 3, 2, 4, 1, 1, 2, 3, 2, 7, 2,
                  6, 3);
    SMALL_NUMBERS(image, CHUNK_SRUN, 6, 0, 1, 0, 7, 0, 4, 0, 8, 2, 0, 0, /* tiers */
                  0, 0, 7, 4, 4, 0, 6, 0, 8, 1,                          /* blocks */
                  0, 0, 6, 1, 8, 2, 4, 0, 1, 0, 7, 3,                    /* scripts */
                  0, 0, 3, 0, 4, 0, 1, 0, 7, 2, 6, 0, 8, 1,              /* categories */
                  0, 0, 7, 6, 6, 0, 8, 1,                                /* ages */
                  0, 0, 6, 0);                                           /* emoji or not */
}

static inline void small_image_relations(struct small_image *image)
{
    SMALL_NUMBERS(image, CHUNK_VARK, 6);
    SMALL_NUMBERS(image, CHUNK_VARB, 0, 1);
    SMALL_NUMBERS(image, CHUNK_VARV, 8);
    SMALL_NUMBERS(image, CHUNK_RTOK, 1);
    SMALL_NUMBERS(image, CHUNK_RTOB, 0, 2);
    SMALL_NUMBERS(image, CHUNK_RTOV, 0x42, 0x61);
    SMALL_NUMBERS(image, CHUNK_RFRK, 2, 3);
    SMALL_NUMBERS(image, CHUNK_RFRB, 0, 1, 2);
    SMALL_NUMBERS(image, CHUNK_RFRV, 0x41, 0x41);
    SMALL_NUMBERS(image, CHUNK_CONK, 1, 3);
    SMALL_NUMBERS(image, CHUNK_CONB, 0, 1, 2);
    SMALL_NUMBERS(image, CHUNK_CONV, 3, 1);
}

/* Made from these sources, in German and English, and with another line for GRINNING FACE, whose
 * name must begin with G to keep the order of names. */
static inline void small_image_make_from(struct small_image *image, const struct sources *sources,
                                         const char *face)
{
    memset(image, 0, sizeof *image);
    image->size = FORMAT_HEADER_SIZE + (size_t)CHUNK_COUNT * FORMAT_ENTRY_SIZE;
    small_image_sources(image, sources);
    small_image_documents(image, face);
    small_image_terms(image);
    small_image_words(image);
    small_image_sets(image);
    small_image_relations(image);
    image->size += FORMAT_TRAILER_SIZE;
    small_image_header(image, sources);
    small_image_seal(image);
}

/* This machine's ICU, and no other source. */
static inline void small_image_make_with(struct small_image *image, const char *face)
{
    static const struct sources_options nowhere = {.directory = "/nonexistent"};
    struct sources sources;

    if (sources_identify(&nowhere, &sources) != 0)
        assert(!"there is memory");
    small_image_make_from(image, &sources, face);
}

static inline void small_image_make(struct small_image *image)
{
    small_image_make_with(image, SMALL_FACE);
}

#endif
