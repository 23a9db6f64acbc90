/*
 * Values of properties in queries. Each kind of property (property.h) has its own syntax. The
 * property module looks up names; this module parses numbers and comparisons.
 */

#include "index/search/query/value.h"

#include <assert.h>
#include <stdbool.h>
#include <strings.h>

#include "index/unicode/version.h"

enum {
    PLANE_LAST = 16,
    PLANE_DIGITS = 3,
};

static bool is_unassigned(const char *text, size_t size)
{
    return (size == 2 && strncasecmp(text, "NA", 2) == 0) ||
           (size == 10 && strncasecmp(text, "Unassigned", 10) == 0);
}

static bool read_versions(const char *text, size_t size, uint32_t *low, uint32_t *high)
{
    bool below = size > 0 && text[0] == '<', above = size > 0 && text[0] == '>';
    bool equal = size > (size_t)(below || above) && text[below || above] == '=';
    size_t sign = (size_t)(below || above) + (size_t)equal;
    uint32_t version;

    *low = *high = 0;
    if (is_unassigned(text, size))
        return true;
    if (!version_read(text + sign, size - sign, &version))
        return false;
    *low = below ? 0 : version + (above && !equal);
    *high = above ? VERSION_MAX : version - (below && !equal);
    return true;
}

static bool read_plane(const char *text, size_t size, uint32_t *low, uint32_t *high)
{
    uint32_t plane = 0;

    if (size < 1 || size > PLANE_DIGITS)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        plane = plane * 10 + (uint32_t)(text[i] - '0');
    }
    *low = plane << 16;
    *high = *low | 0xFFFF;
    return plane <= PLANE_LAST;
}

static bool read_value(enum property property, const char *text, size_t size, struct value *value)
{
    switch (property_kind(property)) {
    case PROPERTY_KIND_NAMED:
    case PROPERTY_KIND_YES_NO:
        return property_value_find(property, text, size, value->name);
    case PROPERTY_KIND_CATEGORIES:
        return property_categories_find(text, size, &value->categories);
    case PROPERTY_KIND_VERSIONS:
        return read_versions(text, size, &value->low, &value->high);
    case PROPERTY_KIND_PLANES:
        return read_plane(text, size, &value->low, &value->high);
    }
    assert(false && "not a value of enum property_kind");
    return false;
}

const char *value_read(enum property property, const char *text, size_t size, struct value *value)
{
    *value = (struct value){.name = ""};
    return read_value(property, text, size, value) ? NULL : property_complaint(property);
}
