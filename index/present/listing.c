/*
 * Lists of values and fields. Counts are those of the index, so a list costs a look at each value.
 */

#include "index/present/listing.h"

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#include "index/present/fields.h"
#include "index/unicode/character.h"
#include "index/unicode/property.h"
#include "index/unicode/property_names.h"

static const char columns_name[] = "columns";

/* The names that people say. All other properties go by their keys. */
static const struct {
    const char *name;
    enum property property;
} plurals[] = {
    {"blocks", PROPERTY_BLOCK},
    {"scripts", PROPERTY_SCRIPT},
    {"categories", PROPERTY_CATEGORY},
    {"ages", PROPERTY_AGE},
};
enum { PLURALS = sizeof plurals / sizeof *plurals };

static const char *const planes[] = {"0", "1",  "2",  "3",  "4",  "5",  "6",  "7", "8",
                                     "9", "10", "11", "12", "13", "14", "15", "16"};
enum { PLANES = sizeof planes / sizeof *planes, PLANE_BITS = 16 };

static bool is_name(const char *known, const char *name, size_t size)
{
    return strlen(known) == size && strncasecmp(known, name, size) == 0;
}

bool listing_find(const char *name, size_t size, struct listing *listing)
{
    *listing = (struct listing){.fields = is_name(columns_name, name, size)};
    if (listing->fields)
        return true;
    for (size_t i = 0; i < PLURALS; i++)
        if (is_name(plurals[i].name, name, size)) {
            listing->property = plurals[i].property;
            return true;
        }
    return property_find(name, size, &listing->property);
}

void listing_closest(struct closest *closest, bool fields)
{
    for (size_t i = 0; i < PLURALS; i++)
        closest_try(closest, plurals[i].name, plurals[i].name);
    if (fields)
        closest_try(closest, columns_name, columns_name);
    property_closest(closest);
}

uint32_t listing_count(const struct listing *listing, const struct charindex *index)
{
    struct value_range values;

    if (listing->fields)
        return (uint32_t)fields_count();
    if (listing->property == PROPERTY_PLANE)
        return PLANES;
    values = charindex_values(index, listing->property);
    return values.end - values.first;
}

/* The range of a block, from its first character. */
static void describe_block(const struct charindex *index, uint32_t value,
                           struct listing_entry *entry)
{
    struct postings postings = charindex_value(index, value);
    uint32_t first, last;

    if (postings.total > 0 &&
        character_block_range(charindex_repertoire(index),
                              charindex_code_point(index, posting_first(&postings, 0)), &first,
                              &last))
        (void)snprintf(entry->about, sizeof entry->about, "U+%04" PRIX32 "..U+%04" PRIX32, first,
                       last);
}

/* Planes are not in the index: their characters are counted by code point. */
static void describe_plane(const struct charindex *index, uint32_t plane,
                           struct listing_entry *entry)
{
    uint32_t first = plane << PLANE_BITS, end = (plane + 1) << PLANE_BITS;

    entry->name = slice_of(planes[plane]);
    entry->count = charindex_find_from(index, end) - charindex_find_from(index, first);
    (void)snprintf(entry->about, sizeof entry->about, "U+%04" PRIX32 "..U+%04" PRIX32, first,
                   end - 1);
}

static void describe_category(struct listing_entry *entry)
{
    for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++)
        if (slice_is(entry->name, property_category_name(i)))
            (void)snprintf(entry->about, sizeof entry->about, "%s", property_category_long_name(i));
}

void listing_entry(const struct listing *listing, const struct charindex *index, uint32_t number,
                   struct listing_entry *entry)
{
    uint32_t value;

    *entry = (struct listing_entry){.count = 0};
    if (listing->fields) {
        entry->name = slice_of(fields_name(number));
        (void)snprintf(entry->about, sizeof entry->about, "%s", fields_about(number));
        return;
    }
    if (listing->property == PROPERTY_PLANE) {
        describe_plane(index, number, entry);
        return;
    }
    value = charindex_values(index, listing->property).first + number;
    entry->name = charindex_value_name(index, value);
    entry->count = charindex_value(index, value).total;
    if (listing->property == PROPERTY_BLOCK)
        describe_block(index, value, entry);
    else if (listing->property == PROPERTY_CATEGORY)
        describe_category(entry);
}

void listing_append(struct buffer *out, const struct listing_entry *entry)
{
    buffer_append(out, entry->name.bytes, entry->name.size);
    if (entry->count > 0)
        buffer_append_format(out, "\t%" PRIu32, entry->count);
    if (entry->about[0])
        buffer_append_format(out, "\t%s", entry->about);
}
