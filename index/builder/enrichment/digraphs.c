/*
 * Digraphs with a capital, a digit or a mark are not words. The reading of spellings shows them first
 * (search/reading/spellings.c).
 */

#include "index/builder/enrichment/digraphs.h"

#include "index/base/ascii.h"

int digraphs_add(struct texts *texts, struct vocabulary *vocabulary, uint32_t document,
                 unsigned english, const struct source_spelling *spelling)
{
    const struct slice text = {.bytes = spelling->text, .size = spelling->size};

    if (spelling->kind != SPELLING_DIGRAPH || text.size != 2 || !ascii_is_small(text.bytes[0]) ||
        !ascii_is_small(text.bytes[1]))
        return 0;
    return texts_add(texts, vocabulary, document, TEXT_KEYWORD, english, text);
}
