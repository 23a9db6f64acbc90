/*
 * Values of properties in queries. Each kind of property (property.h) has its own syntax. The
 * property module looks up names; this module parses numbers and comparisons.
 */

#include "index/search/query/value.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <strings.h>

#include "index/base/ascii.h"
#include "index/unicode/fraction.h"
#include "index/unicode/property_names.h"
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

/* The sign before a value: ">=14". */
struct comparison {
    bool below, above, equal;
    size_t size; /* bytes */
};

static struct comparison read_comparison(const char *text, size_t size)
{
    struct comparison sign = {.below = size > 0 && text[0] == '<',
                              .above = size > 0 && text[0] == '>'};

    sign.size = sign.below || sign.above;
    sign.equal = size > sign.size && text[sign.size] == '=';
    sign.size += sign.equal;
    return sign;
}

static bool read_versions(const char *text, size_t size, uint32_t *low, uint32_t *high)
{
    const struct comparison sign = read_comparison(text, size);
    uint32_t version;

    *low = *high = 0;
    if (is_unassigned(text, size))
        return true;
    if (!version_read(text + sign.size, size - sign.size, &version))
        return false;
    *low = sign.below ? 0 : version + (sign.above && !sign.equal);
    *high = sign.above ? VERSION_MAX : version - (sign.below && !sign.equal);
    return true;
}

static bool read_numbers(const char *text, size_t size, uint32_t *low, uint32_t *high)
{
    const struct comparison sign = read_comparison(text, size);
    float number, least, most;

    if (!fraction_read(text + sign.size, size - sign.size, &number) ||
        (isnan(number) && sign.size > 0))
        return false;
    least = most = number;
    if (sign.above)
        least = sign.equal ? number : nextafterf(number, INFINITY);
    if (sign.below)
        most = sign.equal ? number : nextafterf(number, -INFINITY);
    *low = fraction_bits(sign.below ? -INFINITY : least);
    *high = fraction_bits(sign.above ? INFINITY : most);
    return true;
}

static bool read_plane(const char *text, size_t size, uint32_t *low, uint32_t *high)
{
    uint32_t plane = 0;

    if (size < 1 || size > PLANE_DIGITS)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (!ascii_is_digit(text[i]))
            return false;
        plane = plane * 10 + (uint32_t)(text[i] - '0');
    }
    *low = plane << 16;
    *high = *low | 0xFFFF;
    return plane <= PLANE_LAST;
}

static bool read_value(const struct repertoire *repertoire, enum property property,
                       const char *text, size_t size, struct value *value)
{
    switch (property_kind(property)) {
    case PROPERTY_KIND_NAMED:
    case PROPERTY_KIND_YES_NO:
    case PROPERTY_KIND_EMOJI_GROUPS:
        return property_value_find(repertoire, property, text, size, value->name);
    case PROPERTY_KIND_CATEGORIES:
        return property_categories_find(text, size, &value->categories);
    case PROPERTY_KIND_VERSIONS:
        return read_versions(text, size, &value->low, &value->high);
    case PROPERTY_KIND_NUMBERS:
        return read_numbers(text, size, &value->low, &value->high);
    case PROPERTY_KIND_PLANES:
        return read_plane(text, size, &value->low, &value->high);
    }
    assert(false && "not a value of enum property_kind");
    return false;
}

const char *value_read(const struct repertoire *repertoire, enum property property,
                       const char *text, size_t size, struct value *value)
{
    *value = (struct value){.name = ""};
    return read_value(repertoire, property, text, size, value) ? NULL
                                                               : property_complaint(property);
}
