/*
 * Searches in the sorted arrays of a repertoire. What it does not have costs a comparison.
 */

#include "index/unicode/repertoire.h"

#include <assert.h>
#include <endian.h>

#include "index/base/bisect.h"

_Static_assert(sizeof(struct repertoire_range) == REPERTOIRE_RANGE_SIZE, "as in the file");
_Static_assert(sizeof(struct repertoire_mapping) == REPERTOIRE_MAPPING_SIZE, "as in the file");

/* The first range of the property that does not end before the code point. */
static uint32_t find_range(const struct repertoire *repertoire, unsigned property,
                           uint32_t code_point)
{
    struct bisection search = {.low = le32toh(repertoire->begins_le[property]),
                               .high = le32toh(repertoire->begins_le[property + 1])};

    while (bisect(&search))
        bisect_narrow(&search, le32toh(repertoire->ranges[search.middle].last_le) < code_point);
    return search.low;
}

bool repertoire_run(const struct repertoire *repertoire, unsigned property, uint32_t code_point,
                    uint32_t limit, uint32_t *last, uint32_t *number)
{
    const struct repertoire_range *range;
    uint32_t at, first;

    *last = limit;
    if (!repertoire || property >= repertoire->properties)
        return false;
    at = find_range(repertoire, property, code_point);
    if (at == le32toh(repertoire->begins_le[property + 1]))
        return false;
    range = &repertoire->ranges[at];
    first = le32toh(range->first_le);
    if (code_point < first) {
        if (first <= limit)
            *last = first - 1;
        return false;
    }
    if (le32toh(range->last_le) < limit)
        *last = le32toh(range->last_le);
    *number = le32toh(range->number_le);
    return true;
}

bool repertoire_number(const struct repertoire *repertoire, unsigned property, uint32_t code_point,
                       uint32_t *number)
{
    uint32_t last;

    return repertoire &&
           repertoire_run(repertoire, property, code_point, code_point, &last, number);
}

bool repertoire_has(const struct repertoire *repertoire, unsigned property, uint32_t number)
{
    if (!repertoire || property >= repertoire->properties)
        return false;
    for (uint32_t at = le32toh(repertoire->begins_le[property]),
                  end = le32toh(repertoire->begins_le[property + 1]);
         at < end; at++)
        if (le32toh(repertoire->ranges[at].number_le) == number)
            return true;
    return false;
}

static int compare_mapping(const struct repertoire_mapping *mapping,
                           enum repertoire_mapping_kind kind, uint32_t code_point)
{
    uint16_t its = le16toh(mapping->kind_le);
    uint32_t point = le32toh(mapping->code_point_le);

    if (its != (uint16_t)kind)
        return its < (uint16_t)kind ? -1 : 1;
    return (point > code_point) - (point < code_point);
}

size_t repertoire_map(const struct repertoire *repertoire, enum repertoire_mapping_kind kind,
                      uint32_t code_point, uint32_t points[static REPERTOIRE_POINTS_MAX])
{
    struct bisection search = {.low = 0, .high = repertoire ? repertoire->mappings : 0};
    const struct repertoire_mapping *found;
    size_t count;

    if (search.high == 0)
        return 0;
    while (bisect(&search))
        bisect_narrow(&search,
                      compare_mapping(&repertoire->mapping[search.middle], kind, code_point) < 0);
    if (search.low == repertoire->mappings)
        return 0;
    found = &repertoire->mapping[search.low];
    if (compare_mapping(found, kind, code_point) != 0)
        return 0;
    count = le16toh(found->count_le);
    for (size_t i = 0; i < count; i++)
        points[i] = le32toh(repertoire->points_le[le32toh(found->begin_le) + i]);
    return count;
}

uint32_t repertoire_values(const struct repertoire *repertoire)
{
    return repertoire ? repertoire->values : 0;
}

unsigned repertoire_value_property(const struct repertoire *repertoire, uint32_t value)
{
    assert(value < repertoire_values(repertoire));
    return le32toh(repertoire->property_le[value]);
}

const char *repertoire_short_name(const struct repertoire *repertoire, uint32_t value)
{
    assert(value < repertoire_values(repertoire));
    return repertoire->texts + le32toh(repertoire->names_le[2 * (size_t)value]);
}

const char *repertoire_long_name(const struct repertoire *repertoire, uint32_t value)
{
    assert(value < repertoire_values(repertoire));
    return repertoire->texts + le32toh(repertoire->names_le[2 * (size_t)value + 1]);
}
