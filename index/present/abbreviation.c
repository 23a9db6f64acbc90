/*
 * Unicode's abbreviations of characters that cannot be seen (NameAliases.txt).
 */

#include "index/present/abbreviation.h"

struct slice abbreviation_of(const struct charindex *index, uint32_t code_point, size_t most)
{
    struct text_range range;
    uint32_t document;

    if (!charindex_find(index, code_point, &document))
        return (struct slice){.size = 0};
    range = charindex_texts(index, document);
    for (uint32_t i = range.first; i < range.end; i++) {
        struct text text = charindex_text(index, i);

        if (text.kind == TEXT_ABBREVIATION && text.bytes.size <= most)
            return text.bytes;
    }
    return (struct slice){.size = 0};
}
