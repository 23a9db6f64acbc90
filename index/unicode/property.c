/*
 * The table of properties (property_table.h) and what its rows say.
 */

#include "index/unicode/property.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/unicode/block.h"
#include "index/unicode/emoji_group.h"
#include "index/unicode/fraction.h"
#include "index/unicode/version.h"

_Static_assert((int)PROPERTY_CATEGORIES == (int)U_CHAR_CATEGORY_COUNT,
               "ICU's categories are the bits of a set of ours");

/*
 * Spellings: a value of ICU's property, or another number, as text.
 */

typedef void spelling(UProperty icu, uint32_t number, char value[static PROPERTY_VALUE_SIZE]);

static const char *icu_name(UProperty icu, uint32_t number, UPropertyNameChoice choice)
{
    const char *name = u_getPropertyValueName(icu, (int32_t)number, choice);

    return name ? name : "";
}

/* As Blocks.txt has it: "Latin Extended-A". */
static void spell_block(UProperty icu, uint32_t number, char value[static PROPERTY_VALUE_SIZE])
{
    block_name(icu_name(icu, number, U_LONG_PROPERTY_NAME), value, PROPERTY_VALUE_SIZE);
}

/* "Old Italic" */
static void spell_with_spaces(const char *name, char value[static PROPERTY_VALUE_SIZE])
{
    (void)snprintf(value, PROPERTY_VALUE_SIZE, "%s", name);
    for (char *at = value; *at; at++)
        if (*at == '_')
            *at = ' ';
}

static void spell_long_name(UProperty icu, uint32_t number, char value[static PROPERTY_VALUE_SIZE])
{
    spell_with_spaces(icu_name(icu, number, U_LONG_PROPERTY_NAME), value);
}

/* "Above"; "CCC37" for a class that ICU has no name for, as Unicode calls those. */
static void spell_combining_class(UProperty icu, uint32_t number,
                                  char value[static PROPERTY_VALUE_SIZE])
{
    spell_long_name(icu, number, value);
    if (!value[0])
        (void)snprintf(value, PROPERTY_VALUE_SIZE, "CCC%u", (unsigned)number);
}

/* "So" */
static void spell_short_name(UProperty icu, uint32_t number, char value[static PROPERTY_VALUE_SIZE])
{
    (void)snprintf(value, PROPERTY_VALUE_SIZE, "%s", icu_name(icu, number, U_SHORT_PROPERTY_NAME));
}

static void spell_yes_no(UProperty icu, uint32_t number, char value[static PROPERTY_VALUE_SIZE])
{
    (void)icu;
    (void)snprintf(value, PROPERTY_VALUE_SIZE, "%s", number ? "yes" : "no");
}

static void spell_version(UProperty icu, uint32_t number, char value[static PROPERTY_VALUE_SIZE])
{
    (void)icu;
    version_write(number, value);
}

static void spell_fraction(UProperty icu, uint32_t number, char value[static PROPERTY_VALUE_SIZE])
{
    (void)icu;
    _Static_assert((int)FRACTION_SIZE <= (int)PROPERTY_VALUE_SIZE, "numbers are values");
    fraction_write(fraction_of_bits(number), value);
}

static void spell_emoji_group(UProperty icu, uint32_t number,
                              char value[static PROPERTY_VALUE_SIZE])
{
    (void)icu;
    (void)snprintf(value, PROPERTY_VALUE_SIZE, "%s", emoji_group_name((enum emoji_group)number));
}

/* Of a property whose values are not stored. */
static void spell_nothing(UProperty icu, uint32_t number, char value[static PROPERTY_VALUE_SIZE])
{
    (void)icu;
    (void)number;
    value[0] = '\0';
}

/*
 * Orders of values.
 */

static int by_name(const void *left, const void *right)
{
    const struct property_value *a = left, *b = right;

    return slice_compare(a->name, b->name);
}

static int by_first_document(const void *left, const void *right)
{
    const struct property_value *a = left, *b = right;

    return (a->first > b->first) - (a->first < b->first);
}

static uint32_t version_of(struct slice name)
{
    uint32_t version;

    return version_read(name.bytes, name.size, &version) ? version : 0;
}

static int by_version(const void *left, const void *right)
{
    const struct property_value *a = left, *b = right;
    uint32_t before = version_of(a->name), after = version_of(b->name);

    return before != after ? (before > after) - (before < after) : by_name(left, right);
}

static int by_emoji_group(const void *left, const void *right)
{
    const struct property_value *a = left, *b = right;

    return (int)emoji_group_of(a->name) - (int)emoji_group_of(b->name);
}

static float fraction_of(struct slice name)
{
    float value;

    (void)fraction_read(name.bytes, name.size, &value); /* NaN where it is not a number */
    return value;
}

static int by_fraction(const void *left, const void *right)
{
    const struct property_value *a = left, *b = right;
    const int order = fraction_compare(fraction_of(a->name), fraction_of(b->name));

    return order != 0 ? order : by_name(left, right); /* so that no two values are equal */
}

/*
 * The table.
 */

static const struct row {
    const char *key, *example, *complaint;
    UProperty icu;
    enum property_kind kind;
    spelling *spell;
    property_order *order;
} rows[PROPERTY_COUNT] = {
#define PROPERTY_ROW(name, key, icu, kind, spell, order, example, complaint)                       \
    {key, key ":" example, complaint, icu, PROPERTY_KIND_##kind, spell_##spell, by_##order},
    PROPERTIES(PROPERTY_ROW)
#undef PROPERTY_ROW
};

static const struct row *row_of(enum property property)
{
    assert((unsigned)property < PROPERTY_COUNT);
    return &rows[property];
}

const char *property_name(enum property property)
{
    return row_of(property)->key;
}

const char *property_example(enum property property)
{
    return row_of(property)->example;
}

const char *property_complaint(enum property property)
{
    return row_of(property)->complaint;
}

enum property_kind property_kind(enum property property)
{
    return row_of(property)->kind;
}

int property_icu(enum property property)
{
    return row_of(property)->icu;
}

property_order *property_order_of(enum property property)
{
    return row_of(property)->order;
}

/*
 * Values of characters.
 */

static uint32_t age_of(uint32_t code_point)
{
    UVersionInfo age;

    u_charAge((UChar32)code_point, age);
    return version_make(age[0], age[1]);
}

static uint32_t fraction_at(uint32_t code_point)
{
    double value = u_getNumericValue((UChar32)code_point);

    return fraction_bits(value == U_NO_NUMERIC_VALUE ? NAN : (float)value);
}

uint32_t property_number_of_icu(enum property property, uint32_t code_point)
{
    const struct row *row = row_of(property);

    switch (row->kind) {
    case PROPERTY_KIND_NAMED:
    case PROPERTY_KIND_CATEGORIES:
    case PROPERTY_KIND_YES_NO:
        return (uint32_t)u_getIntPropertyValue((UChar32)code_point, row->icu);
    case PROPERTY_KIND_VERSIONS:
        return age_of(code_point);
    case PROPERTY_KIND_NUMBERS:
        return fraction_at(code_point);
    case PROPERTY_KIND_PLANES:
        return code_point >> 16;
    case PROPERTY_KIND_EMOJI_GROUPS:
        break;
    }
    assert(false && "a kind that code points alone do not have");
    return 0;
}

uint32_t property_number(const struct repertoire *repertoire, enum property property,
                         uint32_t code_point)
{
    uint32_t number;

    return repertoire_number(repertoire, property, code_point, &number)
               ? number
               : property_number_of_icu(property, code_point);
}

/* The value of the repertoire that has this number in a property with names, or -1. */
static int64_t own_value(const struct repertoire *repertoire, const struct row *row,
                         uint32_t number)
{
    if (row->kind != PROPERTY_KIND_NAMED || number < REPERTOIRE_VALUES ||
        number - REPERTOIRE_VALUES >= repertoire_values(repertoire))
        return -1;
    return number - REPERTOIRE_VALUES;
}

void property_spell(const struct repertoire *repertoire, enum property property, uint32_t number,
                    char value[static PROPERTY_VALUE_SIZE])
{
    const struct row *row = row_of(property);
    int64_t own = own_value(repertoire, row, number);

    assert(row->kind != PROPERTY_KIND_PLANES);
    if (own < 0)
        row->spell(row->icu, number, value);
    else
        spell_with_spaces(repertoire_long_name(repertoire, (uint32_t)own), value);
}

static const char *value_name(const struct repertoire *repertoire, enum property property,
                              uint32_t code_point, bool short_name)
{
    const struct row *row = row_of(property);
    uint32_t number = property_number(repertoire, property, code_point);
    int64_t own = own_value(repertoire, row, number);

    if (own < 0)
        return icu_name(row->icu, number,
                        short_name ? U_SHORT_PROPERTY_NAME : U_LONG_PROPERTY_NAME);
    return short_name ? repertoire_short_name(repertoire, (uint32_t)own)
                      : repertoire_long_name(repertoire, (uint32_t)own);
}

const char *property_long_name(const struct repertoire *repertoire, enum property property,
                               uint32_t code_point)
{
    return value_name(repertoire, property, code_point, false);
}

const char *property_short_name(const struct repertoire *repertoire, enum property property,
                                uint32_t code_point)
{
    return value_name(repertoire, property, code_point, true);
}

/*
 * Categories.
 */

const char *property_category_name(unsigned category)
{
    assert(category < PROPERTY_CATEGORIES);
    return icu_name(UCHAR_GENERAL_CATEGORY, category, U_SHORT_PROPERTY_NAME);
}

const char *property_category_long_name(unsigned category)
{
    assert(category < PROPERTY_CATEGORIES);
    return icu_name(UCHAR_GENERAL_CATEGORY, category, U_LONG_PROPERTY_NAME);
}
