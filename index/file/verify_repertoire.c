/*
 * Verifies the repertoire: that its ranges ascend, that each number is one that the property may have,
 * and that names and mappings are where they are said to be.
 */

#include <string.h>

#include "index/base/utf8.h"
#include "index/file/verify.h"
#include "index/file/verify_tools.h"
#include "index/file/view.h"

static bool is_own_value(const struct charindex *index, unsigned property, uint32_t number)
{
    const uint32_t value = number - REPERTOIRE_VALUES;

    return value < view_count(index, CHUNK_NEWP, 4) &&
           view_u32(index, CHUNK_NEWP, value) == property;
}

static bool may_have(const struct charindex *index, unsigned property, uint32_t number)
{
    if (property == PROPERTY_COMBINING_CLASS)
        return number <= UINT8_MAX;
    switch (property_kind((enum property)property)) {
    case PROPERTY_KIND_NAMED:
        return number < REPERTOIRE_VALUES ? number <= INT16_MAX
                                          : is_own_value(index, property, number);
    case PROPERTY_KIND_CATEGORIES:
        return number < PROPERTY_CATEGORIES;
    case PROPERTY_KIND_YES_NO:
        return number <= 1;
    case PROPERTY_KIND_VERSIONS:
        return number <= VERSION_MAX;
    case PROPERTY_KIND_NUMBERS:
        return true;
    case PROPERTY_KIND_PLANES:
    case PROPERTY_KIND_EMOJI_GROUPS:
        return false;
    }
    return false;
}

static bool ranges_valid(const struct charindex *index, unsigned property)
{
    const uint32_t begin = view_u32(index, CHUNK_NEWB, property);
    const uint32_t end = view_u32(index, CHUNK_NEWB, property + 1);
    int64_t before = -1;

    for (uint32_t at = begin; at < end; at++) {
        const char *range = index->chunks[CHUNK_NEWR].bytes + (size_t)at * FORMAT_RANGE_SIZE;
        const uint32_t first = format_u32(range), last = format_u32(range + 4);

        if ((int64_t)first <= before || last < first || last > CHARACTER_LAST ||
            !may_have(index, property, format_u32(range + 8)))
            return false;
        before = last;
    }
    return true;
}

/* A name that may stand in an answer of JSON as it is. */
static bool name_valid(const struct slice *texts, uint32_t at)
{
    const char *end;

    if (at >= texts->size)
        return false;
    end = memchr(texts->bytes + at, '\0', texts->size - at);
    if (!end || end == texts->bytes + at || end - (texts->bytes + at) >= PROPERTY_VALUE_SIZE)
        return false;
    for (const char *c = texts->bytes + at; c < end; c++)
        if (*c < ' ' || *c > '~' || *c == '"' || *c == '\\')
            return false;
    return true;
}

static bool values_valid(const struct charindex *index)
{
    const size_t count = view_count(index, CHUNK_NEWP, 4);

    if (count > REPERTOIRE_VALUES_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        const uint32_t property = view_u32(index, CHUNK_NEWP, i);

        if (property >= PROPERTY_COUNT ||
            property_kind((enum property)property) != PROPERTY_KIND_NAMED ||
            !name_valid(&index->chunks[CHUNK_NEWT], view_u32(index, CHUNK_NEWN, 2 * i)) ||
            !name_valid(&index->chunks[CHUNK_NEWT], view_u32(index, CHUNK_NEWN, 2 * i + 1)))
            return false;
    }
    return true;
}

static bool mappings_valid(const struct charindex *index)
{
    const size_t count = view_count(index, CHUNK_NEWM, FORMAT_MAPPING_SIZE);
    const size_t points = view_count(index, CHUNK_NEWC, 4);
    uint64_t before = 0;

    for (size_t i = 0; i < count; i++) {
        const char *entry = index->chunks[CHUNK_NEWM].bytes + i * FORMAT_MAPPING_SIZE;
        const uint32_t kind = format_u16(entry), size = format_u16(entry + 2);
        const uint32_t code_point = format_u32(entry + 4), begin = format_u32(entry + 8);
        const uint64_t key = (uint64_t)kind << 32 | code_point;

        if (kind >= REPERTOIRE_MAPPING_KINDS || code_point > CHARACTER_LAST ||
            (i > 0 && key <= before) || size == 0 || size > REPERTOIRE_POINTS_MAX ||
            begin > points || size > points - begin)
            return false;
        before = key;
    }
    for (size_t i = 0; i < points; i++)
        if (!utf8_encodes(view_u32(index, CHUNK_NEWC, i)))
            return false;
    return true;
}

bool verify_repertoire(const struct charindex *index)
{
    if (!verify_offsets(index, CHUNK_NEWB, PROPERTY_COUNT,
                        view_count(index, CHUNK_NEWR, FORMAT_RANGE_SIZE)) ||
        !values_valid(index) || !mappings_valid(index))
        return false;
    for (unsigned property = 0; property < PROPERTY_COUNT; property++)
        if (!ranges_valid(index, property))
            return false;
    return true;
}
