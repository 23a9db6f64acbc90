/*
 * Verifies meanings: the order of the phrases, and that every one has queries that exist.
 */

#include "index/file/verify.h"
#include "index/file/verify_tools.h"
#include "index/file/view.h"

static bool phrases_ascend(const struct charindex *index)
{
    for (uint32_t i = 1; i < index->meanings; i++)
        if (slice_compare(charindex_meaning_phrase(index, i - 1),
                          charindex_meaning_phrase(index, i)) >= 0)
            return false;
    return index->meanings == 0 || charindex_meaning_phrase(index, 0).size > 0;
}

bool verify_meanings(const struct charindex *index)
{
    if (!verify_texts(index, CHUNK_MWOF, index->meanings, CHUNK_MWTX) ||
        !verify_texts(index, CHUNK_MQOF, index->meaning_queries, CHUNK_MQTX) ||
        !verify_offsets(index, CHUNK_MBEG, index->meanings, index->meaning_entries) ||
        !phrases_ascend(index))
        return false;
    for (uint32_t at = 0; at < index->meaning_entries; at++)
        if ((format_u16(index->chunks[CHUNK_MLST].bytes + (size_t)at * 2) &
             (FORMAT_MEANING_WIDER - 1)) >= index->meaning_queries)
            return false;
    return true;
}
