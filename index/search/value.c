/*
 * Values of properties as people write them. Names are property.c's business, and matched as loosely
 * as Unicode does; here are the two that are numbers, and what to say when none fits.
 */

#include "index/search/value.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum {
    PLANE_LAST = 16,
    VERSION_PART_MAX = 255,
    VERSION_LAST = 0xFFFF,
};

/* A part of a version, or the number of a plane: at most three digits. */
static bool read_number(const char *text, size_t size, size_t *at, uint32_t *number)
{
    size_t begin = *at;

    *number = 0;
    for (; *at < size && *at - begin < 3 && text[*at] >= '0' && text[*at] <= '9'; ++*at)
        *number = *number * 10 + (uint32_t)(text[*at] - '0');
    return *at > begin;
}

/* "15", "15.0"; or as PropertyValueAliases.txt has it, "V15_0", matched loosely. */
static bool read_version(const char *text, size_t size, uint32_t *version)
{
    uint32_t major, minor = 0;
    size_t at = 0;

    if (at < size && (text[at] == 'V' || text[at] == 'v'))
        at++;
    if (!read_number(text, size, &at, &major))
        return false;
    if (at < size && text[at] && strchr("._- ", text[at])) {
        at++;
        if (!read_number(text, size, &at, &minor))
            return false;
    }
    *version = major << 8 | minor;
    return at == size && major > 0 && major <= VERSION_PART_MAX && minor <= VERSION_PART_MAX;
}

static bool is_unassigned(const char *text, size_t size)
{
    return (size == 2 && strncasecmp(text, "NA", 2) == 0) ||
           (size == 10 && strncasecmp(text, "Unassigned", 10) == 0);
}

static bool read_ages(const char *text, size_t size, uint32_t *low, uint32_t *high)
{
    bool below = size > 0 && text[0] == '<', above = size > 0 && text[0] == '>';
    bool equal = size > (size_t)(below || above) && text[below || above] == '=';
    size_t sign = (size_t)(below || above) + (size_t)equal;
    uint32_t version;

    *low = *high = 0;
    if (is_unassigned(text, size))
        return true;
    if (!read_version(text + sign, size - sign, &version))
        return false;
    *low = below ? 0 : version + (above && !equal);
    *high = above ? VERSION_LAST : version - (below && !equal);
    return true;
}

static const char *read_age(const char *text, size_t size, struct value *value)
{
    return read_ages(text, size, &value->low, &value->high)
               ? NULL
               : "an age is a version of Unicode, as in age:15.0, age:>=14 or age:<6.1";
}

static const char *read_plane(const char *text, size_t size, struct value *value)
{
    uint32_t plane;
    size_t at = 0;

    if (!read_number(text, size, &at, &plane) || at != size || plane > PLANE_LAST)
        return "a plane has a number from 0 to 16, as in plane:1";
    value->low = plane << 16;
    value->high = value->low | 0xFFFF;
    return NULL;
}

const char *value_read(enum property property, const char *text, size_t size, struct value *value)
{
    *value = (struct value){.name = ""};
    switch (property) {
    case PROPERTY_BLOCK:
        return property_value_find(property, text, size, value->name)
                   ? NULL
                   : "there is no such block: send its name, as in block:arrows or "
                     "block:\"Box Drawing\"; /api/v1/blocks has them all";
    case PROPERTY_SCRIPT:
        return property_value_find(property, text, size, value->name)
                   ? NULL
                   : "there is no such script: send its name, as in script:greek or "
                     "script:\"Old Italic\"; /api/v1/scripts has them all";
    case PROPERTY_CATEGORY:
        return property_categories_find(text, size, &value->categories)
                   ? NULL
                   : "there is no such category: send a short or a long name, as in category:So "
                     "or category:Symbol; /api/v1/categories has them all";
    case PROPERTY_AGE:
        return read_age(text, size, value);
    case PROPERTY_EMOJI:
        return property_value_find(property, text, size, value->name)
                   ? NULL
                   : "emoji is yes or no, as in emoji:yes";
    case PROPERTY_PLANE:
        return read_plane(text, size, value);
    case PROPERTY_COUNT:
        break;
    }
    assert(false && "a property that is none");
    return "there is no such property";
}
