/*
 * Verifies the sets: every document is in exactly one tier of prominence, and has exactly one value
 * of each property.
 */

#include <string.h>

#include "index/file/verify.h"
#include "index/file/verify_tools.h"
#include "index/file/view.h"
#include "index/unicode/property.h"

bool verify_keys(const struct charindex *index)
{
    struct slice keys = index->chunks[CHUNK_VKEY];

    for (unsigned property = 0; property < PROPERTY_COUNT; property++) {
        struct slice key = slice_of(property_name((enum property)property));

        if (!slice_has_prefix(keys, key) || keys.size == key.size || keys.bytes[key.size] != '\n')
            return false;
        keys.bytes += key.size + 1;
        keys.size -= key.size + 1;
    }
    return keys.size == 0;
}

static struct property_value value_at(const struct charindex *index, uint32_t value)
{
    struct postings postings = charindex_value(index, value);

    return (struct property_value){.name = charindex_value_name(index, value),
                                   .first = posting_first(&postings, 0)};
}

static bool in_order(const struct charindex *index, enum property property, uint32_t first,
                     uint32_t second)
{
    const struct property_value a = value_at(index, first), b = value_at(index, second);

    return property_order_of(property)(&a, &b) < 0;
}

static bool values_valid(const struct charindex *index, enum property property)
{
    struct value_range values = charindex_values(index, property);

    for (uint32_t value = values.first; value < values.end; value++) {
        struct postings postings = charindex_value(index, value);

        if (postings.count == 0 || charindex_value_name(index, value).size == 0 ||
            (value > values.first && !in_order(index, property, value - 1, value)))
            return false;
    }
    return true;
}

bool verify_values(const struct charindex *index)
{
    if (!verify_offsets(index, CHUNK_VBEG, PROPERTY_COUNT, index->values) ||
        !verify_texts(index, CHUNK_VOFF, index->values, CHUNK_VTXT) ||
        !verify_offsets(index, CHUNK_SBEG, CHARINDEX_TIERS + index->values,
                        view_count(index, CHUNK_SRUN, sizeof(struct posting_run))))
        return false;
    for (uint32_t set = 0; set < CHARINDEX_TIERS + index->values; set++) {
        struct postings postings = view_postings(index, CHUNK_SBEG, CHUNK_SRUN, CHUNK_STOT, set);

        if (!verify_postings(&postings, index->documents))
            return false;
    }
    for (unsigned property = 0; property < PROPERTY_COUNT; property++)
        if (!values_valid(index, (enum property)property))
            return false;
    return true;
}

/* Sets the bits of the documents; false if one was already set. */
static bool claim(const struct postings *postings, uint64_t *bitmap)
{
    for (uint32_t run = 0; run < postings->count; run++) {
        uint32_t first = posting_first(postings, run), end = posting_end(postings, run);

        while (first < end) {
            uint32_t bits = 64 - first % 64;
            uint64_t mask;

            if (bits > end - first)
                bits = end - first;
            mask = UINT64_MAX >> (64 - bits) << first % 64;
            if (bitmap[first / 64] & mask)
                return false;
            bitmap[first / 64] |= mask;
            first += bits;
        }
    }
    return true;
}

/* Sets first to end - 1 are all documents, each once. */
static bool are_a_partition(const struct charindex *index, uint32_t first, uint32_t end,
                            uint64_t *bitmap)
{
    size_t total = 0;

    memset(bitmap, 0, format_bitmap_words(index->documents) * sizeof *bitmap);
    for (uint32_t set = first; set < end; set++) {
        struct postings postings = view_postings(index, CHUNK_SBEG, CHUNK_SRUN, CHUNK_STOT, set);

        if (!claim(&postings, bitmap))
            return false;
        total += postings.total;
    }
    return total == index->documents;
}

bool verify_sets(const struct charindex *index, uint64_t *scratch)
{
    if (!are_a_partition(index, 0, CHARINDEX_TIERS, scratch))
        return false;
    for (unsigned property = 0; property < PROPERTY_COUNT; property++) {
        struct value_range values = charindex_values(index, (enum property)property);

        if (property_kind((enum property)property) == PROPERTY_KIND_PLANES) {
            if (values.first < values.end)
                return false;
            continue;
        }
        if (!are_a_partition(index, CHARINDEX_TIERS + values.first, CHARINDEX_TIERS + values.end,
                             scratch))
            return false;
    }
    return true;
}
