/*
 * The tables of --dump-index. Totals come from the loaded index. Chunks come from the table in its
 * image, which is identical to the file, so the offsets are file offsets.
 */

#include "index/cli/dump.h"

#include <inttypes.h>

#include "index/file/format.h"
#include "index/sources/sources.h"
#include "index/sources/versions.h"
#include "index/sources/warning.h"

static void append_totals(struct buffer *out, const struct charindex *index)
{
    struct slice image = charindex_image(index);
    const struct sources *sources = charindex_sources(index);

    buffer_append_format(out, "generation: %s\n", charindex_generation(index));
    buffer_append_format(out, "format: %" PRIu32 "\n", format_u32(image.bytes + FORMAT_AT_VERSION));
    buffer_append_format(out, "size: %zu bytes\n", image.size);
    buffer_append_format(out, "Unicode: %s\n", charindex_unicode_version(index));
    buffer_append_format(out, "Unicode data: %s\n", charindex_data_version(index));
    buffer_append_format(out, "ICU: %s\n", charindex_icu_version(index));
    buffer_append_format(out, "documents: %" PRIu32 "\n", charindex_documents(index));
    buffer_append_format(out, "characters: %" PRIu32 "\n", charindex_characters(index));
    buffer_append_format(out, "sequences: %" PRIu32 "\n", charindex_sequences(index));
    buffer_append_format(out, "words: %" PRIu32 "\n", charindex_terms(index));
    buffer_append_text(out, "languages:");
    for (size_t i = 0; i < sources->language_count; i++)
        buffer_append_format(out, " %s", sources->languages[i]);
    buffer_append_text(out, "\n");
}

static void append_sources(struct buffer *out, const struct sources *sources)
{
    buffer_append_text(out, "\nsource    state    version  records  digest\n");
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        const struct source *source = &sources->list[i];
        char version[VERSION_SIZE];

        version_of_source(source, version);
        buffer_append_format(out, "%-8.*s  %-7s  %-7s  %7" PRIu32 "  ", SOURCE_NAME_SIZE,
                             source->name, source_state_name(source->state),
                             version[0] ? version : "-", source->records);
        for (size_t k = 0; k < CHECKSUM_SIZE; k++)
            buffer_append_format(out, "%02x", source->digest[k]);
        buffer_append_text(out, "\n");
    }
}

/* The size of an item of a chunk in bytes; u32 unless listed. See format.h. */
static size_t item_size(enum format_chunk chunk)
{
    static const uint8_t sizes[CHUNK_COUNT] = {
        [CHUNK_SRCS] = FORMAT_SOURCE_SIZE,
        [CHUNK_RTXT] = 1,
        [CHUNK_LANG] = FORMAT_LANGUAGE_SIZE,
        [CHUNK_LINE] = 1,
        [CHUNK_PROP] = 2,
        [CHUNK_PTXT] = 1,
        [CHUNK_PROM] = 1,
        [CHUNK_TTXT] = 1,
        [CHUNK_TLOG] = 1,
        [CHUNK_LFLD] = 1,
        [CHUNK_RUNS] = 8,
        [CHUNK_UKEY] = 8,
        [CHUNK_URUN] = 8,
        [CHUNK_UBIT] = 8,
        [CHUNK_STXT] = 1,
        [CHUNK_NBIT] = 8,
        [CHUNK_TEXT] = FORMAT_TEXT_SIZE,
        [CHUNK_XTXT] = 1,
        [CHUNK_SPLT] = 1,
        [CHUNK_SPLE] = FORMAT_SPELLING_SIZE,
        [CHUNK_MWTX] = 1,
        [CHUNK_MLST] = 2,
        [CHUNK_MQTX] = 1,
        [CHUNK_VKEY] = 1,
        [CHUNK_VTXT] = 1,
        [CHUNK_SRUN] = 8,
        [CHUNK_NEWR] = FORMAT_RANGE_SIZE,
        [CHUNK_NEWT] = 1,
        [CHUNK_NEWM] = FORMAT_MAPPING_SIZE,
    };

    return sizes[chunk] ? sizes[chunk] : 4;
}

static const char *chunk_entry(const struct charindex *index, enum format_chunk chunk)
{
    return charindex_image(index).bytes + FORMAT_HEADER_SIZE + chunk * (size_t)FORMAT_ENTRY_SIZE;
}

static uint64_t chunk_size(const struct charindex *index, enum format_chunk chunk)
{
    return format_u64(chunk_entry(index, chunk) + 16);
}

static void append_chunks(struct buffer *out, const struct charindex *index)
{
    buffer_append_text(out, "\nchunk     offset      size     items  bytes each\n");
    for (enum format_chunk chunk = 0; chunk < CHUNK_COUNT; chunk++) {
        const char *entry = chunk_entry(index, chunk);
        size_t each = item_size(chunk);

        buffer_append_format(out, "%.4s  %10" PRIu64 "%10" PRIu64 "%10" PRIu64 "%12zu\n", entry,
                             format_u64(entry + 8), chunk_size(index, chunk),
                             chunk_size(index, chunk) / each, each);
    }
}

static void append_properties(struct buffer *out, const struct charindex *index)
{
    buffer_append_text(out, "\nproperty  values\n");
    for (enum property property = 0; property < PROPERTY_COUNT; property++) {
        struct value_range values = charindex_values(index, property);

        buffer_append_format(out, "%-8s%8" PRIu32 "\n", property_name(property),
                             values.end - values.first);
    }
}

void dump_sources_append(struct buffer *out, const struct charindex *index)
{
    struct reason notice;

    buffer_append_format(out, "Unicode: %s\nICU: %s, of Unicode %s\n",
                         charindex_unicode_version(index), charindex_icu_version(index),
                         charindex_icu_unicode(index));
    if (sources_lag(charindex_sources(index), &notice))
        buffer_append_format(out, "notice: %s\n", notice.text);
    append_sources(out, charindex_sources(index));
}

void dump_append(struct buffer *out, const struct charindex *index)
{
    append_totals(out, index);
    append_sources(out, charindex_sources(index));
    append_properties(out, index);
    append_chunks(out, index);
}
