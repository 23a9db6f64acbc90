/*
 * Names of properties and of their values, as ICU has them from PropertyAliases.txt and
 * PropertyValueAliases.txt. ICU does the loose matching; here a name of the client's is first made
 * safe for it (ASCII, bounded, with a NUL), and what ICU answers is spelled as people know it.
 *
 * "category" and "plane" are names of our own: Unicode calls the one General_Category, and has no
 * property for the other.
 */

#include "index/unicode/property.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/unicode/block.h"

_Static_assert((int)PROPERTY_CATEGORIES == (int)U_CHAR_CATEGORY_COUNT,
               "ICU's categories are the bits of a set of ours");

static const struct {
    const char *name;
    UProperty icu; /* UCHAR_INVALID_CODE: none */
} properties[PROPERTY_COUNT] = {
    [PROPERTY_BLOCK] = {"block", UCHAR_BLOCK},
    [PROPERTY_SCRIPT] = {"script", UCHAR_SCRIPT},
    [PROPERTY_CATEGORY] = {"category", UCHAR_GENERAL_CATEGORY},
    [PROPERTY_AGE] = {"age", UCHAR_AGE},
    [PROPERTY_EMOJI] = {"emoji", UCHAR_EMOJI},
    [PROPERTY_PLANE] = {"plane", UCHAR_INVALID_CODE},
};

const char *property_name(enum property property)
{
    assert((unsigned)property < PROPERTY_COUNT);
    return properties[property].name;
}

/* A name in lower case, without what does not count in it; "" where it can be no name. */
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
        loose->text[length++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    loose->text[length] = '\0';
}

/* The name behind a leading "is", which does not count either (UAX44-LM3); "" where there is
 * none. To be tried where the whole name is none: "Isolated" would lose its beginning. */
static const char *behind_is(const struct loose_name *loose)
{
    return loose->text[0] == 'i' && loose->text[1] == 's' ? loose->text + 2 : "";
}

static UProperty find_icu_property(const struct loose_name *loose)
{
    UProperty icu = UCHAR_INVALID_CODE;

    if (loose->text[0])
        icu = u_getPropertyEnum(loose->text);
    if (icu == UCHAR_INVALID_CODE && behind_is(loose)[0])
        icu = u_getPropertyEnum(behind_is(loose));
    return icu;
}

bool property_find(const char *name, size_t size, enum property *property)
{
    struct loose_name loose;
    UProperty icu;

    loosen(name, size, &loose);
    icu = find_icu_property(&loose);
    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        bool same = icu != UCHAR_INVALID_CODE && icu == properties[i].icu;

        if (same || strcmp(loose.text, properties[i].name) == 0) {
            *property = (enum property)i;
            return true;
        }
    }
    return false;
}

static int32_t find_icu_value(UProperty icu, const char *name, size_t size)
{
    int32_t value = UCHAR_INVALID_CODE;
    struct loose_name loose;

    loosen(name, size, &loose);
    if (loose.text[0])
        value = u_getPropertyValueEnum(icu, loose.text);
    if (value == UCHAR_INVALID_CODE && behind_is(&loose)[0])
        value = u_getPropertyValueEnum(icu, behind_is(&loose));
    return value;
}

void property_value_spell(enum property property, const char *identifier,
                          char value[static PROPERTY_VALUE_SIZE])
{
    if (property == PROPERTY_BLOCK) {
        block_name(identifier, value, PROPERTY_VALUE_SIZE);
        return;
    }
    (void)snprintf(value, PROPERTY_VALUE_SIZE, "%s", identifier);
    for (char *at = value; *at; at++)
        if (*at == '_')
            *at = ' ';
}

bool property_value_find(enum property property, const char *name, size_t size,
                         char value[static PROPERTY_VALUE_SIZE])
{
    const char *identifier;
    int32_t number;

    assert(property == PROPERTY_BLOCK || property == PROPERTY_SCRIPT || property == PROPERTY_EMOJI);

    number = find_icu_value(properties[property].icu, name, size);
    if (number == UCHAR_INVALID_CODE)
        return false;
    if (property == PROPERTY_EMOJI) {
        (void)snprintf(value, PROPERTY_VALUE_SIZE, "%s", number ? "yes" : "no");
        return true;
    }
    identifier = u_getPropertyValueName(properties[property].icu, number, U_LONG_PROPERTY_NAME);
    if (!identifier)
        return false;
    property_value_spell(property, identifier, value);
    return true;
}

bool property_categories_find(const char *name, size_t size, uint32_t *categories)
{
    int32_t mask = find_icu_value(UCHAR_GENERAL_CATEGORY_MASK, name, size);

    if (mask == UCHAR_INVALID_CODE)
        return false;
    *categories = (uint32_t)mask;
    return true;
}

static const char *category_name(unsigned category, UPropertyNameChoice choice)
{
    const char *name;

    assert(category < PROPERTY_CATEGORIES);
    name = u_getPropertyValueName(UCHAR_GENERAL_CATEGORY, (int32_t)category, choice);
    return name ? name : "";
}

const char *property_category_name(unsigned category)
{
    return category_name(category, U_SHORT_PROPERTY_NAME);
}

const char *property_category_long_name(unsigned category)
{
    return category_name(category, U_LONG_PROPERTY_NAME);
}
