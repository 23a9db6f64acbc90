/*
 * ICU matches names of properties and values loosely. A name from a client is first made safe for
 * it: ASCII, bounded, with a NUL. "category" and "plane" are names of our own: Unicode calls the
 * one General_Category, and has no property for the other.
 */

#include "index/unicode/property_names.h"

#include <assert.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/base/ascii.h"
#include "index/unicode/emoji_group.h"

static UProperty icu_of(enum property property)
{
    return (UProperty)property_icu(property);
}

/* A name in lower case without the characters that do not count; "" where it cannot be a name. */
struct loose_name {
    char text[PROPERTY_VALUE_SIZE];
};

static void loosen(const char *name, size_t size, struct loose_name *loose)
{
    size_t length = 0;

    for (size_t i = 0; i < size; i++) {
        char c = name[i];

        if (c == '-' || c == '_' || c == ' ' || (c >= '\t' && c <= '\r'))
            continue;
        if (c <= ' ' || c > '~' || length + 1 == sizeof loose->text) {
            length = 0;
            break;
        }
        loose->text[length++] = ascii_lower(c);
    }
    loose->text[length] = '\0';
}

/* The name after a leading "is", which does not count either (UAX44-LM3); "" where there is none.
 * The full name is tried first: "Isolated" would lose its first letters. */
static const char *after_is(const struct loose_name *loose)
{
    return loose->text[0] == 'i' && loose->text[1] == 's' ? loose->text + 2 : "";
}

static UProperty find_icu_property(const struct loose_name *loose)
{
    UProperty icu = UCHAR_INVALID_CODE;

    if (loose->text[0])
        icu = u_getPropertyEnum(loose->text);
    if (icu == UCHAR_INVALID_CODE && after_is(loose)[0])
        icu = u_getPropertyEnum(after_is(loose));
    return icu;
}

bool property_find(const char *name, size_t size, enum property *property)
{
    struct loose_name loose;
    UProperty icu;

    loosen(name, size, &loose);
    icu = find_icu_property(&loose);
    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        const enum property one = (enum property)i;
        bool same = icu != UCHAR_INVALID_CODE && icu == icu_of(one);

        if (same || strcmp(loose.text, property_name(one)) == 0) {
            *property = one;
            return true;
        }
    }
    return false;
}

/* Are these letters the name, except for case, "_" and "-"? */
static bool is_loosely(const struct loose_name *loose, const char *name)
{
    const char *at = loose->text;

    for (; name && *name; name++) {
        char c = ascii_lower(*name);

        if (c == '-' || c == '_' || c == ' ')
            continue;
        if (c != *at++)
            return false;
    }
    return name && *at == '\0';
}

bool property_find_yes_no(const char *name, size_t size, enum property *property)
{
    struct loose_name loose;
    UProperty icu;

    loosen(name, size, &loose);
    if (!loose.text[0])
        return false;
    icu = find_icu_property(&loose);
    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        const enum property one = (enum property)i;

        if (property_kind(one) == PROPERTY_KIND_YES_NO &&
            (is_loosely(&loose, property_name(one)) ||
             (icu == icu_of(one) &&
              is_loosely(&loose, u_getPropertyName(icu, U_LONG_PROPERTY_NAME))))) {
            *property = one;
            return true;
        }
    }
    return false;
}

enum { COMBINING_CLASS_MAX = 254 }; /* UAX #44, table 15 */

static bool is_combining_class(UProperty icu)
{
    return icu == UCHAR_CANONICAL_COMBINING_CLASS || icu == UCHAR_LEAD_CANONICAL_COMBINING_CLASS ||
           icu == UCHAR_TRAIL_CANONICAL_COMBINING_CLASS;
}

/* "230": the classes are numbers that also have names, some of them "CCC17". */
static int32_t find_combining_class(const char *name)
{
    const char *digits = strncmp(name, "ccc", 3) == 0 ? name + 3 : name;
    int32_t value = 0;

    if (!*digits)
        return UCHAR_INVALID_CODE;
    for (const char *at = digits; *at; at++) {
        if (!ascii_is_digit(*at) || value > UINT8_MAX)
            return UCHAR_INVALID_CODE;
        value = value * 10 + (*at - '0');
    }
    return value <= COMBINING_CLASS_MAX ? value : UCHAR_INVALID_CODE;
}

static int32_t find_icu_value(UProperty icu, const char *name, size_t size)
{
    int32_t value = UCHAR_INVALID_CODE;
    struct loose_name loose;

    loosen(name, size, &loose);
    if (loose.text[0] && is_combining_class(icu))
        value = find_combining_class(loose.text);
    if (value != UCHAR_INVALID_CODE)
        return value;
    if (loose.text[0])
        value = u_getPropertyValueEnum(icu, loose.text);
    if (value == UCHAR_INVALID_CODE && after_is(&loose)[0])
        value = u_getPropertyValueEnum(icu, after_is(&loose));
    return value;
}

static bool find_emoji_group(const char *name, size_t size, char value[static PROPERTY_VALUE_SIZE])
{
    enum emoji_group group;

    if (!emoji_group_find(name, size, &group))
        return false;
    property_spell(NULL, PROPERTY_EMOJI_GROUP, group, value);
    return true;
}

bool property_value_of_icu(enum property property, const char *name, size_t size, uint32_t *number)
{
    int32_t found = find_icu_value(icu_of(property), name, size);

    *number = (uint32_t)found;
    return found != UCHAR_INVALID_CODE;
}

/* Is it the name of a value, by the same rules as ICU's? */
static bool is_own_name(const char *name, const struct loose_name *wanted)
{
    struct loose_name loose;

    loosen(name, strlen(name), &loose);
    return loose.text[0] &&
           (strcmp(loose.text, wanted->text) == 0 || strcmp(loose.text, after_is(wanted)) == 0);
}

static bool find_own_value(const struct repertoire *repertoire, enum property property,
                           const char *name, size_t size, uint32_t *number)
{
    struct loose_name wanted;

    loosen(name, size, &wanted);
    for (uint32_t i = 0; i < repertoire_values(repertoire); i++)
        if (repertoire_value_property(repertoire, i) == property &&
            (is_own_name(repertoire_long_name(repertoire, i), &wanted) ||
             is_own_name(repertoire_short_name(repertoire, i), &wanted))) {
            *number = REPERTOIRE_VALUES + i;
            return true;
        }
    return false;
}

/* A combining class that ICU does not name is none, unless a file has a character of it. */
static bool is_known(const struct repertoire *repertoire, enum property property, uint32_t number)
{
    const UProperty icu = icu_of(property);

    return !is_combining_class(icu) || number >= REPERTOIRE_VALUES ||
           u_getPropertyValueName(icu, (int32_t)number, U_LONG_PROPERTY_NAME) ||
           repertoire_has(repertoire, property, number);
}

bool property_value_find(const struct repertoire *repertoire, enum property property,
                         const char *name, size_t size, char value[static PROPERTY_VALUE_SIZE])
{
    const enum property_kind kind = property_kind(property);
    uint32_t number;

    if (kind == PROPERTY_KIND_EMOJI_GROUPS)
        return find_emoji_group(name, size, value);
    assert(kind == PROPERTY_KIND_NAMED || kind == PROPERTY_KIND_YES_NO);

    if (!property_value_of_icu(property, name, size, &number) &&
        !find_own_value(repertoire, property, name, size, &number))
        return false;
    if (!is_known(repertoire, property, number))
        return false;
    property_spell(repertoire, property, number, value);
    return value[0] != '\0';
}

void property_closest(struct closest *closest)
{
    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        const char *key = property_name((enum property)i);
        const UProperty icu = icu_of((enum property)i);

        closest_try(closest, key, key);
        if (icu == UCHAR_INVALID_CODE)
            continue;
        for (int choice = U_SHORT_PROPERTY_NAME; choice <= U_LONG_PROPERTY_NAME; choice++)
            closest_try(closest, u_getPropertyName(icu, (UPropertyNameChoice)choice), key);
    }
}

static void closest_own_value(const struct repertoire *repertoire, enum property property,
                              struct closest *closest)
{
    for (uint32_t i = 0; i < repertoire_values(repertoire); i++) {
        const char *shown = repertoire_long_name(repertoire, i);

        if (repertoire_value_property(repertoire, i) != property)
            continue;
        closest_try(closest, repertoire_short_name(repertoire, i), shown);
        closest_try(closest, shown, shown);
    }
}

void property_value_closest(const struct repertoire *repertoire, enum property property,
                            struct closest *closest)
{
    const enum property_kind kind = property_kind(property);
    const UProperty icu = icu_of(property);

    if (kind == PROPERTY_KIND_EMOJI_GROUPS)
        emoji_group_closest(closest);
    if (kind != PROPERTY_KIND_NAMED && kind != PROPERTY_KIND_CATEGORIES)
        return;
    for (int32_t value = u_getIntPropertyMinValue(icu); value <= u_getIntPropertyMaxValue(icu);
         value++) {
        const char *shown = u_getPropertyValueName(icu, value, U_LONG_PROPERTY_NAME);

        closest_try(closest, u_getPropertyValueName(icu, value, U_SHORT_PROPERTY_NAME), shown);
        closest_try(closest, shown, shown);
    }
    closest_own_value(repertoire, property, closest);
}

bool property_categories_find(const char *name, size_t size, uint32_t *categories)
{
    int32_t mask = find_icu_value(UCHAR_GENERAL_CATEGORY_MASK, name, size);

    if (mask == UCHAR_INVALID_CODE)
        return false;
    *categories = (uint32_t)mask;
    return true;
}
