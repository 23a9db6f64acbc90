/*
 * Facts in the order of the files. Neighbours with the same value become one range, since most lines of
 * UnicodeData.txt differ from the one before in few properties. The last name of a value is kept,
 * because lines with the same value follow each other, too.
 */

#include "index/sources/records/facts.h"

#include <string.h>

#include "index/base/ascii.h"
#include "index/unicode/fraction.h"
#include "index/unicode/property_names.h"
#include "index/unicode/version.h"

void facts_init(struct facts *facts)
{
    memset(facts, 0, sizeof *facts);
    facts->last_property = PROPERTY_COUNT;
}

void facts_release(struct facts *facts)
{
    vector_release(&facts->list);
    vector_release(&facts->values);
    vector_release(&facts->mappings);
    vector_release(&facts->points);
    vector_release(&facts->names);
    buffer_release(&facts->texts);
}

bool facts_failed(const struct facts *facts)
{
    return facts->list.failed || facts->values.failed || facts->mappings.failed ||
           facts->points.failed || facts->names.failed || facts->texts.failed;
}

void facts_begin(struct facts *facts)
{
    facts->mark = (struct facts_mark){
        .list = facts->list.count,
        .values = facts->values.count,
        .mappings = facts->mappings.count,
        .points = facts->points.count,
        .names = facts->names.count,
        .texts = facts->texts.size,
    };
    memset(facts->touched, 0, sizeof facts->touched);
    memset(facts->latest, 0, sizeof facts->latest);
    facts->too_many = false;
    facts->last_property = PROPERTY_COUNT;
}

bool facts_keep(struct facts *facts, enum facts_extent extent)
{
    if (facts->too_many) {
        facts_take_back(facts);
        return false;
    }
    for (unsigned i = 0; i < PROPERTY_COUNT; i++)
        if (facts->touched[i])
            facts->extent[i] = extent;
    return true;
}

void facts_take_back(struct facts *facts)
{
    if (facts_failed(facts))
        return;
    facts->list.count = facts->mark.list;
    facts->values.count = facts->mark.values;
    facts->mappings.count = facts->mark.mappings;
    facts->points.count = facts->mark.points;
    facts->names.count = facts->mark.names;
    facts->texts.size = facts->mark.texts;
    facts->last_property = PROPERTY_COUNT;
}

void facts_add(struct facts *facts, enum property property, uint32_t first, uint32_t last,
               uint32_t number)
{
    const struct fact fact = {first, last, number, property};

    /* A property that a file before this one gave is not taken twice. */
    if (facts->extent[property] != FACTS_NONE)
        return;
    facts->touched[property] = true;
    if (facts->latest[property] > 0 && facts->latest[property] <= facts->list.count) {
        struct fact *before = &facts->list.items[facts->latest[property] - 1];

        if (before->last + 1 == first && before->number == number) {
            before->last = last;
            return;
        }
    }
    if (facts->list.count == FACTS_MAX) {
        facts->too_many = true;
        return;
    }
    vector_append(&facts->list, &fact);
    facts->latest[property] = facts->list.count;
}

/*
 * Values.
 */

/* Printable ASCII that fits. */
static bool is_name(struct slice name)
{
    if (name.size == 0 || name.size >= PROPERTY_VALUE_SIZE)
        return false;
    for (size_t i = 0; i < name.size; i++)
        if (name.bytes[i] < ' ' || name.bytes[i] > '~' || name.bytes[i] == '"' ||
            name.bytes[i] == '\\')
            return false;
    return true;
}

static char next_letter(const char **at)
{
    while (**at == '_' || **at == '-' || **at == ' ')
        ++*at;
    return ascii_lower(**at);
}

/* Compares as UAX44-LM3 does, which is how property_value_find() will look for it. */
static bool same_loosely(const char *one, const char *other)
{
    char a, b;

    do {
        a = next_letter(&one);
        b = next_letter(&other);
        one += a != '\0';
        other += b != '\0';
    } while (a == b && a != '\0');
    return a == b;
}

static struct fact_value *find_value(const struct facts *facts, enum property property,
                                     const char *name)
{
    for (size_t i = 0; i < facts->values.count; i++) {
        struct fact_value *value = &facts->values.items[i];

        if (value->property == (uint32_t)property &&
            (same_loosely(value->long_name, name) || same_loosely(value->short_name, name)))
            return value;
    }
    return NULL;
}

static void copy_name(char out[static PROPERTY_VALUE_SIZE], struct slice name)
{
    memcpy(out, name.bytes, name.size);
    out[name.size] = '\0';
}

bool facts_name_value(struct facts *facts, enum property property, struct slice short_name,
                      struct slice long_name)
{
    struct fact_value value = {.property = property}, *known;
    uint32_t number;

    if (!is_name(short_name) || !is_name(long_name))
        return false;
    if (property_value_of_icu(property, long_name.bytes, long_name.size, &number) ||
        property_value_of_icu(property, short_name.bytes, short_name.size, &number))
        return true;
    copy_name(value.short_name, short_name);
    copy_name(value.long_name, long_name);
    known = find_value(facts, property, value.long_name);
    if (known) {
        if (same_loosely(known->long_name, value.long_name))
            copy_name(known->long_name, long_name); /* as Blocks.txt spells it */
        return true;
    }
    if (facts->values.count == REPERTOIRE_VALUES_MAX) {
        facts->too_many = true;
        return false;
    }
    vector_append(&facts->values, &value);
    return true;
}

static bool find_number(struct facts *facts, enum property property, struct slice name,
                        uint32_t *number)
{
    char text[PROPERTY_VALUE_SIZE];
    float fraction;

    switch (property_kind(property)) {
    case PROPERTY_KIND_VERSIONS:
        return version_read(name.bytes, name.size, number);
    case PROPERTY_KIND_NUMBERS:
        *number = fraction_read(name.bytes, name.size, &fraction) ? fraction_bits(fraction) : 0;
        return fraction_read(name.bytes, name.size, &fraction);
    case PROPERTY_KIND_PLANES:
    case PROPERTY_KIND_EMOJI_GROUPS:
        return false;
    case PROPERTY_KIND_YES_NO:
    case PROPERTY_KIND_CATEGORIES:
        return property_value_of_icu(property, name.bytes, name.size, number);
    case PROPERTY_KIND_NAMED:
        break;
    }
    if (property_value_of_icu(property, name.bytes, name.size, number))
        return true;
    if (property == PROPERTY_COMBINING_CLASS || /* a number, of which ICU knows all */
        !facts_name_value(facts, property, name, name) || facts->values.failed)
        return false;
    copy_name(text, name);
    *number =
        REPERTOIRE_VALUES + (uint32_t)(find_value(facts, property, text) - facts->values.items);
    return true;
}

bool facts_number(struct facts *facts, enum property property, struct slice value, uint32_t *number)
{
    return is_name(value) && find_number(facts, property, value, number);
}

bool facts_add_named(struct facts *facts, enum property property, uint32_t first, uint32_t last,
                     struct slice value)
{
    if (!is_name(value))
        return false;
    if (facts->last_property != (uint32_t)property || !slice_is(value, facts->last_value)) {
        if (!find_number(facts, property, value, &facts->last_number))
            return false;
        facts->last_property = property;
        copy_name(facts->last_value, value);
    }
    facts_add(facts, property, first, last, facts->last_number);
    return true;
}

/*
 * Mappings and names.
 */

void facts_map(struct facts *facts, enum repertoire_mapping_kind kind, uint32_t code_point,
               const uint32_t *points, size_t count)
{
    const struct fact_mapping mapping = {kind, code_point, (uint32_t)facts->points.count,
                                         (uint32_t)count};

    if (facts->mappings.count == FACTS_MAX) {
        facts->too_many = true;
        return;
    }
    for (size_t i = 0; i < count; i++)
        vector_append(&facts->points, &points[i]);
    vector_append(&facts->mappings, &mapping);
}

void facts_name(struct facts *facts, uint32_t first, uint32_t last, struct slice name)
{
    const struct fact_name entry = {first, last, (uint32_t)facts->texts.size, (uint32_t)name.size};

    if (facts->names.count == FACTS_MAX) {
        facts->too_many = true;
        return;
    }
    buffer_append(&facts->texts, name.bytes, name.size);
    vector_append(&facts->names, &entry);
}
