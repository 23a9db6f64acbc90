/*
 * Terms by their stem, and the stem of a term.
 */

#include <assert.h>

#include "index/base/bisect.h"
#include "index/file/charindex.h"
#include "index/file/view.h"

uint32_t charindex_stems(const struct charindex *index)
{
    return index->stems;
}

struct slice charindex_stem_text(const struct charindex *index, uint32_t stem)
{
    assert(stem < index->stems);
    return view_slice(index, CHUNK_STEM, CHUNK_STXT, stem);
}

uint32_t charindex_stem_of(const struct charindex *index, uint32_t term)
{
    assert(term < index->terms);
    return view_u32(index, CHUNK_FORM, term);
}

uint32_t charindex_stem(const struct charindex *index, const char *text, size_t size)
{
    const struct slice wanted = {.bytes = text, .size = size};
    struct bisection search = {.low = 0, .high = index->stems};

    while (bisect(&search))
        bisect_narrow(&search,
                      slice_compare(charindex_stem_text(index, search.middle), wanted) < 0);
    return search.low < index->stems && slice_equal(charindex_stem_text(index, search.low), wanted)
               ? search.low
               : CHARINDEX_NO_STEM;
}

struct word_list charindex_forms(const struct charindex *index, uint32_t stem)
{
    const void *terms = index->chunks[CHUNK_FTRM].bytes;
    uint32_t begin;

    assert(stem < index->stems);
    begin = view_u32(index, CHUNK_FBEG, stem);
    return (struct word_list){.terms_le = (const uint32_t *)terms + begin,
                              .count = view_u32(index, CHUNK_FBEG, (size_t)stem + 1) - begin};
}
