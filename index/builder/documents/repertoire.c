/*
 * A repertoire as chunks. Its arrays have the layout of the file already.
 */

#include "index/builder/documents/repertoire.h"

#include <endian.h>
#include <errno.h>
#include <string.h>

#include "index/unicode/property.h"

static void write_names(const struct repertoire *repertoire, struct chunks *chunks)
{
    for (uint32_t i = 0; i < repertoire->values; i++) {
        const char *names[] = {repertoire_short_name(repertoire, i),
                               repertoire_long_name(repertoire, i)};

        chunks_u32(chunks, CHUNK_NEWP, repertoire_value_property(repertoire, i));
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            chunks_offset(chunks, CHUNK_NEWN, CHUNK_NEWT);
            buffer_append(&chunks->list[CHUNK_NEWT], names[k], strlen(names[k]) + 1);
        }
    }
}

static void write_mappings(const struct repertoire *repertoire, struct chunks *chunks)
{
    for (uint32_t i = 0; i < repertoire->mappings; i++) {
        const struct repertoire_mapping *mapping = &repertoire->mapping[i];
        const uint32_t begin = le32toh(mapping->begin_le), count = le16toh(mapping->count_le);

        chunks_u16(chunks, CHUNK_NEWM, le16toh(mapping->kind_le));
        chunks_u16(chunks, CHUNK_NEWM, count);
        chunks_u32(chunks, CHUNK_NEWM, le32toh(mapping->code_point_le));
        chunks_u32(chunks, CHUNK_NEWM, chunks->list[CHUNK_NEWC].size / sizeof(uint32_t));
        for (uint32_t k = 0; k < count; k++)
            chunks_u32(chunks, CHUNK_NEWC, le32toh(repertoire->points_le[begin + k]));
    }
}

void repertoire_write(const struct repertoire *repertoire, struct chunks *chunks)
{
    for (unsigned i = 0; i <= PROPERTY_COUNT; i++)
        chunks_u32(chunks, CHUNK_NEWB, repertoire ? le32toh(repertoire->begins_le[i]) : 0);
    if (!repertoire)
        return;
    for (uint32_t i = 0; i < le32toh(repertoire->begins_le[PROPERTY_COUNT]); i++) {
        chunks_u32(chunks, CHUNK_NEWR, le32toh(repertoire->ranges[i].first_le));
        chunks_u32(chunks, CHUNK_NEWR, le32toh(repertoire->ranges[i].last_le));
        chunks_u32(chunks, CHUNK_NEWR, le32toh(repertoire->ranges[i].number_le));
    }
    write_names(repertoire, chunks);
    write_mappings(repertoire, chunks);
}

int repertoire_of_chunks(struct repertoire *repertoire, const struct chunks *chunks)
{
    const struct buffer *list = chunks->list;

    if (chunks_failed(chunks))
        return -ENOMEM;
    *repertoire = (struct repertoire){
        .properties = PROPERTY_COUNT,
        .begins_le = (const void *)list[CHUNK_NEWB].bytes,
        .ranges = (const void *)list[CHUNK_NEWR].bytes,
        .values = (uint32_t)(list[CHUNK_NEWP].size / sizeof(uint32_t)),
        .property_le = (const void *)list[CHUNK_NEWP].bytes,
        .names_le = (const void *)list[CHUNK_NEWN].bytes,
        .texts = list[CHUNK_NEWT].bytes,
        .mappings = (uint32_t)(list[CHUNK_NEWM].size / FORMAT_MAPPING_SIZE),
        .mapping = (const void *)list[CHUNK_NEWM].bytes,
        .points_le = (const void *)list[CHUNK_NEWC].bytes,
    };
    return 0;
}
