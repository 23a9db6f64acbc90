/*
 * Verifies spellings: their order, that every one stands for documents that exist, and that each
 * document knows its own.
 */

#include "index/file/verify.h"
#include "index/file/verify_tools.h"
#include "index/file/view.h"
#include "index/text/caseless.h"

static bool texts_ascend(const struct charindex *index)
{
    for (uint32_t text = 1; text < index->spellings; text++) {
        struct slice before = charindex_spelling_text(index, text - 1);
        struct slice here = charindex_spelling_text(index, text);
        int order = caseless_compare(before, here);

        if (order > 0 || (order == 0 && slice_compare(before, here) >= 0))
            return false;
    }
    return true;
}

static const char *entry_at(const struct charindex *index, uint32_t at)
{
    return index->chunks[CHUNK_SPLE].bytes + (size_t)at * FORMAT_SPELLING_SIZE;
}

/* A document twice would be a row twice, and nothing worse. */
static bool entries_valid(const struct charindex *index, uint32_t first, uint32_t end)
{
    uint32_t before = 0;

    for (uint32_t at = first; at < end; at++) {
        const uint32_t document = format_u32(entry_at(index, at));
        const uint32_t kind = format_u32(entry_at(index, at) + 4);

        if (document >= index->documents || kind >= SPELLING_KINDS || kind < before)
            return false;
        before = kind;
    }
    return first < end;
}

static bool is_spelled(const struct charindex *index, uint32_t document, uint32_t entry)
{
    return entry < index->spelling_entries && format_u32(entry_at(index, entry)) == document;
}

bool verify_spellings(const struct charindex *index)
{
    if (!verify_texts(index, CHUNK_SPLO, index->spellings, CHUNK_SPLT) ||
        !verify_offsets(index, CHUNK_SPLB, index->spellings, index->spelling_entries) ||
        !texts_ascend(index))
        return false;
    for (uint32_t text = 0; text < index->spellings; text++)
        if (charindex_spelling_text(index, text).size == 0 ||
            !entries_valid(index, view_u32(index, CHUNK_SPLB, text),
                           view_u32(index, CHUNK_SPLB, (size_t)text + 1)))
            return false;
    return view_count(index, CHUNK_SPRV, 4) == index->spelling_entries &&
           verify_relation(index, CHUNK_SPRK, is_spelled);
}
