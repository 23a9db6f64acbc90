/*
 * The kind of a file is known by its first bytes. A file of no known kind is copied as it is.
 */

#include "index/sources/unpacking/unpacker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/slice.h"
#include "index/sources/records/source.h"
#include "index/sources/unpacking/packings.h"

struct unpacker {
    const struct packing *packing; /* NULL: the file is as it is */
    void *state;                   /* of the packing */
    struct slice rest;             /* without a packing */
};

static const struct {
    const char *signature;
    const struct packing *packing;
} signatures[] = {
    {"BZh", &packing_bzip2},
    {"PK", &packing_zip},
};

static const struct packing *packing_of(struct slice file)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (slice_has_prefix(file, slice_of(signatures[i].signature)))
            return signatures[i].packing;
    return NULL;
}

int unpacker_open(struct unpacker **unpacker, const char *bytes, size_t size, const char *member,
                  struct reason *reason)
{
    struct unpacker *opened;
    int r = SOURCE_OK;

    *unpacker = NULL;
    if (size == 0) {
        reason_set(reason, "the file is empty");
        return SOURCE_DAMAGED;
    }
    opened = calloc(1, sizeof *opened);
    if (!opened)
        return -ENOMEM;
    opened->rest = (struct slice){bytes, size};
    opened->packing = packing_of(opened->rest);
    if (opened->packing)
        r = opened->packing->open(&opened->state, bytes, size, member, reason);
    if (r == SOURCE_OK)
        *unpacker = opened;
    else
        free(opened);
    return r;
}

void unpacker_close(struct unpacker *unpacker)
{
    if (!unpacker)
        return;
    if (unpacker->packing)
        unpacker->packing->close(unpacker->state);
    free(unpacker);
}

int unpacker_read(struct unpacker *unpacker, char *out, size_t capacity, size_t *count,
                  struct reason *reason)
{
    struct slice *rest = &unpacker->rest;

    if (unpacker->packing)
        return unpacker->packing->read(unpacker->state, out, capacity, count, reason);
    *count = rest->size < capacity ? rest->size : capacity;
    memcpy(out, rest->bytes, *count);
    rest->bytes += *count;
    rest->size -= *count;
    return SOURCE_OK;
}
