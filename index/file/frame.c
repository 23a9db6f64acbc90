/*
 * The frame of an index: the header, the table of chunks, the checksums. This module does not look
 * into chunks.
 */

#include "index/file/frame.h"

#include <stdatomic.h>
#include <string.h>

#include "index/base/hex.h"
#include "index/base/parallel.h"
#include "index/file/pieces.h"
#include "index/file/view.h"

_Static_assert((int)VIEW_GENERATION_SIZE == (int)CHARINDEX_GENERATION_SIZE, "one generation");

bool frame_announces(const uint8_t *bytes, size_t count, size_t size, struct reason *reason)
{
    if (count < FORMAT_HEADER_SIZE || size < FORMAT_HEADER_SIZE + FORMAT_TRAILER_SIZE ||
        size > FORMAT_MAX_SIZE || !format_is_size(size)) {
        reason_set(reason, "not the size of an index (%zu bytes)", size);
        return false;
    }
    if (memcmp(bytes + FORMAT_AT_MAGIC, FORMAT_MAGIC, sizeof FORMAT_MAGIC - 1) != 0) {
        reason_set(reason, "bad magic number");
        return false;
    }
    if (format_u32(bytes + FORMAT_AT_BYTE_ORDER) != FORMAT_BYTE_ORDER) {
        reason_set(reason, "bad byte order mark");
        return false;
    }
    if (format_u32(bytes + FORMAT_AT_VERSION) != FORMAT_VERSION) {
        reason_set(reason, "format version %u; this program reads version %d",
                   format_u32(bytes + FORMAT_AT_VERSION), FORMAT_VERSION);
        return false;
    }
    if (format_u64(bytes + FORMAT_AT_LENGTH) != size) {
        reason_set(reason, "%zu bytes instead of the %llu in its header", size,
                   (unsigned long long)format_u64(bytes + FORMAT_AT_LENGTH));
        return false;
    }
    return true;
}

/*
 * The checksums.
 */

enum { SHARE = 64 }; /* pieces that are checked together: a mebibyte */

struct check {
    const uint8_t *bytes;
    size_t size;
    atomic_bool damaged;
};

static void check_share(void *context, size_t number)
{
    struct check *check = context;
    const uint8_t *sums = check->bytes + format_content(check->size);
    const size_t pieces = format_pieces(check->size), end = (number + 1) * SHARE;

    for (size_t piece = number * SHARE; piece < end && piece < pieces; piece++)
        if (!piece_valid(sums, check->size, piece, check->bytes + piece * FORMAT_PIECE_SIZE))
            atomic_store_explicit(&check->damaged, true, memory_order_relaxed);
}

static bool pieces_valid(const uint8_t *bytes, size_t size)
{
    struct check check = {.bytes = bytes, .size = size};

    parallel_run((format_pieces(size) + SHARE - 1) / SHARE, check_share, &check);
    return !atomic_load_explicit(&check.damaged, memory_order_relaxed);
}

bool frame_valid(const uint8_t *bytes, size_t size, struct reason *reason)
{
    if (!frame_announces(bytes, size, size, reason))
        return false;
    if (pieces_sealed(bytes + format_content(size), size) && pieces_valid(bytes, size))
        return true;
    reason_set(reason, "checksum mismatch");
    return false;
}

/*
 * The header and the table.
 */

static void header_read(struct charindex *index)
{
    const uint8_t *header = index->bytes;
    const uint8_t *digest = index->bytes + index->size - FORMAT_TRAILER_SIZE;
    const size_t newer =
        header[FORMAT_AT_NEWER] > 0 ? (size_t)FORMAT_AT_NEWER : (size_t)FORMAT_AT_UNICODE;
    const uint32_t newest = version_make(header[newer], header[newer + 1]);
    const uint32_t of_icu = version_make(header[FORMAT_AT_UNICODE], header[FORMAT_AT_UNICODE + 1]);

    index->documents = format_u32(header + FORMAT_AT_DOCUMENTS);
    index->sequences = format_u32(header + FORMAT_AT_SEQUENCES);
    index->characters = format_u32(header + FORMAT_AT_CHARACTERS);
    index->terms = format_u32(header + FORMAT_AT_TERMS);
    version_write(version_make(header[FORMAT_AT_ICU], header[FORMAT_AT_ICU + 1]),
                  index->icu_version);
    version_write(of_icu, index->icu_unicode);
    version_write(newest, index->unicode_version);
    index->new_since = of_icu < newest ? of_icu + 1 : newest;
    version_write(version_make(header[FORMAT_AT_DATA], header[FORMAT_AT_DATA + 1]),
                  index->data_version);
    /* In lower case: the bit is set in digits already. */
    for (size_t i = 0; i + 1 < VIEW_GENERATION_SIZE; i++)
        index->generation[i] = (char)(hex_digit((unsigned)digest[i / 2] >> (i % 2 ? 0 : 4)) | 0x20);
}

/* In order, without overlap. */
static bool find_chunks(struct charindex *index)
{
    const uint8_t *table = index->bytes + FORMAT_HEADER_SIZE;
    const size_t table_size = (size_t)CHUNK_COUNT * FORMAT_ENTRY_SIZE;
    const size_t limit = format_content(index->size);
    size_t end = FORMAT_HEADER_SIZE + table_size;

    if (format_u32(index->bytes + FORMAT_AT_CHUNKS) != CHUNK_COUNT || end > limit)
        return false;
    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++) {
        const uint8_t *entry = table + chunk * FORMAT_ENTRY_SIZE;
        uint64_t offset = format_u64(entry + 8), size = format_u64(entry + 16);

        if (memcmp(entry, FORMAT_CHUNK_IDS + chunk * 4, 4) != 0)
            return false;
        if (offset < end || offset > limit || offset % FORMAT_ALIGNMENT != 0 ||
            size > limit - offset)
            return false;
        index->chunks[chunk] =
            (struct slice){.bytes = (const char *)index->bytes + offset, .size = (size_t)size};
        end = (size_t)(offset + size);
    }
    return true;
}

bool frame_read(struct charindex *index)
{
    header_read(index);
    return find_chunks(index);
}
