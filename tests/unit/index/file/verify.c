/*
 * Verification as a whole. Counts and sizes that do not fit are refused. If the bytes are accepted,
 * whatever they are, the index keeps every promise of its header (exercise.h).
 *
 * With a number N as its argument, the program makes only one in N of the changes.
 */

#include "index/file/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/file/pieces.h"
#include "tests/unit/index/file/exercise.h"
#include "tests/unit/index/file/subject.h"

static void test_a_header_with_wrong_counts(void **state)
{
    static const struct {
        const char *title;
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
        {"terms that overflow by four", FORMAT_AT_TERMS, 0x40000000 + SMALL_TERMS, "sizes"},
        {"no sequences", FORMAT_AT_SEQUENCES, 0, "sizes"},
        {"a sequence more", FORMAT_AT_SEQUENCES, SMALL_SEQUENCES + 1, "sizes"},
        {"nothing but sequences", FORMAT_AT_SEQUENCES, SMALL_DOCUMENTS, "sizes"},
        {"more sequences than documents", FORMAT_AT_SEQUENCES, SMALL_DOCUMENTS + 1, "sizes"},
        {"sequences that overflow", FORMAT_AT_SEQUENCES, UINT32_MAX, "sizes"},
    };
    const struct subject *subject = *state;

    for (size_t i = 0; i < COUNT(counts); i++) {
        struct small_image image = subject->image;

        format_put_u32(image.bytes + counts[i].at, counts[i].value);
        assert_contradiction(&image, counts[i].title, counts[i].part);
    }
}

/* One byte less than required, or one number less. */
static void test_sizes_that_do_not_fit(void **state)
{
    struct subject *subject = *state;
    const struct {
        enum format_chunk chunk;
        uint64_t less; /* bytes */
    } sizes[] = {
        {CHUNK_SRCS, 1},
        {CHUNK_SRCS, FORMAT_SOURCE_SIZE},
        {CHUNK_ROFF, 4},
        {CHUNK_LANG, 1},
        {CHUNK_LANG, 32},
        {CHUNK_DOCS, 4},
        {CHUNK_SOFF, 4},
        {CHUNK_SPTS, 1},
        {CHUNK_LOFF, 4},
        {CHUNK_PROP, 2},
        {CHUNK_POFF, 1},
        {CHUNK_POFF, 16},
        {CHUNK_NAME, 4},
        {CHUNK_PROM, 1},
        {CHUNK_BASE, 4},
        {CHUNK_EVAR, 1},
        {CHUNK_TERM, 4},
        {CHUNK_LBEG, 4},
        {CHUNK_LFLD, 1},
        {CHUNK_LRUN, 4},
        {CHUNK_LTOT, 4},
        {CHUNK_RUNS, 4},
        {CHUNK_UKEY, 4},
        {CHUNK_UKEY, 8},
        {CHUNK_UBEG, 4},
        {CHUNK_UTOT, 4},
        {CHUNK_URUN, 4},
        {CHUNK_UMAP, 4},
        {CHUNK_UBIT, 4},
        {CHUNK_TEND, 4},
        {CHUNK_TLOG, 1},
        {CHUNK_WOFF, 1},
        {CHUNK_WOFF, 52},
        {CHUNK_WTRM, 2},
        {CHUNK_NBIT, 8},
        {CHUNK_NRNK, 4},
        {CHUNK_NLST, 1},
        {CHUNK_TBEG, 4},
        {CHUNK_TEXT, 1},
        {CHUNK_XOFF, 24},
        {CHUNK_VBEG, 4},
        {CHUNK_VOFF, 4},
        {CHUNK_VOFF, small_image_size(&subject->image, CHUNK_VOFF)},
        {CHUNK_SBEG, 4},
        {CHUNK_STOT, 4},
        {CHUNK_SRUN, 4},
        {CHUNK_VARK, 4},
        {CHUNK_VARK, 1},
        {CHUNK_VARB, 4},
        {CHUNK_VARV, 1},
        {CHUNK_RTOK, 4},
        {CHUNK_RTOB, 4},
        {CHUNK_RFRK, 4},
        {CHUNK_RFRB, 4},
        {CHUNK_CONK, 4},
        {CHUNK_CONB, 4},
        {CHUNK_DECK, 4},
        {CHUNK_DECB, 4},
        {CHUNK_SPRK, 4},
        {CHUNK_SPRB, 4},
    };

    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct small_image image = subject->image;
        uint8_t *size = small_image_entry(&image, sizes[i].chunk) + 16;
        char title[64];

        (void)snprintf(title, sizeof title, "%.4s is less by %d",
                       FORMAT_CHUNK_IDS + (size_t)sizes[i].chunk * 4, (int)sizes[i].less);
        assert_true(format_u64(size) >= sizes[i].less);
        format_put_u64(size, format_u64(size) - sizes[i].less);
        assert_contradiction(&image, title, "sizes");
    }
}

/* Searching takes most of the time, so only every fifth position is searched. */
enum { SEARCHED = 5, PROPERTY_STRIDE = 17 };

/* Parses the changed bytes under a valid checksum. Was the index accepted? */
static bool survives(struct subject *subject, size_t at)
{
    struct reason reason = {.text = ""};
    struct charindex *index;
    const char *fault;
    int r;

    pieces_seal(subject->bytes, subject->image.size);
    r = charindex_parse(subject->bytes, subject->image.size, &index, &reason);
    if (r == CHARINDEX_INVALID) {
        assert_true(reason.text[0] != '\0');
        return false;
    }
    assert_int_equal(r, CHARINDEX_OK);
    fault = exercise_index(index);
    if (!fault && at % SEARCHED == 0)
        fault = exercise_searches(index);
    if (fault)
        fail_msg("with other bytes at %zu: %s", at, fault);
    charindex_unref(index);
    return true;
}

static struct {
    size_t share; /* one change in so many is made */
    size_t turn;
} plan = {.share = 1};

/* A place has 10 changes, or 34. With a share of 7, which has no factor in common with them, each kind
 * of change is made at some places, and each place is changed. */
static bool is_its_turn(void)
{
    return plan.turn++ % plan.share == 0;
}

/* The next place to change. Most of an image are a hundred properties, which are much the same: there
 * only some places are changed. */
static size_t next_place(const struct subject *subject, size_t at, size_t step)
{
    const struct small_image *image = &subject->image;
    size_t begin =
        format_u64(image->bytes + FORMAT_HEADER_SIZE + CHUNK_VKEY * FORMAT_ENTRY_SIZE + 8);
    size_t end = format_u64(image->bytes + FORMAT_HEADER_SIZE + CHUNK_VARK * FORMAT_ENTRY_SIZE + 8);

    return at + (at > begin && at + PROPERTY_STRIDE * step < end ? PROPERTY_STRIDE * step : step);
}

static void test_other_values_of_any_byte(void **state)
{
    static const uint8_t changes[] = {1, 2, 4, 8, 16, 32, 64, 128, 255, 0x20 ^ 0x7F};
    struct subject *subject = *state;
    size_t accepted = 0, tried = 0;

    for (size_t at = 0; at < format_content(subject->image.size); at = next_place(subject, at, 1)) {
        for (size_t i = 0; i < COUNT(changes); i++) {
            if (!is_its_turn())
                continue;
            tried++;
            subject->bytes[at] ^= changes[i];
            accepted += survives(subject, at);
            subject->bytes[at] ^= changes[i];
        }
    }
    /* Changes to gaps, versions, digests, and letters of names and tails are accepted; hardly any
     * others. */
    assert_in_range(accepted, tried / 10, tried / 2);
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

    for (size_t at = 0; at + 8 <= format_content(size); at = next_place(subject, at, 4)) {
        uint8_t before[8];

        memcpy(before, subject->bytes + at, sizeof before);
        for (size_t i = 0; i < COUNT(values); i++) {
            if (!is_its_turn())
                continue;
            format_put_u32(subject->bytes + at, (uint32_t)values[i]);
            (void)survives(subject, at);
            format_put_u64(subject->bytes + at, values[i]);
            (void)survives(subject, at);
            memcpy(subject->bytes + at, before, sizeof before);
        }
        for (uint32_t off = 1; off <= 16; off++) {
            if (!is_its_turn())
                continue;
            format_put_u32(subject->bytes + at, format_u32(before) + off);
            (void)survives(subject, at);
            format_put_u32(subject->bytes + at, format_u32(before) - off);
            (void)survives(subject, at);
        }
        memcpy(subject->bytes + at, before, sizeof before);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_header_with_wrong_counts),
        STORY(test_sizes_that_do_not_fit),
        STORY(test_other_values_of_any_byte),
        STORY(test_remarkable_values_of_any_number),
    };

    if (argc == 2)
        plan.share = (size_t)strtoul(argv[1], NULL, 10);
    if (argc > 2 || plan.share == 0) {
        (void)fprintf(stderr, "usage: %s [N]\n", argv[0]);
        return 2;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
