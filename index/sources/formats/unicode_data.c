/*
 * UnicodeData.txt: a line of 15 fields for each character, or two lines for the first and the last of a
 * range whose names end in code points (UAX #44, section 4.2).
 *
 * A missing number means only that the character has none in this file: those of ideographs are in
 * Unihan.
 */

#include "index/sources/formats/ucd_properties.h"

#include <errno.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/sources/formats/ucd.h"
#include "index/unicode/property_names.h"

enum {
    FIELD_CODE_POINT,
    FIELD_NAME,
    FIELD_CATEGORY,
    FIELD_COMBINING_CLASS,
    FIELD_BIDI,
    FIELD_DECOMPOSITION,
    FIELD_DECIMAL,
    FIELD_DIGIT,
    FIELD_NUMBER,
    FIELD_MIRRORED,
    FIELD_UPPER = 12,
    FIELD_LOWER,
    FIELD_TITLE,
    FIELDS,
};

struct unicode_line {
    struct slice fields[FIELDS];
    uint32_t first, last;
};

struct unicode_data {
    struct ucd ucd;
    struct facts *facts;
    struct reason *reason;
    bool in_range;
    uint32_t range_first, before; /* the code point of the line before */
    bool any;
};

static int damaged(const struct unicode_data *data, const char *what)
{
    return ucd_damaged(&data->ucd, what, data->reason);
}

/*
 * Names.
 */

static bool ends_in(struct slice text, const char *end)
{
    size_t size = strlen(end);

    return text.size >= size && memcmp(text.bytes + text.size - size, end, size) == 0;
}

/* "<CJK Ideograph Extension A, First>" is "CJK Ideograph". */
static struct slice range_label(struct slice name)
{
    static const char *const after[] = {" Extension", " Supplement", ","};
    struct slice label = {.bytes = name.bytes + 1, .size = name.size - 1};

    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        const char *at = memmem(label.bytes, label.size, after[i], strlen(after[i]));

        if (at)
            label.size = (size_t)(at - label.bytes);
    }
    return label;
}

/* "CJK UNIFIED IDEOGRAPH-": the names of a range, without their code points (section 4.8). Hangul
 * syllables are composed, and ICU knows all of them. */
static bool range_prefix(struct slice name, char out[static FACTS_NAME_MAX])
{
    struct slice label = range_label(name);

    if (label.size == 0 || label.size + 2 > FACTS_NAME_MAX)
        return false;
    if (slice_is(label, "CJK Ideograph"))
        label = slice_of("CJK UNIFIED IDEOGRAPH");
    for (size_t i = 0; i < label.size; i++)
        out[i] = ascii_upper(label.bytes[i]);
    out[label.size] = '-';
    out[label.size + 1] = '\0';
    return true;
}

/* Capitals, digits, spaces and hyphens. */
static bool is_name(struct slice name)
{
    if (name.size == 0 || name.size > FACTS_NAME_MAX)
        return false;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.bytes[i];

        if (!ascii_is_capital(c) && !ascii_is_digit(c) && c != ' ' && c != '-')
            return false;
    }
    return true;
}

static bool is_unknown(uint32_t code_point)
{
    uint32_t unassigned;

    return property_value_of_icu(PROPERTY_CATEGORY, "Cn", 2, &unassigned) &&
           property_number_of_icu(PROPERTY_CATEGORY, code_point) == unassigned;
}

static int add_name(const struct unicode_data *data, const struct unicode_line *line)
{
    const struct slice name = line->fields[FIELD_NAME];
    char prefix[FACTS_NAME_MAX];

    if (line->first < line->last) {
        if (!is_unknown(line->last))
            return SOURCE_OK;
        if (!range_prefix(name, prefix) || !is_name(slice_of(prefix)))
            return damaged(data, "not the name of a range");
        facts_name(data->facts, line->first, line->last, slice_of(prefix));
    } else if (is_unknown(line->first)) {
        if (!is_name(name))
            return damaged(data, "not a name");
        facts_name(data->facts, line->first, line->last, name);
    }
    return SOURCE_OK;
}

/*
 * Properties.
 */

/* "<compat> 0020 0308", "0041 030A", or nothing. */
static int add_decomposition(const struct unicode_data *data, const struct unicode_line *line)
{
    struct slice mapping = line->fields[FIELD_DECOMPOSITION];
    struct slice type = slice_of(mapping.size > 0 ? "Canonical" : "None");
    uint32_t points[REPERTOIRE_POINTS_MAX];
    size_t count = 0;

    if (mapping.size > 0 && mapping.bytes[0] == '<') {
        type = ucd_field(&mapping, '>');
        type = (struct slice){.bytes = type.bytes + 1, .size = type.size - 1};
    }
    if (!facts_add_named(data->facts, PROPERTY_DECOMPOSITION, line->first, line->last, type))
        return damaged(data, "not a decomposition type");
    while (mapping.size > 0 && count < REPERTOIRE_POINTS_MAX) {
        struct slice point = ucd_field(&mapping, ' ');

        if (point.size > 0 && !ucd_code_point(point, &points[count++]))
            return damaged(data, "not a decomposition");
    }
    if (mapping.size > 0)
        return damaged(data, "a decomposition that is too long");
    if (count > 0)
        facts_map(data->facts, REPERTOIRE_DECOMPOSITION, line->first, points, count);
    return SOURCE_OK;
}

static int add_number(const struct unicode_data *data, const struct unicode_line *line)
{
    const struct slice *fields = line->fields;
    const char *type = "Numeric";

    if (fields[FIELD_NUMBER].size == 0)
        return SOURCE_OK;
    if (fields[FIELD_DECIMAL].size > 0)
        type = "Decimal";
    else if (fields[FIELD_DIGIT].size > 0)
        type = "Digit";
    if (!facts_add_named(data->facts, PROPERTY_NUMERIC_VALUE, line->first, line->last,
                         fields[FIELD_NUMBER]) ||
        !facts_add_named(data->facts, PROPERTY_NUMERIC_TYPE, line->first, line->last,
                         slice_of(type)))
        return damaged(data, "not a number");
    return SOURCE_OK;
}

static int add_case(const struct unicode_data *data, const struct unicode_line *line)
{
    static const struct {
        unsigned field;
        enum repertoire_mapping_kind kind;
    } cases[] = {{FIELD_UPPER, REPERTOIRE_UPPER},
                 {FIELD_LOWER, REPERTOIRE_LOWER},
                 {FIELD_TITLE, REPERTOIRE_TITLE}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct slice field = line->fields[cases[i].field];
        uint32_t point;

        if (cases[i].kind == REPERTOIRE_TITLE && field.size == 0)
            field = line->fields[FIELD_UPPER]; /* which it then is, by definition */
        if (field.size == 0)
            continue;
        if (!ucd_code_point(field, &point))
            return damaged(data, "not a case mapping");
        facts_map(data->facts, cases[i].kind, line->first, &point, 1);
    }
    return SOURCE_OK;
}

static int add_properties(const struct unicode_data *data, const struct unicode_line *line)
{
    const struct slice *fields = line->fields;
    struct facts *facts = data->facts;
    const uint32_t first = line->first, last = line->last;

    if (!facts_add_named(facts, PROPERTY_CATEGORY, first, last, fields[FIELD_CATEGORY]))
        return damaged(data, "not a general category");
    if (!facts_add_named(facts, PROPERTY_COMBINING_CLASS, first, last,
                         fields[FIELD_COMBINING_CLASS]))
        return damaged(data, "not a combining class");
    if (!facts_add_named(facts, PROPERTY_BIDI, first, last, fields[FIELD_BIDI]))
        return damaged(data, "not a bidirectional class");
    if (!facts_add_named(facts, PROPERTY_MIRRORED, first, last, fields[FIELD_MIRRORED]))
        return damaged(data, "neither Y nor N");
    return SOURCE_OK;
}

static int add_line(const struct unicode_data *data, const struct unicode_line *line)
{
    int r = add_properties(data, line);

    if (r == SOURCE_OK && line->first == 0xAC00 && line->last > line->first)
        return SOURCE_OK; /* Hangul decomposes by rule, as ICU does it */
    if (r == SOURCE_OK)
        r = add_decomposition(data, line);
    if (r == SOURCE_OK)
        r = add_number(data, line);
    if (r == SOURCE_OK)
        r = add_case(data, line);
    return r == SOURCE_OK ? add_name(data, line) : r;
}

static int read_line(struct unicode_data *data, struct slice rest)
{
    struct unicode_line line;
    struct slice name;

    for (unsigned i = 0; i < FIELDS; i++)
        line.fields[i] = ucd_field(&rest, ';');
    name = line.fields[FIELD_NAME];
    if (!ucd_range(line.fields[FIELD_CODE_POINT], &line.first, &line.last) ||
        line.first != line.last || (data->any && line.first <= data->before))
        return damaged(data, "not a code point after the one before");
    data->any = true;
    data->before = line.first;
    if (ends_in(name, ", First>")) {
        if (data->in_range)
            return damaged(data, "a range without an end");
        data->in_range = true;
        data->range_first = line.first;
        return SOURCE_OK;
    }
    if (data->in_range != ends_in(name, ", Last>"))
        return damaged(data, "a range without a beginning or an end");
    if (data->in_range)
        line.first = data->range_first;
    data->in_range = false;
    return add_line(data, &line);
}

bool unicode_data_is_newer(const char *bytes, size_t size)
{
    struct ucd ucd = {.rest = {bytes, size}};
    struct slice line;
    uint32_t code_point;

    while (ucd_data_line(&ucd, &line))
        if (ucd_code_point(ucd_field(&line, ';'), &code_point) && is_unknown(code_point))
            return true;
    return false;
}

int unicode_data_read(const char *bytes, size_t size, struct facts *facts, struct reason *reason)
{
    struct unicode_data data = {.facts = facts, .reason = reason};
    struct slice line;
    int r = SOURCE_OK;

    if (!ucd_open(&data.ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (r == SOURCE_OK && ucd_data_line(&data.ucd, &line))
        r = read_line(&data, line);
    if (r == SOURCE_OK && data.in_range)
        r = damaged(&data, "a range without an end");
    return facts_failed(facts) ? -ENOMEM : r;
}
