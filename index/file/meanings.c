/*
 * Looks up what words and phrases mean that no character has. They are in byte order.
 */

#include <assert.h>

#include "index/base/bisect.h"
#include "index/file/charindex.h"
#include "index/file/view.h"

struct meaning_range charindex_meanings(const struct charindex *index, struct slice phrase)
{
    struct bisection search = {.high = index->meanings};

    while (bisect(&search))
        bisect_narrow(&search,
                      slice_compare(charindex_meaning_phrase(index, search.middle), phrase) < 0);
    if (search.low == index->meanings ||
        !slice_equal(charindex_meaning_phrase(index, search.low), phrase))
        return (struct meaning_range){.first = 0, .end = 0};
    return (struct meaning_range){.first = view_u32(index, CHUNK_MBEG, search.low),
                                  .end = view_u32(index, CHUNK_MBEG, (size_t)search.low + 1)};
}

struct meaning charindex_meaning(const struct charindex *index, uint32_t at)
{
    uint16_t entry;

    assert(at < index->meaning_entries);
    entry = format_u16(index->chunks[CHUNK_MLST].bytes + (size_t)at * 2);
    return (struct meaning){
        .query = view_slice(index, CHUNK_MQOF, CHUNK_MQTX, entry & (FORMAT_MEANING_WIDER - 1)),
        .wider = (entry & FORMAT_MEANING_WIDER) != 0,
    };
}

uint32_t charindex_meaning_phrases(const struct charindex *index)
{
    return index->meanings;
}

struct slice charindex_meaning_phrase(const struct charindex *index, uint32_t phrase)
{
    assert(phrase < index->meanings);
    return view_slice(index, CHUNK_MWOF, CHUNK_MWTX, phrase);
}
