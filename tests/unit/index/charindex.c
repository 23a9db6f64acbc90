/*
 * A loaded index: what it answers, and all the bytes that are none. The subject is an image of
 * six characters written by hand (small_image.h), so that every byte, bit and length of it can
 * have its turn; whatever is accepted must still keep every promise (exercise.h).
 */

#include "index/charindex.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/index/exercise.h"
#include "tests/unit/index/small_image.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Where the image stands in memory of exactly its size, so that the sanitizer sees any look
 * beyond its end. */
struct subject {
    struct small_image image;
    uint8_t *bytes;
};

static int subject_make(void **state)
{
    struct subject *subject = malloc(sizeof *subject);

    if (!subject)
        return -1;
    small_image_make(&subject->image);
    subject->bytes = malloc(subject->image.size);
    if (!subject->bytes)
        return -1;
    memcpy(subject->bytes, subject->image.bytes, subject->image.size);
    *state = subject;
    return 0;
}

static int subject_free(void **state)
{
    struct subject *subject = *state;

    free(subject->bytes);
    free(subject);
    return 0;
}

static struct charindex *parse_good(const struct subject *subject)
{
    struct reason reason = {.text = ""};
    struct charindex *index = NULL;

    if (charindex_parse(subject->bytes, subject->image.size, &index, &reason) != CHARINDEX_OK)
        fail_msg("a good image was refused: %s", reason.text);
    assert_string_equal(reason.text, "");
    return index;
}

static void assert_slice(struct slice slice, const char *text)
{
    if (slice.size != strlen(text) || memcmp(slice.bytes, text, slice.size) != 0)
        fail_msg("\"%.*s\" instead of \"%s\"", (int)slice.size, slice.bytes, text);
}

/* The bytes, in memory of exactly their size, are refused with this reason; NULL: with any. */
static void assert_refused(const uint8_t *bytes, size_t size, const char *story, const char *text)
{
    struct reason reason = {.text = ""};
    struct charindex *index = NULL;
    uint8_t *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    if (charindex_parse(copy, size, &index, &reason) != CHARINDEX_INVALID)
        fail_msg("%s: accepted", story);
    if (text ? strcmp(reason.text, text) != 0 : reason.text[0] == '\0')
        fail_msg("%s: refused because \"%s\"", story, reason.text);
    free(copy);
}

/*
 * What it answers.
 */

static void test_a_small_index_answers(void **state)
{
    static const char *const lines[] = {SMALL_BELL,    SMALL_A,   SMALL_B,
                                        SMALL_SMALL_A, SMALL_ONE, SMALL_FACE};
    static const uint32_t points[] = {0x07, 0x41, 0x42, 0x61, 0x4E00, 0x1F600};
    struct charindex *index = parse_good(*state);

    assert_int_equal(charindex_documents(index), SMALL_DOCUMENTS);
    assert_int_equal(charindex_characters(index), SMALL_CHARACTERS);
    assert_int_equal(charindex_terms(index), SMALL_TERMS);
    for (uint32_t i = 0; i < SMALL_DOCUMENTS; i++) {
        uint32_t document = UINT32_MAX;

        assert_int_equal(charindex_code_point(index, i), points[i]);
        assert_true(charindex_find(index, points[i], &document));
        assert_int_equal(document, i);
        assert_slice(charindex_lines(index, i, 1), lines[i]);
    }
    assert_slice(charindex_lines(index, 1, 3), SMALL_A SMALL_B SMALL_SMALL_A);
    assert_slice(charindex_lines(index, SMALL_DOCUMENTS, 0), "");
    assert_slice(charindex_name(index, 0), "<control-0007>");
    assert_slice(charindex_name(index, 5), "GRINNING FACE");
    assert_slice(charindex_properties(index, 0), ",\"category\":\"Cc\"");
    assert_slice(charindex_properties(index, 3), ",\"category\":\"Lu\"");
    assert_slice(charindex_properties(index, 5), ",\"category\":\"So\"");
    assert_null(exercise_index(index));
    charindex_unref(index);
}

static void test_code_points_that_are_not_there(void **state)
{
    static const uint32_t absent[] = {0,      6,       8,        0x40,     0x43,      0x4DFF,
                                      0x4E01, 0x1F601, 0x10FFFF, 0x110000, UINT32_MAX};
    struct charindex *index = parse_good(*state);
    uint32_t document;

    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(charindex_find(index, absent[i], &document));
    charindex_unref(index);
}

static void test_words_lead_to_their_postings(void **state)
{
    static const struct {
        const char *word;
        uint32_t count, total, first;
    } words[] = {
        {"a", 2, 2, 1},      {"b", 1, 1, 2},        {"capital", 1, 2, 1},   {"cjk", 1, 1, 4},
        {"face", 1, 1, 5},   {"grinning", 1, 1, 5}, {"ideograph", 1, 1, 4}, {"latin", 1, 3, 1},
        {"letter", 1, 3, 1}, {"small", 1, 1, 3},    {"unified", 1, 1, 4},
    };
    static const char *const absent[] = {"", "A", "aa", "lette", "letters", "zzz", "\x01", "4e00"};
    struct charindex *index = parse_good(*state);
    struct postings postings;

    for (size_t i = 0; i < COUNT(words); i++) {
        assert_true(charindex_term(index, words[i].word, strlen(words[i].word), &postings));
        assert_int_equal(postings.count, words[i].count);
        assert_int_equal(postings.total, words[i].total);
        assert_int_equal(posting_first(&postings, 0), words[i].first);
    }
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(charindex_term(index, absent[i], strlen(absent[i]), &postings));
    charindex_unref(index);
}

static void test_names_are_found_whole(void **state)
{
    static const struct {
        const char *name;
        uint32_t document;
    } names[] = {
        {"LATIN CAPITAL LETTER A", 1}, {"LATIN CAPITAL LETTER B", 2},
        {"LATIN SMALL LETTER A", 3},   {"CJK UNIFIED IDEOGRAPH-4E00", 4},
        {"GRINNING FACE", 5},
    };
    static const char *const absent[] = {
        "", "GRINNING", "GRINNING FACES", "grinning face", "<control-0007>", "A", "ZZZ",
    };
    struct charindex *index = parse_good(*state);
    uint32_t document = UINT32_MAX;

    for (size_t i = 0; i < COUNT(names); i++) {
        assert_true(charindex_find_name(index, names[i].name, strlen(names[i].name), &document));
        assert_int_equal(document, names[i].document);
    }
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(charindex_find_name(index, absent[i], strlen(absent[i]), &document));
    charindex_unref(index);
}

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
    small_image_seal(&subject->image);
    memcpy(subject->bytes, subject->image.bytes, subject->image.size);
    index = parse_good(subject);
    assert_string_equal(charindex_icu_version(index), "255.255");
    assert_string_equal(charindex_unicode_version(index), "15.1");
    charindex_unref(index);
}

/*
 * Who owns it.
 */

static void test_the_last_reference_frees_it(void **state)
{
    struct charindex *index = parse_good(*state);

    assert_ptr_equal(charindex_ref(index), index);
    charindex_unref(index);
    assert_int_equal(charindex_code_point(index, 1), 0x41);
    charindex_unref(index);
    charindex_unref(NULL);
}

/* A write to frozen memory, by the kernel on our behalf: EFAULT where the processor would end us. */
static int write_into(void *bytes)
{
    int ends[2], r;

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "!", 1), 1);
    r = read(ends[0], bytes, 1) == 1 ? 0 : -errno;
    (void)close(ends[0]);
    (void)close(ends[1]);
    return r;
}

static void test_an_adopted_image_is_the_index_s_own_and_read_only(void **state)
{
    const struct subject *subject = *state;
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct image image;
    void *bytes;

    assert_int_equal(image_allocate(&image, subject->image.size), 0);
    memcpy(image.bytes, subject->bytes, subject->image.size);
    bytes = image.bytes;
    assert_int_equal(write_into((char *)bytes + subject->image.size), 0);
    assert_int_equal(charindex_adopt(&image, &index, &reason), CHARINDEX_OK);
    assert_null(image.bytes);
    assert_ptr_equal(charindex_image(index).bytes, bytes);
    assert_int_equal(charindex_image(index).size, subject->image.size);
    assert_int_equal(write_into(bytes), -EFAULT);
    charindex_unref(index);
    assert_int_equal(msync(bytes, 1, MS_ASYNC), -1); /* unmapped */
    assert_int_equal(errno, ENOMEM);
}

static void test_a_refused_image_remains_the_caller_s(void **state)
{
    const struct subject *subject = *state;
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct image image;

    assert_int_equal(image_allocate(&image, subject->image.size), 0);
    assert_int_equal(charindex_adopt(&image, &index, &reason), CHARINDEX_INVALID);
    assert_string_equal(reason.text, "it does not begin as an index does");
    assert_non_null(image.bytes);
    assert_int_equal(write_into(image.bytes), 0);
    image_release(&image);
    assert_null(image.bytes);
    image_release(&image);
}

/*
 * From which sources.
 */

static void test_other_sources_are_named(void **state)
{
    struct charindex *index = parse_good(*state);
    struct sources same, other;
    struct reason reason = {.text = ""};
    char expected[sizeof reason.text];

    sources_identify(&same);
    assert_true(charindex_made_from(index, &same, &reason));
    assert_string_equal(reason.text, "");

    other = same;
    other.icu_version[0] = 99;
    other.icu_version[1] = 3;
    assert_false(charindex_made_from(index, &other, &reason));
    (void)snprintf(expected, sizeof expected,
                   "it was made from ICU %s with Unicode %s, this is ICU 99.3 with %s",
                   charindex_icu_version(index), charindex_unicode_version(index),
                   charindex_unicode_version(index));
    assert_string_equal(reason.text, expected);

    other = same;
    other.unicode_version[3]++;
    assert_false(charindex_made_from(index, &other, &reason));
    assert_non_null(strstr(reason.text, "it was made from ICU"));

    other = same;
    other.list[0].digest[CHECKSUM_SIZE - 1] ^= 1;
    assert_false(charindex_made_from(index, &other, &reason));
    assert_string_equal(reason.text, "its source icu has changed");

    other = same;
    memcpy(other.list[0].name, "cldr\0\0\0", sizeof other.list[0].name);
    assert_false(charindex_made_from(index, &other, &reason));
    assert_string_equal(reason.text, "its source cldr has changed");
    charindex_unref(index);
}

static void test_fewer_sources_are_counted(void **state)
{
    struct subject *subject = *state;
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct sources sources;

    sources_identify(&sources);
    format_put_u64(small_image_entry(&subject->image, CHUNK_SRCS) + 16, 0);
    small_image_seal(&subject->image);
    memcpy(subject->bytes, subject->image.bytes, subject->image.size);
    index = parse_good(subject);
    assert_false(charindex_made_from(index, &sources, &reason));
    assert_string_equal(reason.text, "it was made from 0 sources instead of 1");
    charindex_unref(index);
}

/*
 * Damage: the checksum finds all of it.
 */

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
        (void)snprintf(expected, sizeof expected, "it has %zu bytes instead of %zu",
                       subject->image.size + more, subject->image.size);
        assert_refused(subject->image.bytes, subject->image.size + more, "appended", expected);
    }
}

static void test_sizes_that_no_index_has(void **state)
{
    const struct subject *subject = *state;
    struct reason reason;
    struct charindex *index;

    assert_refused(subject->bytes, 0, "nothing", "0 bytes are no index");
    assert_refused(subject->bytes, 79, "less than a frame", "79 bytes are no index");
    /* Refused by the number alone: there are not so many bytes. */
    assert_int_equal(charindex_parse(subject->bytes, FORMAT_MAX_SIZE + 1, &index, &reason),
                     CHARINDEX_INVALID);
    assert_string_equal(reason.text, "268435457 bytes are no index");
}

static void test_what_frames_it_is_told_apart(void **state)
{
    static const struct {
        const char *story;
        size_t at;
        uint32_t value;
        const char *reason;
    } damages[] = {
        {"another magic", FORMAT_AT_MAGIC, 0, "it does not begin as an index does"},
        {"a magic that ends otherwise", FORMAT_AT_MAGIC + 4, 0,
         "it does not begin as an index does"},
        {"another byte order", FORMAT_AT_BYTE_ORDER, 0x04030201, "its byte order mark is damaged"},
        {"an older format", FORMAT_AT_VERSION, 0, "its format version is 0, this program reads 1"},
        {"a newer format", FORMAT_AT_VERSION, 2, "its format version is 2, this program reads 1"},
        {"no format", FORMAT_AT_VERSION, UINT32_MAX,
         "its format version is 4294967295, this program reads 1"},
    };
    const struct subject *subject = *state;

    for (size_t i = 0; i < COUNT(damages); i++) {
        struct small_image image = subject->image;

        format_put_u32(image.bytes + damages[i].at, damages[i].value);
        assert_refused(image.bytes, image.size, damages[i].story, damages[i].reason);
        small_image_seal(&image);
        assert_refused(image.bytes, image.size, damages[i].story, damages[i].reason);
    }
}

static void test_a_checksum_that_does_not_match(void **state)
{
    struct subject *subject = *state;
    struct small_image *image = &subject->image;

    small_image_chunk(image, CHUNK_LINE)[0] ^= 1;
    assert_refused(image->bytes, image->size, "a letter", "its checksum does not match its bytes");
    small_image_chunk(image, CHUNK_LINE)[0] ^= 1;
    image->bytes[image->size - 1] ^= 1;
    assert_refused(image->bytes, image->size, "itself", "its checksum does not match its bytes");
}

/*
 * Bytes that contradict themselves under a checksum that fits: somebody else's program, or a bug
 * in ours.
 */

static void assert_contradiction(struct small_image *image, const char *story, const char *part)
{
    char expected[64];

    small_image_seal(image);
    (void)snprintf(expected, sizeof expected, "its %s contradict themselves", part);
    assert_refused(image->bytes, image->size, story, expected);
}

static void test_a_header_that_counts_otherwise(void **state)
{
    static const struct {
        const char *story;
        size_t at;
        uint32_t value;
        const char *part;
    } counts[] = {
        {"no chunks", FORMAT_AT_CHUNKS, 0, "table of chunks"},
        {"a chunk less", FORMAT_AT_CHUNKS, CHUNK_COUNT - 1, "table of chunks"},
        {"a chunk more", FORMAT_AT_CHUNKS, CHUNK_COUNT + 1, "table of chunks"},
        {"more chunks than memory", FORMAT_AT_CHUNKS, UINT32_MAX, "table of chunks"},
        {"no documents", FORMAT_AT_DOCUMENTS, 0, "sizes"},
        {"a document less", FORMAT_AT_DOCUMENTS, SMALL_DOCUMENTS - 1, "sizes"},
        {"a document more", FORMAT_AT_DOCUMENTS, SMALL_DOCUMENTS + 1, "sizes"},
        {"documents that overflow", FORMAT_AT_DOCUMENTS, UINT32_MAX, "sizes"},
        {"documents that overflow by four", FORMAT_AT_DOCUMENTS, 0x40000006, "sizes"},
        {"a character less", FORMAT_AT_CHARACTERS, SMALL_CHARACTERS - 1, "sizes"},
        {"more characters than documents", FORMAT_AT_CHARACTERS, SMALL_DOCUMENTS + 1, "sizes"},
        {"no terms", FORMAT_AT_TERMS, 0, "sizes"},
        {"a term more", FORMAT_AT_TERMS, SMALL_TERMS + 1, "sizes"},
        {"terms that overflow", FORMAT_AT_TERMS, UINT32_MAX, "sizes"},
        {"a run less", FORMAT_AT_RUNS, SMALL_RUNS - 1, "sizes"},
        {"a run more", FORMAT_AT_RUNS, SMALL_RUNS + 1, "sizes"},
        {"runs that overflow", FORMAT_AT_RUNS, 0x2000000C, "sizes"},
    };
    const struct subject *subject = *state;

    for (size_t i = 0; i < COUNT(counts); i++) {
        struct small_image image = subject->image;

        format_put_u32(image.bytes + counts[i].at, counts[i].value);
        assert_contradiction(&image, counts[i].story, counts[i].part);
    }
}

static void test_a_table_of_chunks_that_lies(void **state)
{
    enum { OFFSET = 8, SIZE = 16 };
    struct subject *subject = *state;
    const struct small_image *good = &subject->image;
    const uint64_t limit = good->size - FORMAT_TRAILER_SIZE;
    const uint64_t loff = (uint64_t)(small_image_chunk(&subject->image, CHUNK_LOFF) - good->bytes);
    const struct {
        const char *story;
        enum format_chunk chunk;
        size_t field;
        uint64_t value;
        const char *part;
    } lies[] = {
        {"a chunk in the header", CHUNK_SRCS, OFFSET, 0, "table of chunks"},
        {"a chunk in the table", CHUNK_SRCS, OFFSET, FORMAT_HEADER_SIZE, "table of chunks"},
        {"a chunk in another", CHUNK_DOCS, OFFSET, 376, "table of chunks"},
        {"a chunk at an odd place", CHUNK_DOCS, OFFSET, 401, "table of chunks"},
        /* Behind it there is a gap: in its new place it overlaps nothing. */
        {"a chunk at a multiple of four", CHUNK_LOFF, OFFSET, loff + 4, "table of chunks"},
        {"a chunk in the trailer", CHUNK_RUNS, OFFSET, limit + 8, "table of chunks"},
        {"a chunk at the end", CHUNK_RUNS, OFFSET, good->size, "table of chunks"},
        {"a chunk beyond the end", CHUNK_RUNS, OFFSET, good->size + 8, "table of chunks"},
        {"a chunk beyond memory", CHUNK_RUNS, OFFSET, UINT64_MAX - 7, "table of chunks"},
        {"a size into the next chunk", CHUNK_DOCS, SIZE, 32, "table of chunks"},
        {"a size into the trailer", CHUNK_RUNS, SIZE, SMALL_RUNS * 8 + 8, "table of chunks"},
        {"a size that overflows", CHUNK_RUNS, SIZE, UINT64_MAX, "table of chunks"},
        {"a size that wraps to the start", CHUNK_LINE, SIZE, UINT64_MAX - 400, "table of chunks"},
        {"part of a source", CHUNK_SRCS, SIZE, 23, "sizes"},
        {"too few code points", CHUNK_DOCS, SIZE, 20, "sizes"},
        {"no code points", CHUNK_DOCS, SIZE, 0, "sizes"},
        {"too few offsets of lines", CHUNK_LOFF, SIZE, 24, "sizes"},
        {"too few properties", CHUNK_PROP, SIZE, 10, "sizes"},
        {"no offsets of tails", CHUNK_POFF, SIZE, 0, "sizes"},
        {"half an offset of tails", CHUNK_POFF, SIZE, 14, "sizes"},
        {"no tails", CHUNK_POFF, SIZE, 4, "properties"},
        {"too few names", CHUNK_NAME, SIZE, 16, "sizes"},
        {"too few terms", CHUNK_TERM, SIZE, 44, "sizes"},
        {"too few beginnings", CHUNK_PBEG, SIZE, 44, "sizes"},
        {"too few totals", CHUNK_PTOT, SIZE, 40, "sizes"},
        {"half a run", CHUNK_RUNS, SIZE, SMALL_RUNS * 8 - 4, "sizes"},
        {"lines cut short", CHUNK_LINE, SIZE, 100, "lines"},
        {"tails cut short", CHUNK_PTXT, SIZE, 10, "properties"},
        {"words cut short", CHUNK_TTXT, SIZE, 10, "postings"},
    };

    for (size_t i = 0; i < COUNT(lies); i++) {
        struct small_image image = *good;

        format_put_u64(small_image_entry(&image, lies[i].chunk) + lies[i].field, lies[i].value);
        assert_contradiction(&image, lies[i].story, lies[i].part);
    }
}

static void test_chunks_have_one_order(void **state)
{
    const struct subject *subject = *state;
    struct small_image image = subject->image;
    uint8_t entry[FORMAT_ENTRY_SIZE];

    memcpy(small_image_entry(&image, CHUNK_TTXT), "ALIA", 4);
    assert_contradiction(&image, "an unknown chunk", "table of chunks");

    image = subject->image;
    memcpy(entry, small_image_entry(&image, CHUNK_DOCS), sizeof entry);
    memcpy(small_image_entry(&image, CHUNK_DOCS), small_image_entry(&image, CHUNK_LOFF),
           sizeof entry);
    memcpy(small_image_entry(&image, CHUNK_LOFF), entry, sizeof entry);
    assert_contradiction(&image, "two entries swapped", "table of chunks");
}

/* One number of a chunk, and what becomes of it. */
struct change {
    const char *story;
    enum format_chunk chunk;
    size_t number;
    uint32_t value;
};

static void assert_changes_refused(const struct subject *subject, const struct change *changes,
                                   size_t count, const char *part)
{
    for (size_t i = 0; i < count; i++) {
        struct small_image image = subject->image;
        uint8_t *at = small_image_chunk(&image, changes[i].chunk) + changes[i].number * 4;

        assert_int_not_equal(format_u32(at), changes[i].value);
        format_put_u32(at, changes[i].value);
        assert_contradiction(&image, changes[i].story, part);
    }
}

static void test_code_points_ascend_and_are_characters(void **state)
{
    static const struct change changes[] = {
        {"beyond Unicode", CHUNK_DOCS, 5, 0x110000},
        {"far beyond Unicode", CHUNK_DOCS, 5, UINT32_MAX},
        {"the first surrogate", CHUNK_DOCS, 5, 0xD800},
        {"the last surrogate", CHUNK_DOCS, 5, 0xDFFF},
        {"twice the same", CHUNK_DOCS, 2, 0x41},
        {"falling", CHUNK_DOCS, 2, 0x40},
        {"falling at the start", CHUNK_DOCS, 0, 0x42},
        {"falling at the end", CHUNK_DOCS, 5, 0},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "code points");
}

static void test_lines_are_those_of_their_documents(void **state)
{
    static const struct change changes[] = {
        {"another code point than the line's", CHUNK_DOCS, 5, 0x1F601},
        {"a control and a letter", CHUNK_DOCS, 0, 0x08},
        {"the first does not begin at 0", CHUNK_LOFF, 0, 1},
        {"a line of no bytes", CHUNK_LOFF, 1, 0},
        {"a line that ends before it begins", CHUNK_LOFF, 2, 1},
        {"a line without its end", CHUNK_LOFF, 1, 25},
        {"an offset beyond the lines", CHUNK_LOFF, 3, 10000},
        {"an offset beyond memory", CHUNK_LOFF, 3, UINT32_MAX},
        {"the last ends beyond the lines", CHUNK_LOFF, SMALL_DOCUMENTS, 10000},
        {"the last ends before", CHUNK_LOFF, SMALL_DOCUMENTS, 180},
        {"\"u+00\" for \"U+00\"", CHUNK_LINE, 0, 0x30302B75},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "lines");
}

static void test_lines_end_as_lines_do_and_fit_into_a_row(void **state)
{
    static const char *const endings[] = {
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE\n\n",
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE\r\r",
        "U+1F600\t\xF0\x9F\x98\x80\tGRINNING FACE",
        "U+1F600\t\xF0\x9F\x98\x80\t\n",
        "U+1F600 \xF0\x9F\x98\x80\tGRINNING FACE\r\n",
        "U+1F600\t\xF0\x9F\x98\x81\tGRINNING FACE\r\n",
        "U+01F600\t\xF0\x9F\x98\x80\tGRINNING FACE\r\n",
        "\r\n",
    };
    struct subject *subject = *state;
    struct small_image *image = &subject->image;
    char line[ROW_LINE_MAX + 2];
    const size_t prefix = sizeof "U+1F600\t\xF0\x9F\x98\x80\t" - 1;

    for (size_t i = 0; i < COUNT(endings); i++) {
        small_image_make_with(image, endings[i]);
        assert_contradiction(image, endings[i], "lines");
    }
    /* One byte more than ROW_LINE_MAX, which "always suffices"; then exactly that. */
    memset(line, 'G', sizeof line);
    memcpy(line, SMALL_FACE, prefix);
    memcpy(line + ROW_LINE_MAX - 1, "\r\n", 3);
    small_image_make_with(image, line);
    assert_contradiction(image, "a line longer than a row", "lines");
    memcpy(line + ROW_LINE_MAX - 2, "\r\n", 3);
    small_image_make_with(image, line);
    subject->bytes = realloc(subject->bytes, image->size);
    assert_non_null(subject->bytes);
    memcpy(subject->bytes, image->bytes, image->size);
    charindex_unref(parse_good(subject));
}

static void test_properties_exist(void **state)
{
    static const struct change changes[] = {
        {"a tail that is not there", CHUNK_PROP, 2, SMALL_TAILS << 16 | 2},
        {"a tail far beyond", CHUNK_PROP, 0, 0x0000FFFF},
        {"the first does not begin at 0", CHUNK_POFF, 0, 1},
        {"a tail that ends before it begins", CHUNK_POFF, 1, 33},
        {"an offset beyond memory", CHUNK_POFF, 2, UINT32_MAX},
        {"the last ends beyond the tails", CHUNK_POFF, SMALL_TAILS, 49},
        {"the last ends before", CHUNK_POFF, SMALL_TAILS, 47},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "properties");
}

static void test_names_stand_in_their_order(void **state)
{
    static const struct change changes[] = {
        {"a document that is not there", CHUNK_NAME, 0, SMALL_DOCUMENTS},
        {"a document far beyond", CHUNK_NAME, 4, UINT32_MAX},
        {"twice the same", CHUNK_NAME, 1, 4},
        {"out of order", CHUNK_NAME, 3, 3},
        {"the last before the first", CHUNK_NAME, 4, 0},
    };
    struct subject *subject = *state;

    assert_changes_refused(subject, changes, COUNT(changes), "names");
    small_image_make_with(&subject->image, "U+1F600\t\xF0\x9F\x98\x80\t\r\n");
    assert_contradiction(&subject->image, "a name of no letters", "names");
    small_image_make_with(&subject->image, "U+1F600\t\xF0\x9F\x98\x80\tLATIN CAPITAL LETTER A\r\n");
    assert_contradiction(&subject->image, "one name for two", "names");
}

static void test_terms_stand_in_their_order(void **state)
{
    static const struct change changes[] = {
        {"the first does not begin at 0", CHUNK_TERM, 0, 1},
        {"a term that ends before it begins", CHUNK_TERM, 3, 1},
        {"two empty terms", CHUNK_TERM, 2, 1},
        {"an offset beyond memory", CHUNK_TERM, 5, UINT32_MAX},
        {"the last ends beyond the text", CHUNK_TERM, SMALL_TERMS, 10000},
        {"the last ends before", CHUNK_TERM, SMALL_TERMS, 50},
        {"\"bbca\": twice the same", CHUNK_TTXT, 0, 0x61636262},
        {"\"cbca\": out of order", CHUNK_TTXT, 0, 0x61636263},
        {"\"a\\xFFca\": bytes are no signed numbers", CHUNK_TTXT, 0, 0x6163FF61},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "postings");
}

static void test_postings_agree_with_themselves(void **state)
{
    enum { FIRST_A = 0, RANK_A, SECOND_A, SECOND_RANK_A, LAST = 2 * SMALL_RUNS - 2 };
    static const struct change changes[] = {
        {"the first does not begin at 0", CHUNK_PBEG, 0, 1},
        {"a term without runs", CHUNK_PBEG, 1, 0},
        {"runs that end before they begin", CHUNK_PBEG, 2, 1},
        {"an offset beyond memory", CHUNK_PBEG, 2, UINT32_MAX},
        {"the last ends beyond the runs", CHUNK_PBEG, SMALL_TERMS, SMALL_RUNS + 1},
        {"the last ends before", CHUNK_PBEG, SMALL_TERMS, SMALL_RUNS - 1},
        {"a run beyond the documents", CHUNK_RUNS, LAST, SMALL_DOCUMENTS},
        {"a run far beyond", CHUNK_RUNS, LAST, UINT32_MAX},
        {"a run longer than the documents", CHUNK_PTOT, SMALL_TERMS - 1, 3},
        {"a run that wraps around", CHUNK_PTOT, SMALL_TERMS - 1, UINT32_MAX},
        {"no postings", CHUNK_PTOT, SMALL_TERMS - 1, 0},
        {"more postings than documents", CHUNK_PTOT, 7, SMALL_DOCUMENTS},
        {"a first rank that is not 0", CHUNK_RUNS, RANK_A, 1},
        {"two runs of one rank", CHUNK_RUNS, SECOND_RANK_A, 0},
        {"a rank beyond the total", CHUNK_RUNS, SECOND_RANK_A, 2},
        {"a rank far beyond", CHUNK_RUNS, SECOND_RANK_A, UINT32_MAX},
        {"runs that touch", CHUNK_RUNS, SECOND_A, 2},
        {"runs that overlap", CHUNK_RUNS, SECOND_A, 1},
        {"runs that fall", CHUNK_RUNS, SECOND_A, 0},
        {"runs that fall at the start", CHUNK_RUNS, FIRST_A, 4},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "postings");
}

/* All numbers agree with each other, and yet there is nothing to serve. */
static void test_an_index_of_nothing(void **state)
{
    static const struct {
        enum format_chunk chunk;
        uint64_t size;
    } sizes[] = {
        {CHUNK_DOCS, 0}, {CHUNK_LOFF, 4}, {CHUNK_LINE, 0}, {CHUNK_PROP, 0}, {CHUNK_NAME, 0},
        {CHUNK_TERM, 4}, {CHUNK_TTXT, 0}, {CHUNK_PBEG, 4}, {CHUNK_PTOT, 0}, {CHUNK_RUNS, 0},
    };
    static const size_t counts[] = {FORMAT_AT_DOCUMENTS, FORMAT_AT_CHARACTERS, FORMAT_AT_TERMS,
                                    FORMAT_AT_RUNS};
    struct small_image *image = &((struct subject *)*state)->image;

    for (size_t i = 0; i < COUNT(sizes); i++)
        format_put_u64(small_image_entry(image, sizes[i].chunk) + 16, sizes[i].size);
    for (size_t i = 0; i < COUNT(counts); i++)
        format_put_u32(image->bytes + counts[i], 0);
    assert_contradiction(image, "no documents", "sizes");
}

/* The last word's run becomes the second one of the word before it. */
static void test_a_word_of_no_document(void **state)
{
    struct small_image *image = &((struct subject *)*state)->image;
    uint8_t *totals = small_image_chunk(image, CHUNK_PTOT) + (size_t)(SMALL_TERMS - 2) * 4;
    uint8_t *run = small_image_chunk(image, CHUNK_RUNS) + (size_t)(SMALL_RUNS - 1) * 8;

    format_put_u32(run, 5);
    format_put_u32(run + 4, 1);
    format_put_u32(totals, 2);
    format_put_u32(totals + 4, 0);
    format_put_u32(small_image_chunk(image, CHUNK_PBEG) + (size_t)(SMALL_TERMS - 1) * 4,
                   SMALL_RUNS);
    assert_contradiction(image, "no documents", "postings");
}

/*
 * Everything else: refused, or as good as any other index.
 */

/* Parses what now stands there, under a checksum that fits. Was it accepted? */
static bool survives(struct subject *subject, size_t at)
{
    size_t size = subject->image.size - FORMAT_TRAILER_SIZE;
    struct reason reason = {.text = ""};
    struct charindex *index;
    const char *trouble;
    int r;

    checksum_of(subject->bytes, size, subject->bytes + size);
    r = charindex_parse(subject->bytes, subject->image.size, &index, &reason);
    if (r == CHARINDEX_INVALID) {
        assert_true(reason.text[0] != '\0');
        return false;
    }
    assert_int_equal(r, CHARINDEX_OK);
    trouble = exercise_index(index);
    if (trouble)
        fail_msg("with other bytes at %zu: %s", at, trouble);
    charindex_unref(index);
    return true;
}

static void test_any_value_of_any_byte(void **state)
{
    struct subject *subject = *state;
    size_t accepted = 0;

    for (size_t at = 0; at < subject->image.size - FORMAT_TRAILER_SIZE; at++) {
        uint8_t before = subject->bytes[at];

        for (unsigned value = 0; value < 256; value++) {
            subject->bytes[at] = (uint8_t)value;
            accepted += survives(subject, at);
        }
        subject->bytes[at] = before;
    }
    /* Gaps, versions, digests, and letters of names and tails are free; hardly anything else. */
    assert_in_range(accepted, 20000, subject->image.size * 256 / 2);
}

static void test_remarkable_values_of_any_number(void **state)
{
    struct subject *subject = *state;
    const uint64_t size = subject->image.size;
    const uint64_t values[] = {
        0,          1,          size,       size - 16,         size - 8,  INT32_MAX,
        0x80000000, UINT32_MAX, 0x10FFFF,   0x110000,          0xD800,    UINT32_MAX - 1,
        UINT64_MAX, 0x40000000, 0x80000001, UINT64_C(1) << 32, INT64_MAX, UINT64_C(1) << 63,
    };

    for (size_t at = 0; at + 8 <= size - FORMAT_TRAILER_SIZE; at += 4) {
        uint8_t before[8];

        memcpy(before, subject->bytes + at, sizeof before);
        for (size_t i = 0; i < COUNT(values); i++) {
            format_put_u32(subject->bytes + at, (uint32_t)values[i]);
            (void)survives(subject, at);
            format_put_u64(subject->bytes + at, values[i]);
            (void)survives(subject, at);
            memcpy(subject->bytes + at, before, sizeof before);
        }
        for (uint32_t off = 1; off <= 16; off++) {
            format_put_u32(subject->bytes + at, format_u32(before) + off);
            (void)survives(subject, at);
            format_put_u32(subject->bytes + at, format_u32(before) - off);
            (void)survives(subject, at);
        }
        memcpy(subject->bytes + at, before, sizeof before);
    }
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, subject_make, subject_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_small_index_answers),
        STORY(test_code_points_that_are_not_there),
        STORY(test_words_lead_to_their_postings),
        STORY(test_names_are_found_whole),
        STORY(test_the_generation_is_the_checksum_in_hexadecimal),
        STORY(test_versions_are_those_of_the_header),
        STORY(test_the_last_reference_frees_it),
        STORY(test_an_adopted_image_is_the_index_s_own_and_read_only),
        STORY(test_a_refused_image_remains_the_caller_s),
        STORY(test_other_sources_are_named),
        STORY(test_fewer_sources_are_counted),
        STORY(test_every_flipped_bit_is_found),
        STORY(test_every_truncation_is_found),
        STORY(test_appended_bytes_are_found),
        STORY(test_sizes_that_no_index_has),
        STORY(test_what_frames_it_is_told_apart),
        STORY(test_a_checksum_that_does_not_match),
        STORY(test_a_header_that_counts_otherwise),
        STORY(test_a_table_of_chunks_that_lies),
        STORY(test_chunks_have_one_order),
        STORY(test_code_points_ascend_and_are_characters),
        STORY(test_lines_are_those_of_their_documents),
        STORY(test_lines_end_as_lines_do_and_fit_into_a_row),
        STORY(test_properties_exist),
        STORY(test_names_stand_in_their_order),
        STORY(test_terms_stand_in_their_order),
        STORY(test_postings_agree_with_themselves),
        STORY(test_an_index_of_nothing),
        STORY(test_a_word_of_no_document),
        STORY(test_any_value_of_any_byte),
        STORY(test_remarkable_values_of_any_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
