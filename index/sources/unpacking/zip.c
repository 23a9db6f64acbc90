/*
 * The only module that uses minizip, which reads an archive through functions: here, from memory. It checks the
 * size and the checksum of a member only where all of it was read, so that it was is checked here.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <minizip/unzip.h>

#include "index/sources/records/source.h"
#include "index/sources/unpacking/packings.h"

/* The archive as a stream. */
struct memory {
    const char *bytes;
    size_t size, position;
};

struct zip {
    struct memory memory;
    unzFile archive;
    ZPOS64_T rest; /* bytes of the member that are to come */
};

static voidpf open_memory(voidpf opaque, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return opaque;
}

static uLong read_memory(voidpf opaque, voidpf stream, void *out, uLong size)
{
    struct memory *memory = stream;
    const size_t rest = memory->size - memory->position;
    const size_t count = size < rest ? size : rest;

    (void)opaque;
    memcpy(out, memory->bytes + memory->position, count);
    memory->position += count;
    return count;
}

static ZPOS64_T tell_memory(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return ((struct memory *)stream)->position;
}

static long seek_memory(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct memory *memory = stream;
    size_t from = 0;

    (void)opaque;
    if (origin == ZLIB_FILEFUNC_SEEK_CUR)
        from = memory->position;
    else if (origin == ZLIB_FILEFUNC_SEEK_END)
        from = memory->size;
    if (offset > memory->size - from)
        return -1;
    memory->position = from + (size_t)offset;
    return 0;
}

/* Nothing to close, and no error. */
static int nothing(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static int damaged(struct reason *reason, const char *what)
{
    reason_set(reason, "%s", what);
    return SOURCE_DAMAGED;
}

static int open_member(struct zip *zip, const char *member, struct reason *reason)
{
    zlib_filefunc64_def functions = {
        .zopen64_file = open_memory,
        .zread_file = read_memory,
        .ztell64_file = tell_memory,
        .zseek64_file = seek_memory,
        .zclose_file = nothing,
        .zerror_file = nothing,
        .opaque = &zip->memory,
    };
    unz_file_info64 info;

    zip->archive = unzOpen2_64("", &functions);
    if (!zip->archive)
        return damaged(reason, "not a zip archive, or damaged");
    if (unzLocateFile(zip->archive, member, 1) != UNZ_OK) {
        reason_set(reason, "the archive does not have %s", member);
        return SOURCE_DAMAGED;
    }
    if (unzGetCurrentFileInfo64(zip->archive, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK ||
        unzOpenCurrentFile(zip->archive) != UNZ_OK)
        return damaged(reason, "the archive is damaged");
    zip->rest = info.uncompressed_size;
    return SOURCE_OK;
}

static void close_file(void *state)
{
    struct zip *zip = state;

    if (zip->archive)
        (void)unzClose(zip->archive); /* and the member */
    free(zip);
}

static int open_file(void **state, const char *bytes, size_t size, const char *member,
                     struct reason *reason)
{
    struct zip *zip = calloc(1, sizeof *zip);
    int r;

    if (!zip)
        return -ENOMEM;
    zip->memory = (struct memory){.bytes = bytes, .size = size};
    r = open_member(zip, member, reason);
    if (r == SOURCE_OK)
        *state = zip;
    else
        close_file(zip);
    return r;
}

static int read_file(void *state, char *out, size_t capacity, size_t *count, struct reason *reason)
{
    struct zip *zip = state;
    int r = unzReadCurrentFile(zip->archive, out, (unsigned)capacity);

    *count = r > 0 ? (size_t)r : 0;
    if (r < 0 || *count > zip->rest)
        return damaged(reason, "the archive is damaged");
    zip->rest -= *count;
    if (r > 0)
        return SOURCE_OK;
    if (zip->rest > 0)
        return damaged(reason, "the end of the file is missing");
    return unzCloseCurrentFile(zip->archive) == UNZ_CRCERROR
               ? damaged(reason, "the archive is damaged: its checksum does not match")
               : SOURCE_OK;
}

const struct packing packing_zip = {.open = open_file, .read = read_file, .close = close_file};
