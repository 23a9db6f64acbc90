#ifndef CHARFINDER_TESTS_UNIT_INDEX_SOURCES_UNPACKING_PACKED_H
#define CHARFINDER_TESTS_UNIT_INDEX_SOURCES_UNPACKING_PACKED_H

/* Packed files, and what they unpack to. Included after cmocka.h. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bzlib.h>
#include <minizip/zip.h>

#include "index/base/buffer.h"
#include "index/sources/records/source.h"
#include "index/sources/unpacking/unpacker.h"

#define MEMBER "readings.txt"

/* Appends a stream of bzip2. */
static inline void pack_bzip2(struct buffer *file, const char *text, size_t size)
{
    unsigned packed = (unsigned)(size + size / 100 + 600);
    char *end = buffer_reserve(file, packed);

    assert_non_null(end);
    assert_int_equal(BZ2_bzBuffToBuffCompress(end, &packed, (char *)text, (unsigned)size, 1, 0, 0),
                     BZ_OK);
    buffer_claim(file, packed);
}

static inline void add_member(zipFile archive, const char *name, const char *text, size_t size,
                              int method)
{
    assert_int_equal(zipOpenNewFileInZip(archive, name, NULL, NULL, 0, NULL, 0, NULL, method, 6),
                     ZIP_OK);
    assert_int_equal(zipWriteInFileInZip(archive, text, (unsigned)size), ZIP_OK);
    assert_int_equal(zipCloseFileInZip(archive), ZIP_OK);
}

static inline void append_file(struct buffer *file, const char *path)
{
    FILE *stream = fopen(path, "rb");
    char piece[4096];
    size_t count;

    assert_non_null(stream);
    while ((count = fread(piece, 1, sizeof piece, stream)) > 0)
        buffer_append(file, piece, count);
    (void)fclose(stream);
    assert_false(file->failed);
}

/* Appends an archive with another member and this one; minizip writes files only. */
static inline void pack_zip(struct buffer *file, const char *name, const char *text, size_t size,
                            int method)
{
    char path[] = "/tmp/charfinder-zip-XXXXXX";
    int descriptor = mkstemp(path);
    zipFile archive;

    assert_true(descriptor >= 0);
    (void)close(descriptor);
    archive = zipOpen(path, APPEND_STATUS_CREATE);
    assert_non_null(archive);
    add_member(archive, "other.txt", "other", 5, Z_DEFLATED);
    add_member(archive, name, text, size, method);
    assert_int_equal(zipClose(archive, NULL), ZIP_OK);
    append_file(file, path);
    (void)unlink(path);
}

/* Reads in pieces of that size. What was unpacked is appended even if the file is damaged. */
static inline int unpack(const char *bytes, size_t size, size_t piece, struct buffer *out,
                         struct reason *reason)
{
    /* So that AddressSanitizer sees what is read beyond the end. */
    char *exact = malloc(size + 1), *space = malloc(piece);
    struct unpacker *unpacker;
    size_t count = 1;
    int r;

    assert_non_null(exact);
    assert_non_null(space);
    exact = realloc(exact, size > 0 ? size : 1);
    memcpy(exact, bytes, size);
    r = unpacker_open(&unpacker, exact, size, MEMBER, reason);
    while (r == SOURCE_OK && count > 0) {
        r = unpacker_read(unpacker, space, piece, &count, reason);
        if (r == SOURCE_OK)
            buffer_append(out, space, count);
    }
    unpacker_close(unpacker);
    free(exact);
    free(space);
    return r;
}

static inline void assert_unpacked(const struct buffer *file, const char *text, size_t size)
{
    static const size_t pieces[] = {1, 7, 4096, 1 << 20};

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buffer out = BUFFER_INIT;
        struct reason reason = {.text = ""};

        assert_int_equal(unpack(file->bytes, file->size, pieces[i], &out, &reason), SOURCE_OK);
        assert_int_equal(out.size, size);
        assert_memory_equal(out.bytes, text, size);
        buffer_release(&out);
    }
}

static inline void assert_damaged(const char *bytes, size_t size, const char *complaint)
{
    struct buffer out = BUFFER_INIT;
    struct reason reason = {.text = ""};

    assert_int_equal(unpack(bytes, size, 100, &out, &reason), SOURCE_DAMAGED);
    assert_string_equal(reason.text, complaint);
    buffer_release(&out);
}

enum { SIGNATURE_SIZE = 3 }; /* bytes; without it a file is of another kind */

/* Does it still unpack to that text? If it does not, the damage must be noticed. */
static inline bool is_harmless(const struct buffer *file, size_t file_size, const char *text,
                               size_t size)
{
    struct buffer out = BUFFER_INIT;
    struct reason reason;
    int r = unpack(file->bytes, file_size, 100, &out, &reason);

    if (r == SOURCE_OK) {
        assert_int_equal(out.size, size);
        assert_memory_equal(out.bytes, text, size);
    } else {
        assert_int_equal(r, SOURCE_DAMAGED);
    }
    buffer_release(&out);
    return r == SOURCE_OK;
}

/* Every beginning of the file, and the file with any bit flipped. Returns how many of them unpack to the
 * whole text. */
static inline size_t count_harmless(struct buffer *file, const char *text, size_t size)
{
    size_t harmless = 0;

    for (size_t cut = SIGNATURE_SIZE; cut < file->size; cut++)
        harmless += is_harmless(file, cut, text, size);
    for (size_t bit = SIGNATURE_SIZE * 8; bit < file->size * 8; bit++) {
        char *byte = &file->bytes[bit / 8], flip = (char)(1 << bit % 8);

        *byte = (char)(*byte ^ flip);
        harmless += is_harmless(file, file->size, text, size);
        *byte = (char)(*byte ^ flip);
    }
    return harmless;
}

#endif
