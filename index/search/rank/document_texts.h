#ifndef CHARFINDER_INDEX_SEARCH_RANK_DOCUMENT_TEXTS_H
#define CHARFINDER_INDEX_SEARCH_RANK_DOCUMENT_TEXTS_H

#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/match/plan.h"

/*
 * The texts of a document that are in some fields. With all languages a document has a thousand
 * keywords, and those of a few languages are some dozens of them. Thread-safe.
 */

/* The field of a text. */
static inline unsigned document_text_field(enum text_kind kind, uint8_t language)
{
    if (TEXT_BIT(kind) & TEXT_KEYWORDS)
        return FIELD_KEYWORD + language;
    return TEXT_BIT(kind) & TEXT_DEFINITIONS ? FIELD_DEFINITION : FIELD_ALIAS;
}

/* Returns the first text in the fields among those from `number` to `end` - 1 of one document; `end`
 * if there is none. Adds the texts that it looked at to *looked. */
uint32_t document_texts_next(const struct charindex *index, const struct plan_fields *fields,
                             uint32_t number, uint32_t end, size_t *looked);

#endif
