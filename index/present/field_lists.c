/*
 * Every list is written item by item through list_next(), which separates and ends it.
 */

#include "index/present/field_lists.h"

#include <endian.h>
#include <stdbool.h>
#include <string.h>

#include "index/present/visible.h"

enum { LIST_MAX = 32 }; /* items of a list that are shown */

/* Prepares the next item of a list. Returns false where the list is to end. */
static bool list_next(struct buffer *out, unsigned *items)
{
    if (*items > 0)
        buffer_append_text(out, ", ");
    if (++*items <= LIST_MAX)
        return true;
    buffer_append_text(out, "\u2026");
    return false;
}

static bool in_language(const struct charindex *index, const struct languages *languages,
                        const struct text *text)
{
    const char *language = charindex_sources(index)->languages[text->language];

    if (!(TEXT_BIT(text->kind) & TEXT_KEYWORDS))
        return true;
    return languages_empty(languages) ? strcmp(language, "en") == 0
                                      : languages_have(languages, text->language);
}

void field_lists_texts(struct buffer *out, const struct charindex *index, uint32_t document,
                       const struct languages *languages, uint32_t kinds)
{
    struct text_range range = charindex_texts(index, document);
    unsigned items = 0;

    for (uint32_t i = range.first; i < range.end; i++) {
        struct text text = charindex_text(index, i);

        if (!(TEXT_BIT(text.kind) & kinds) || !in_language(index, languages, &text))
            continue;
        if (!list_next(out, &items))
            return;
        visible_append(out, text.bytes.bytes, text.bytes.size);
    }
}

void field_lists_document(struct buffer *out, const struct charindex *index, uint32_t document)
{
    struct slice line = charindex_lines(index, document, 1);
    const char *tab = memchr(line.bytes, '\t', line.size);

    buffer_append(out, line.bytes, (size_t)(tab - line.bytes));
}

void field_lists_documents(struct buffer *out, const struct charindex *index,
                           const uint32_t *documents_le, uint32_t count)
{
    unsigned items = 0;

    for (uint32_t i = 0; i < count && list_next(out, &items); i++)
        field_lists_document(out, index, le32toh(documents_le[i]));
}

static bool has_point(const uint32_t *points_le, uint32_t count, uint32_t point_le)
{
    for (uint32_t i = 0; i < count; i++)
        if (points_le[i] == point_le)
            return true;
    return false;
}

void field_lists_references(struct buffer *out, const struct charindex *index, uint32_t document)
{
    const uint32_t *to, *from;
    uint32_t to_count = charindex_references_to(index, document, &to);
    uint32_t from_count = charindex_references_from(index, document, &from);
    unsigned items = 0;

    for (uint32_t i = 0; i < to_count + from_count; i++) {
        uint32_t point_le = i < to_count ? to[i] : from[i - to_count];

        if (i >= to_count && has_point(to, to_count, point_le))
            continue;
        if (!list_next(out, &items))
            return;
        buffer_append_text(out, "U+");
        buffer_append_hex(out, le32toh(point_le), 4);
    }
}
