/*
 * Verifies stems and forms: every stem has terms, every term at most one stem, and each leads to the
 * other.
 */

#include "index/file/verify.h"

#include <endian.h>

#include "index/file/verify_tools.h"
#include "index/file/view.h"

static bool texts_ascend(const struct charindex *index)
{
    for (uint32_t stem = 0; stem < index->stems; stem++) {
        struct slice text = charindex_stem_text(index, stem);

        if (text.size == 0 ||
            (stem > 0 && slice_compare(charindex_stem_text(index, stem - 1), text) >= 0))
            return false;
    }
    return true;
}

static bool terms_ascend(const struct charindex *index, uint32_t stem)
{
    struct word_list forms = charindex_forms(index, stem);

    for (uint32_t i = 0; i < forms.count; i++) {
        uint32_t term = le32toh(forms.terms_le[i]);

        if (term >= index->terms || charindex_stem_of(index, term) != stem ||
            (i > 0 && le32toh(forms.terms_le[i - 1]) >= term))
            return false;
    }
    return forms.count > 0;
}

bool verify_forms(const struct charindex *index)
{
    size_t forms = view_count(index, CHUNK_FTRM, 4), stemmed = 0;

    if (!verify_texts(index, CHUNK_STEM, index->stems, CHUNK_STXT) ||
        !verify_offsets(index, CHUNK_FBEG, index->stems, forms) || !texts_ascend(index))
        return false;
    for (uint32_t stem = 0; stem < index->stems; stem++)
        if (!terms_ascend(index, stem))
            return false;
    /* The terms of the stems are distinct, and no other term has a stem. */
    for (uint32_t term = 0; term < index->terms; term++)
        stemmed += charindex_stem_of(index, term) != CHARINDEX_NO_STEM;
    return stemmed == forms;
}
