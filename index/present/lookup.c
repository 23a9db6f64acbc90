/*
 * Looks up a whole text. The index looks up single code points, and sequences at the start of a
 * text; this module combines both.
 */

#include "index/present/lookup.h"

#include <string.h>

#include "index/base/utf8.h"

bool lookup_points(const struct charindex *index, const uint32_t *points, size_t count,
                   uint32_t *document)
{
    uint32_t counted[SEQUENCE_MAX];
    size_t size = 0;

    if (count == 1)
        return charindex_find(index, points[0], document);
    for (size_t i = 0; i < count; i++) {
        if (points[i] == VARIATION_SELECTOR_16)
            continue;
        if (size == SEQUENCE_MAX)
            return false;
        counted[size++] = points[i];
    }
    if (size == 1)
        return charindex_find(index, counted[0], document);
    return size > 1 && charindex_find_sequence(index, counted, size, document) == size;
}

bool lookup_text(const struct charindex *index, const char *text, size_t size, uint32_t *document)
{
    uint32_t points[2 * SEQUENCE_MAX]; /* with a variation selector after each */
    size_t count = 0;

    for (size_t at = 0; at < size;) {
        int32_t code_point = utf8_next(text, size, &at);

        if (code_point < 0 || count == sizeof points / sizeof *points)
            return false;
        points[count++] = (uint32_t)code_point;
    }
    return count > 0 && lookup_points(index, points, count, document);
}

struct slice lookup_name(const struct charindex *index, const char *text, size_t size,
                         char label[static CHARACTER_NAME_SIZE])
{
    uint32_t document;
    int32_t code_point;
    size_t at = 0;

    if (index && lookup_text(index, text, size, &document))
        return charindex_name(index, document);
    code_point = size > 0 ? utf8_next(text, size, &at) : -1;
    if (code_point < 0 || at < size)
        return (struct slice){.bytes = "", .size = 0};
    character_label(charindex_repertoire(index), (uint32_t)code_point, label);
    return (struct slice){.bytes = label, .size = strlen(label)};
}
