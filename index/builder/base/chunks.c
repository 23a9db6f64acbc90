/*
 * Bytes into the layout of index/file/format.h: header, table, chunks, checksums. This module knows
 * where things are in the file, not what they mean.
 */

#include "index/builder/base/chunks.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "index/file/pieces.h"

void chunks_release(struct chunks *chunks)
{
    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++)
        buffer_release(&chunks->list[chunk]);
}

void chunks_u8(struct chunks *chunks, enum format_chunk chunk, unsigned value)
{
    uint8_t byte = (uint8_t)value;

    assert(value <= UINT8_MAX);
    buffer_append(&chunks->list[chunk], &byte, sizeof byte);
}

void chunks_u16(struct chunks *chunks, enum format_chunk chunk, unsigned value)
{
    uint8_t bytes[2];

    assert(value <= UINT16_MAX);
    format_put_u16(bytes, (uint16_t)value);
    buffer_append(&chunks->list[chunk], bytes, sizeof bytes);
}

void chunks_u32(struct chunks *chunks, enum format_chunk chunk, size_t value)
{
    uint8_t bytes[4];

    assert(value <= UINT32_MAX);
    format_put_u32(bytes, (uint32_t)value);
    buffer_append(&chunks->list[chunk], bytes, sizeof bytes);
}

void chunks_offset(struct chunks *chunks, enum format_chunk offsets, enum format_chunk chunk)
{
    chunks_u32(chunks, offsets, chunks->list[chunk].size);
}

void chunks_bitmap(struct chunks *chunks, enum format_chunk chunk, const uint64_t *words,
                   size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t bytes[8];

        format_put_u64(bytes, words[i]);
        buffer_append(&chunks->list[chunk], bytes, sizeof bytes);
    }
}

void chunks_sources(struct chunks *chunks, const struct sources *sources)
{
    struct buffer *list = &chunks->list[CHUNK_SRCS];

    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        const struct source *source = &sources->list[i];

        buffer_append(list, source->name, sizeof source->name);
        buffer_append(list, source->digest, sizeof source->digest);
        chunks_u32(chunks, CHUNK_SRCS, (size_t)source->state);
        chunks_u32(chunks, CHUNK_SRCS, source->records);
        buffer_append(list, source->version, sizeof source->version);
        chunks_offset(chunks, CHUNK_ROFF, CHUNK_RTXT);
        buffer_append_text(&chunks->list[CHUNK_RTXT], source->reason.text);
    }
    chunks_offset(chunks, CHUNK_ROFF, CHUNK_RTXT);
    for (size_t i = 0; i < sources->language_count; i++)
        buffer_append(&chunks->list[CHUNK_LANG], sources->languages[i], LANGUAGE_SIZE);
}

bool chunks_failed(const struct chunks *chunks)
{
    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++)
        if (chunks->list[chunk].failed)
            return true;
    return false;
}

static size_t aligned(size_t size)
{
    return (size + FORMAT_ALIGNMENT - 1) / FORMAT_ALIGNMENT * FORMAT_ALIGNMENT;
}

static size_t image_size(const struct chunks *chunks)
{
    size_t size = FORMAT_HEADER_SIZE + (size_t)CHUNK_COUNT * FORMAT_ENTRY_SIZE;

    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++)
        size = aligned(size) + chunks->list[chunk].size;
    return format_file_size(size);
}

static void write_header(const struct sources *sources, const struct chunks_counts *counts,
                         uint8_t *header, size_t size)
{
    memcpy(header + FORMAT_AT_MAGIC, FORMAT_MAGIC, sizeof FORMAT_MAGIC - 1);
    format_put_u32(header + FORMAT_AT_VERSION, FORMAT_VERSION);
    format_put_u32(header + FORMAT_AT_BYTE_ORDER, FORMAT_BYTE_ORDER);
    format_put_u64(header + FORMAT_AT_LENGTH, size);
    memcpy(header + FORMAT_AT_ICU, sources->icu_version, sizeof sources->icu_version);
    memcpy(header + FORMAT_AT_UNICODE, sources->unicode_version, sizeof sources->unicode_version);
    memcpy(header + FORMAT_AT_DATA, sources->data_version, sizeof sources->data_version);
    memcpy(header + FORMAT_AT_NEWER, sources->newer_version, sizeof sources->newer_version);
    format_put_u32(header + FORMAT_AT_DOCUMENTS, counts->documents);
    format_put_u32(header + FORMAT_AT_CHARACTERS, counts->characters);
    format_put_u32(header + FORMAT_AT_TERMS, counts->terms);
    format_put_u32(header + FORMAT_AT_SEQUENCES, counts->sequences);
    format_put_u32(header + FORMAT_AT_CHUNKS, CHUNK_COUNT);
}

static void write_chunks(struct chunks *chunks, uint8_t *bytes)
{
    uint8_t *entry = bytes + FORMAT_HEADER_SIZE;
    size_t at = FORMAT_HEADER_SIZE + (size_t)CHUNK_COUNT * FORMAT_ENTRY_SIZE;

    for (size_t chunk = 0; chunk < CHUNK_COUNT; chunk++, entry += FORMAT_ENTRY_SIZE) {
        struct buffer *content = &chunks->list[chunk];

        at = aligned(at);
        memcpy(entry, FORMAT_CHUNK_IDS + chunk * 4, 4);
        format_put_u64(entry + 8, at);
        format_put_u64(entry + 16, content->size);
        if (content->size > 0)
            memcpy(bytes + at, content->bytes, content->size);
        at += content->size;
        buffer_release(content);
    }
}

int chunks_lay_out(struct chunks *chunks, const struct sources *sources,
                   const struct chunks_counts *counts, struct image *image)
{
    size_t size = image_size(chunks);
    int r;

    if (chunks_failed(chunks))
        return -ENOMEM;
    if (size > FORMAT_MAX_SIZE)
        return -EFBIG;
    r = image_allocate(image, size);
    if (r < 0)
        return r;
    write_header(sources, counts, image->bytes, size);
    write_chunks(chunks, image->bytes);
    pieces_seal(image->bytes, size);
    return 0;
}
