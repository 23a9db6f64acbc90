/*
 * Any bytes as an index. Hardly any have a valid checksum, so the first byte of the input says how
 * the rest becomes an image (charindex.h); changes to a valid image get the furthest. On an
 * accepted image every function is called. The seeds are written by seeds/charindex.c.
 *
 * The mutator knows the structure: it changes a number of a chunk, or of the table of chunks, to one
 * that is nearly right.
 */

#include "index/file/charindex.h"
#include "index/file/pieces.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/charindex.h"
#include "tests/unit/index/file/exercise.h"
#include "tests/unit/index/file/small_image.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t max_size); /* of libFuzzer */

static void fail(const char *what)
{
    (void)fprintf(stderr, "%s\n", what);
    abort();
}

/* The bytes start at a multiple of 8, as malloc() aligns them, and end where the allocation
 * ends. */
static void parse_and_exercise(const uint8_t *bytes, size_t size)
{
    struct reason reason = {.text = ""};
    struct charindex *index;
    const char *fault;

    switch (charindex_parse(bytes, size, &index, &reason)) {
    case CHARINDEX_OK:
        fault = exercise_index(index);
        if (!fault)
            fault = exercise_searches(index);
        if (fault)
            fail(fault);
        charindex_unref(index);
        break;
    case CHARINDEX_INVALID:
        if (reason.text[0] == '\0')
            fail("refused without a reason");
        break;
    default:
        fail("out of memory");
    }
}

static void seal(uint8_t *bytes, size_t size)
{
    if (size < FORMAT_HEADER_SIZE + FORMAT_TRAILER_SIZE || !format_is_size(size))
        return;
    format_put_u64(bytes + FORMAT_AT_LENGTH, size);
    pieces_seal(bytes, size);
}

static void apply_changes(uint8_t *image, size_t image_size, const uint8_t *bytes, size_t size)
{
    struct fuzz_change change;

    for (; size >= sizeof change; bytes += sizeof change, size -= sizeof change) {
        size_t at, count;

        memcpy(&change, bytes, sizeof change);
        count = (size_t)1 << change.size % 4;
        at = format_u16(change.at) % image_size;
        at -= at % count;
        if (count <= image_size - at)
            memcpy(image + at, change.bytes, count);
    }
}

/* Made once: it reads the sources, which do not change. */
static const struct small_image *good_image(void)
{
    static struct small_image image;

    if (image.size == 0)
        small_image_make(&image);
    return &image;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    enum fuzz_mode mode = size > 0 ? (enum fuzz_mode)(bytes[0] % FUZZ_MODES) : FUZZ_RAW;
    const uint8_t *source = size > 0 ? bytes + 1 : NULL;
    size_t image_size = size > 0 ? size - 1 : 0;
    uint8_t *image;

    if (mode == FUZZ_CHANGED) {
        source = good_image()->bytes;
        image_size = good_image()->size;
    }
    image = malloc(image_size ? image_size : 1);
    if (!image)
        return 0;
    if (image_size > 0)
        memcpy(image, source, image_size);
    if (mode == FUZZ_CHANGED)
        apply_changes(image, image_size, bytes + 1, size - 1);
    if (mode != FUZZ_RAW)
        seal(image, image_size);
    parse_and_exercise(image, image_size);
    free(image);
    return 0;
}

/*
 * The mutator.
 */

/* xorshift, never 0. */
static uint32_t random_below(uint32_t *seed, uint32_t limit)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed % limit;
}

/* The offset of a number of 1 << size bytes: in the table of chunks, or in a chunk, so that small
 * chunks are changed as often as large ones. */
static size_t choose_place(uint32_t *seed, unsigned size)
{
    const struct small_image *image = good_image();
    const uint32_t chunk = random_below(seed, CHUNK_COUNT + 1);
    const size_t unit = (size_t)1 << size;
    size_t begin = 0, count = FORMAT_HEADER_SIZE + CHUNK_COUNT * FORMAT_ENTRY_SIZE;

    if (chunk < CHUNK_COUNT) {
        const uint8_t *entry = image->bytes + FORMAT_HEADER_SIZE + chunk * FORMAT_ENTRY_SIZE;

        begin = format_u64(entry + 8);
        count = format_u64(entry + 16);
    }
    return begin + (count >= unit ? random_below(seed, (uint32_t)(count / unit)) * unit : 0);
}

/* A number that is nearly right: its neighbours, limits, one bit of it, another number. */
static uint64_t choose_value(uint32_t *seed, uint64_t now)
{
    switch (random_below(seed, 8)) {
    case 0:
        return 0;
    case 1:
        return now + 1;
    case 2:
        return now - 1;
    case 3:
        return now ^ ((uint64_t)1 << random_below(seed, 64));
    case 4:
        return UINT64_MAX >> random_below(seed, 64);
    case 5:
        return now * 2;
    case 6:
        return format_u32(good_image()->bytes +
                          random_below(seed, (uint32_t)good_image()->size / 4) * 4);
    default:
        return now + random_below(seed, 64) - 32;
    }
}

static void choose_change(uint32_t *seed, struct fuzz_change *change)
{
    const unsigned size = random_below(seed, 4);
    const size_t at = choose_place(seed, size);
    uint8_t now[8] = {0};

    if (at + 8 <= good_image()->size)
        memcpy(now, good_image()->bytes + at, (size_t)1 << size);
    format_put_u16(change->at, (uint16_t)at);
    change->size = (uint8_t)size;
    format_put_u64(change->bytes, choose_value(seed, format_u64(now)));
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max_size, unsigned seed)
{
    enum { CHANGES_MAX = 64 };
    struct fuzz_change change;
    uint32_t state = seed | 1;
    size_t count, at;

    if (size == 0 || bytes[0] % FUZZ_MODES != FUZZ_CHANGED || random_below(&state, 4) == 0)
        return LLVMFuzzerMutate(bytes, size, max_size);
    choose_change(&state, &change);
    count = (size - 1) / sizeof change;
    /* One more change, or another one in the place of an old one. */
    if (count < CHANGES_MAX && 1 + (count + 1) * sizeof change <= max_size &&
        (count == 0 || random_below(&state, 2) == 0))
        at = count++;
    else if (count > 0)
        at = random_below(&state, (uint32_t)count);
    else
        return LLVMFuzzerMutate(bytes, size, max_size);
    memcpy(bytes + 1 + at * sizeof change, &change, sizeof change);
    return 1 + count * sizeof change;
}
