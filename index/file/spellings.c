/*
 * Looks spellings up. They are sorted without regard to case, so a binary search finds those that differ
 * in case alone, and another one the exact one among them.
 */

#include <assert.h>

#include "index/base/ascii.h"
#include "index/base/bisect.h"
#include "index/file/charindex.h"
#include "index/file/view.h"
#include "index/text/caseless.h"

uint32_t charindex_spelling_texts(const struct charindex *index)
{
    return index->spellings;
}

struct slice charindex_spelling_text(const struct charindex *index, uint32_t text)
{
    assert(text < index->spellings);
    return view_slice(index, CHUNK_SPLO, CHUNK_SPLT, text);
}

struct spelling_range charindex_spelling_entries(const struct charindex *index, uint32_t text)
{
    assert(text < index->spellings);
    return (struct spelling_range){.first = view_u32(index, CHUNK_SPLB, text),
                                   .end = view_u32(index, CHUNK_SPLB, (size_t)text + 1),
                                   .exact = true};
}

/* The first text for which the comparison without case gives at least this number. */
static uint32_t bound(const struct charindex *index, struct bisection search, struct slice text,
                      int least)
{
    while (bisect(&search))
        bisect_narrow(
            &search, caseless_compare(charindex_spelling_text(index, search.middle), text) < least);
    return search.low;
}

/* The end of the texts that differ from this one in case alone. Mostly there are none. */
static uint32_t find_end(const struct charindex *index, uint32_t first, struct slice text)
{
    if (first == index->spellings ||
        caseless_compare(charindex_spelling_text(index, first), text) != 0)
        return first;
    return bound(index, (struct bisection){.low = first + 1, .high = index->spellings}, text, 1);
}

void view_prepare_spellings(struct charindex *index)
{
    for (unsigned byte = 0; byte < VIEW_ASCII; byte++) {
        const char first = (char)byte;

        index->spelling_begins[byte] = bound(index, (struct bisection){.high = index->spellings},
                                             (struct slice){.bytes = &first, .size = 1}, 0);
    }
    index->spelling_begins[VIEW_ASCII] = index->spellings;
}

/* The first text that is not before this one without regard to case. */
static uint32_t find_first(const struct charindex *index, struct slice text)
{
    struct bisection search = {.high = index->spellings};
    const unsigned char first =
        text.size > 0 ? (unsigned char)ascii_lower(text.bytes[0]) : (unsigned char)VIEW_ASCII;

    if (first < VIEW_ASCII && index->has_begins) {
        search.low = index->spelling_begins[first];
        search.high = index->spelling_begins[first + 1];
    }
    return bound(index, search, text, 0);
}

struct spelling_range charindex_spellings(const struct charindex *index, struct slice text)
{
    const uint32_t first = find_first(index, text);
    const uint32_t end = find_end(index, first, text);
    struct bisection search = {.low = first, .high = end};

    while (bisect(&search))
        bisect_narrow(&search,
                      slice_compare(charindex_spelling_text(index, search.middle), text) < 0);
    if (search.low < end && slice_equal(charindex_spelling_text(index, search.low), text))
        return charindex_spelling_entries(index, search.low);
    return (struct spelling_range){.first = view_u32(index, CHUNK_SPLB, first),
                                   .end = view_u32(index, CHUNK_SPLB, end)};
}

struct spelling charindex_spelling(const struct charindex *index, uint32_t at)
{
    const char *entry = index->chunks[CHUNK_SPLE].bytes + (size_t)at * FORMAT_SPELLING_SIZE;

    assert(at < index->spelling_entries);
    return (struct spelling){.document = format_u32(entry),
                             .kind = (enum spelling_kind)format_u32(entry + 4)};
}

uint32_t charindex_spelled(const struct charindex *index, uint32_t document,
                           const uint32_t **entries_le)
{
    return view_related(index, CHUNK_SPRK, document, entries_le);
}

uint32_t charindex_spelling_text_of(const struct charindex *index, uint32_t entry)
{
    struct bisection search = {.high = index->spellings};

    assert(entry < index->spelling_entries);
    while (bisect(&search)) /* the first text whose entries begin after this one */
        bisect_narrow(&search, view_u32(index, CHUNK_SPLB, search.middle) <= entry);
    return search.low - 1;
}
