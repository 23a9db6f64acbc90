/*
 * The repertoire of an index: a view of its chunks.
 */

#include "index/file/charindex.h"
#include "index/file/view.h"
#include "index/unicode/property.h"

_Static_assert(FORMAT_RANGE_SIZE == (int)REPERTOIRE_RANGE_SIZE, "ranges as in the file");
_Static_assert(FORMAT_MAPPING_SIZE == (int)REPERTOIRE_MAPPING_SIZE, "mappings as in the file");

void view_prepare_repertoire(struct charindex *index)
{
    const struct slice *chunks = index->chunks;

    index->repertoire = (struct repertoire){
        .properties = PROPERTY_COUNT,
        .begins_le = (const void *)chunks[CHUNK_NEWB].bytes,
        .ranges = (const void *)chunks[CHUNK_NEWR].bytes,
        .values = (uint32_t)view_count(index, CHUNK_NEWP, 4),
        .property_le = (const void *)chunks[CHUNK_NEWP].bytes,
        .names_le = (const void *)chunks[CHUNK_NEWN].bytes,
        .texts = chunks[CHUNK_NEWT].bytes,
        .mappings = (uint32_t)view_count(index, CHUNK_NEWM, FORMAT_MAPPING_SIZE),
        .mapping = (const void *)chunks[CHUNK_NEWM].bytes,
        .points_le = (const void *)chunks[CHUNK_NEWC].bytes,
    };
    index->knows_more =
        chunks[CHUNK_NEWR].size + chunks[CHUNK_NEWP].size + chunks[CHUNK_NEWM].size > 0;
}

const struct repertoire *charindex_repertoire(const struct charindex *index)
{
    return index && index->knows_more ? &index->repertoire : NULL;
}

bool charindex_is_new(const struct charindex *index, uint32_t code_point)
{
    const uint32_t age = property_number(charindex_repertoire(index), PROPERTY_AGE, code_point);

    return age > 0 && age >= index->new_since;
}
