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

/* A document twice would be a row twice, and nothing worse. */
static bool entries_valid(const struct charindex *index, struct spelling_range entries)
{
    unsigned before = 0;

    for (uint32_t at = entries.first; at < entries.end; at++) {
        const struct spelling entry = charindex_spelling(index, at);
        const unsigned kind = (unsigned)entry.kind;

        if (entry.document >= index->documents || kind >= SPELLING_KINDS || kind < before)
            return false;
        before = kind;
    }
    return entries.first < entries.end;
}

static bool is_spelled(const struct charindex *index, uint32_t document, uint32_t entry)
{
    return entry < index->spelling_entries && charindex_spelling(index, entry).document == document;
}

bool verify_spellings(const struct charindex *index)
{
    if (!verify_texts(index, CHUNK_SPLO, index->spellings, CHUNK_SPLT) ||
        !verify_offsets(index, CHUNK_SPLB, index->spellings, index->spelling_entries) ||
        !texts_ascend(index))
        return false;
    for (uint32_t text = 0; text < index->spellings; text++)
        if (charindex_spelling_text(index, text).size == 0 ||
            !entries_valid(index, charindex_spelling_entries(index, text)))
            return false;
    return view_count(index, CHUNK_SPRV, 4) == index->spelling_entries &&
           verify_relation(index, CHUNK_SPRK, is_spelled);
}
