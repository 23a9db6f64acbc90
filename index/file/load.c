/*
 * The lifetime of an index: it begins when its bytes have been verified and ends with its last
 * reference. A shared index has several handles with separate counts, each of which holds a
 * reference to the first handle.
 *
 * This module does not know where the bytes come from, and trusts none of them.
 */

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "index/file/charindex.h"
#include "index/file/frame.h"
#include "index/file/verify.h"
#include "index/file/view.h"

int charindex_parse(const void *bytes, size_t size, struct charindex **out, struct reason *reason)
{
    struct charindex *index;
    int r = CHARINDEX_INVALID;

    if (!frame_valid(bytes, size, reason))
        return CHARINDEX_INVALID;
    index = calloc(1, sizeof *index);
    if (!index)
        return -ENOMEM;
    atomic_init(&index->references, 1);
    index->bytes = bytes;
    index->size = size;
    if (!frame_read(index)) {
        reason_set(reason, "inconsistent content: table of chunks");
    } else {
        r = verify_content(index, reason);
        if (r > 0)
            r = CHARINDEX_INVALID;
    }
    if (r != CHARINDEX_OK) {
        free(index);
        return r;
    }
    view_prepare(index);
    *out = index;
    return CHARINDEX_OK;
}

int charindex_adopt(struct image *image, struct charindex **out, struct reason *reason)
{
    int r = charindex_parse(image->bytes, image->size, out, reason);

    if (r == CHARINDEX_OK) {
        image_freeze(image);
        (*out)->image = *image;
        *image = (struct image){.bytes = NULL};
    }
    return r;
}

struct charindex *charindex_ref(struct charindex *index)
{
    atomic_fetch_add_explicit(&index->references, 1, memory_order_relaxed);
    return index;
}

void charindex_unref(struct charindex *index)
{
    if (!index || atomic_fetch_sub_explicit(&index->references, 1, memory_order_acq_rel) != 1)
        return;
    charindex_unref(index->original);
    image_release(&index->image);
    free(index);
}

struct charindex *charindex_share(struct charindex *index)
{
    const size_t line = 64; /* size of a cache line in bytes */
    const size_t same = offsetof(struct charindex, bytes);
    struct charindex *shared = aligned_alloc(line, (sizeof *shared + line - 1) / line * line);

    if (!shared)
        return NULL;
    atomic_init(&shared->references, 1);
    shared->original = charindex_ref(index);
    shared->image = (struct image){.bytes = NULL};
    memcpy((char *)shared + same, (const char *)index + same, sizeof *shared - same);
    return shared;
}
