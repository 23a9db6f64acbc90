/*
 * Lines of a range, a separator and a value. Names of properties and values are looked up loosely, as
 * in queries; a name that ICU does not know is a new value.
 */

#include "index/sources/formats/ucd_properties.h"

#include <errno.h>

#include "index/sources/formats/ucd.h"
#include "index/unicode/property_names.h"

int ucd_property_read(const char *bytes, size_t size, enum property property, unsigned field,
                      struct facts *facts, struct reason *reason)
{
    struct slice line;
    struct ucd ucd;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (ucd_data_line(&ucd, &line)) {
        struct slice rest = ucd_content(line), value = {.bytes = "", .size = 0};
        uint32_t first, last;

        if (!ucd_range(ucd_field(&rest, ';'), &first, &last))
            return ucd_damaged(&ucd, "not a range of code points", reason);
        for (unsigned i = 0; i < field; i++)
            value = ucd_field(&rest, ';');
        if (!facts_add_named(facts, property, first, last, value))
            return ucd_damaged(&ucd, "not a value", reason);
    }
    return facts_failed(facts) ? -ENOMEM : SOURCE_OK;
}

/* Adds what a line says of a property. Returns false if that cannot be. */
static bool add_property(struct facts *facts, enum property property, uint32_t first, uint32_t last,
                         struct slice value)
{
    if (property_kind(property) == PROPERTY_KIND_YES_NO)
        facts_add(facts, property, first, last, 1);
    else if (property_kind(property) == PROPERTY_KIND_NAMED)
        return facts_add_named(facts, property, first, last, value);
    return true;
}

int ucd_properties_read(const char *bytes, size_t size, struct facts *facts, struct reason *reason)
{
    struct slice line;
    struct ucd ucd;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (ucd_data_line(&ucd, &line)) {
        struct slice rest = ucd_content(line), name, value;
        enum property property;
        uint32_t first, last;

        if (!ucd_range(ucd_field(&rest, ';'), &first, &last))
            return ucd_damaged(&ucd, "not a range of code points", reason);
        name = ucd_field(&rest, ';');
        value = ucd_field(&rest, ';');
        if (property_find(name.bytes, name.size, &property) &&
            !add_property(facts, property, first, last, value))
            return ucd_damaged(&ucd, "not a value", reason);
    }
    return facts_failed(facts) ? -ENOMEM : SOURCE_OK;
}

int ucd_value_names_read(const char *bytes, size_t size, struct facts *facts, struct reason *reason)
{
    struct slice line;
    struct ucd ucd;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (ucd_data_line(&ucd, &line)) {
        struct slice rest = ucd_content(line), name = ucd_field(&rest, ';'), short_name, long_name;
        enum property property;

        short_name = ucd_field(&rest, ';');
        long_name = ucd_field(&rest, ';');
        /* Combining classes begin with their numbers, and have all names that they will have. */
        if (property_find(name.bytes, name.size, &property) &&
            property_kind(property) == PROPERTY_KIND_NAMED &&
            property != PROPERTY_COMBINING_CLASS &&
            !facts_name_value(facts, property, short_name, long_name))
            return ucd_damaged(&ucd, "not a name of a value", reason);
    }
    return facts_failed(facts) ? -ENOMEM : SOURCE_OK;
}

int ucd_mirrors_read(const char *bytes, size_t size, struct facts *facts, struct reason *reason)
{
    struct slice line;
    struct ucd ucd;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (ucd_data_line(&ucd, &line)) {
        struct slice rest = ucd_content(line);
        uint32_t from, to;

        if (!ucd_code_point(ucd_field(&rest, ';'), &from) ||
            !ucd_code_point(ucd_field(&rest, ';'), &to))
            return ucd_damaged(&ucd, "not two code points", reason);
        facts_map(facts, REPERTOIRE_MIRROR, from, &to, 1);
    }
    return facts_failed(facts) ? -ENOMEM : SOURCE_OK;
}
