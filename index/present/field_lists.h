#ifndef CHARFINDER_INDEX_PRESENT_FIELD_LISTS_H
#define CHARFINDER_INDEX_PRESENT_FIELD_LISTS_H

#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/search/match/options.h"

/*
 * Fields that are lists: "U+2764, U+1F497". Items are separated by commas. A list ends with "…" after 32
 * items, since some characters have hundreds of relatives. All of it is safe for a terminal
 * (visible.h).
 */

/* The texts of these kinds, as TEXT_BIT(). Keywords and short names in these languages only; without
 * any, in English. */
void field_lists_texts(struct buffer *out, const struct charindex *index, uint32_t document,
                       const struct languages *languages, uint32_t kinds);

/* The characters that it refers to, and that refer to it, each once. */
void field_lists_references(struct buffer *out, const struct charindex *index, uint32_t document);

/* Documents, as charindex_variants() and others return them: their code points. */
void field_lists_documents(struct buffer *out, const struct charindex *index,
                           const uint32_t *documents_le, uint32_t count);

/* One of them: "U+0041", "U+0023 U+FE0F U+20E3". */
void field_lists_document(struct buffer *out, const struct charindex *index, uint32_t document);

#endif
