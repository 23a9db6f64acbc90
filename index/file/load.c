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
#include "index/file/paging.h"
#include "index/file/verify.h"
#include "index/file/view.h"

/* An index of undamaged bytes, of which nothing is known. Returns NULL when memory ran out. */
static struct charindex *make(struct slice bytes)
{
    struct charindex *index = calloc(1, sizeof *index);

    if (!index)
        return NULL;
    atomic_init(&index->references, 1);
    index->bytes = (const uint8_t *)bytes.bytes;
    index->size = bytes.size;
    return index;
}

static int find_chunks(struct charindex *index, struct reason *reason)
{
    if (frame_read(index))
        return CHARINDEX_OK;
    reason_set(reason, "inconsistent content: table of chunks");
    return CHARINDEX_INVALID;
}

/* Gives the index out, or frees it. */
static int finish(struct charindex *index, int r, struct charindex **out)
{
    if (r == CHARINDEX_OK)
        *out = index;
    else
        free(index);
    return r <= CHARINDEX_OK ? r : CHARINDEX_INVALID;
}

/* Prepares a verified index for lookups. They also work without this, and without its reading of words. */
static void prepare(struct charindex *index)
{
    view_prepare_terms(index);
    view_prepare_spellings(index);
    index->has_begins = true;
    view_prepare_repertoire(index);
}

int charindex_parse(const void *bytes, size_t size, struct charindex **out, struct reason *reason)
{
    struct charindex *index;
    int r;

    if (!frame_valid(bytes, size, reason))
        return CHARINDEX_INVALID;
    index = make((struct slice){.bytes = bytes, .size = size});
    if (!index)
        return -ENOMEM;
    r = find_chunks(index, reason);
    if (r == CHARINDEX_OK)
        r = verify_content(index, reason);
    if (r == CHARINDEX_OK)
        prepare(index);
    return finish(index, r, out);
}

/* Reads what verify_outline() relies on. */
static bool read_outline(struct paging *paging, const struct charindex *index,
                         struct reason *reason)
{
    static const enum format_chunk chunks[] = {CHUNK_SRCS, CHUNK_ROFF, CHUNK_RTXT, CHUNK_LANG,
                                               CHUNK_VKEY};

    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++)
        if (!paging_read(paging, index->chunks[chunks[i]], reason))
            return false;
    return true;
}

int charindex_adopt_paged(struct paging *paging, struct charindex **out, struct reason *reason)
{
    const struct slice bytes = paging_bytes(paging);
    const size_t most = FORMAT_HEADER_SIZE + (size_t)CHUNK_COUNT * FORMAT_ENTRY_SIZE;
    const size_t frame = bytes.size < most ? bytes.size : most;
    struct charindex *index;
    int r;

    if (!paging_read(paging, (struct slice){bytes.bytes, frame}, reason) ||
        !paging_read(
            paging,
            (struct slice){bytes.bytes + bytes.size - FORMAT_TRAILER_SIZE, FORMAT_TRAILER_SIZE},
            reason))
        return CHARINDEX_INVALID;
    index = make(bytes);
    if (!index)
        return -ENOMEM;
    r = find_chunks(index, reason);
    if (r == CHARINDEX_OK && !read_outline(paging, index, reason))
        r = CHARINDEX_INVALID;
    if (r == CHARINDEX_OK)
        r = verify_outline(index, reason);
    if (r == CHARINDEX_OK) {
        view_prepare_repertoire(index);
        index->paging = paging;
    }
    return finish(index, r, out);
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
    paging_close(index->paging);
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
    shared->paging = NULL;
    memcpy((char *)shared + same, (const char *)index + same, sizeof *shared - same);
    return shared;
}
