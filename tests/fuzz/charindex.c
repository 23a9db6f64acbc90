/*
 * Any bytes as an index. Hardly any have a valid checksum, so the first byte of the input says how
 * the rest becomes an image (charindex.h); changes to a valid image get the furthest. On an
 * accepted image every function is called. The seeds are written by seeds/charindex.c.
 */

#include "index/file/charindex.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/charindex.h"
#include "tests/unit/index/file/exercise.h"
#include "tests/unit/index/file/small_image.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

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
    if (size < FORMAT_HEADER_SIZE + FORMAT_TRAILER_SIZE)
        return;
    format_put_u64(bytes + FORMAT_AT_LENGTH, size);
    checksum_of(bytes, size - FORMAT_TRAILER_SIZE, bytes + size - FORMAT_TRAILER_SIZE);
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
