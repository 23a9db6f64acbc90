/*
 * The only module that uses bzip2. A file may have several streams: parallel bzip2 writes them.
 */

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include <bzlib.h>

#include "index/sources/records/source.h"
#include "index/sources/unpacking/packings.h"

struct bzip2 {
    bz_stream stream;
    bool open; /* in the middle of a stream */
};

static int damaged(struct reason *reason, const char *what)
{
    reason_set(reason, "%s", what);
    return SOURCE_DAMAGED;
}

static int open_file(void **state, const char *bytes, size_t size, const char *member,
                     struct reason *reason)
{
    struct bzip2 *bzip2 = calloc(1, sizeof *bzip2);

    (void)member;
    (void)reason;
    if (!bzip2)
        return -ENOMEM;
    bzip2->stream.next_in = (char *)bytes; /* bzip2 only reads it */
    bzip2->stream.avail_in = (unsigned)size;
    *state = bzip2;
    return SOURCE_OK;
}

static void close_stream(struct bzip2 *bzip2)
{
    if (bzip2->open)
        (void)BZ2_bzDecompressEnd(&bzip2->stream);
    bzip2->open = false;
}

static void close_file(void *state)
{
    close_stream(state);
    free(state);
}

/* One step, in which a stream may end. */
static int step(struct bzip2 *bzip2, char *out, size_t capacity, size_t *count,
                struct reason *reason)
{
    bz_stream *stream = &bzip2->stream;
    int r;

    stream->next_out = out;
    stream->avail_out = (unsigned)capacity;
    r = BZ2_bzDecompress(stream);
    if (r == BZ_MEM_ERROR)
        return -ENOMEM;
    if (r != BZ_OK && r != BZ_STREAM_END)
        return damaged(reason, "not a bzip2 file, or damaged");
    if (r == BZ_OK && stream->avail_out > 0 && stream->avail_in == 0)
        return damaged(reason, "the end of the file is missing");
    *count = capacity - stream->avail_out;
    if (r == BZ_STREAM_END)
        close_stream(bzip2);
    return SOURCE_OK;
}

static int read_file(void *state, char *out, size_t capacity, size_t *count, struct reason *reason)
{
    struct bzip2 *bzip2 = state;
    int r = SOURCE_OK;

    *count = 0;
    while (r == SOURCE_OK && *count == 0 && (bzip2->open || bzip2->stream.avail_in > 0)) {
        if (!bzip2->open && BZ2_bzDecompressInit(&bzip2->stream, 0, 0) != BZ_OK)
            return -ENOMEM;
        bzip2->open = true;
        r = step(bzip2, out, capacity, count, reason);
    }
    return r;
}

const struct packing packing_bzip2 = {.open = open_file, .read = read_file, .close = close_file};
