/*
 * Names of properties and of their values. tests/unit/index/search/query/grammar.c tests through queries
 * that every name of PropertyValueAliases.txt is understood in any spelling. This file tests that
 * the canonical spelling is that of Blocks.txt and of every character's row, and that nothing else
 * is accepted as a name.
 */

#include "index/unicode/property_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/unicode/character.h"
#include "tests/unit/index/unicode/invented.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The copy has exactly the name's size and no NUL. */
static bool find_property(const char *name, size_t size, enum property *property)
{
    char *copy = malloc(size ? size : 1);
    bool found;

    assert_non_null(copy);
    memcpy(copy, name, size);
    found = property_find(copy, size, property);
    free(copy);
    return found;
}

static bool find_value(enum property property, const char *name, size_t size,
                       char value[static PROPERTY_VALUE_SIZE])
{
    char *copy = malloc(size ? size : 1);
    bool found;

    assert_non_null(copy);
    memcpy(copy, name, size);
    memset(value, 0xA5, PROPERTY_VALUE_SIZE);
    found = property_value_find(NULL, property, copy, size, value);
    free(copy);
    return found;
}

/* Values are stored in an index as queries look them up. */
static void test_every_value_is_found_as_it_is_spelled(void **state)
{
    (void)state;
    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        enum property property = (enum property)i;
        enum property_kind kind = property_kind(property);
        uint32_t last = UINT32_MAX;

        if (kind != PROPERTY_KIND_NAMED && kind != PROPERTY_KIND_YES_NO)
            continue;
        for (uint32_t c = 0; c <= CHARACTER_LAST; c += c < 0x30000 ? 1 : 0x80) {
            char value[PROPERTY_VALUE_SIZE], again[PROPERTY_VALUE_SIZE];
            uint32_t number = property_number(NULL, property, c);

            if (number == last)
                continue;
            last = number;
            property_spell(NULL, property, number, value);
            assert_true(find_value(property, value, strlen(value), again));
            assert_string_equal(again, value);
        }
    }
}

static void test_names_of_properties(void **state)
{
    static const struct {
        const char *name;
        enum property property;
    } names[] = {
        {"block", PROPERTY_BLOCK},
        {"blk", PROPERTY_BLOCK},
        {"script", PROPERTY_SCRIPT},
        {"sc", PROPERTY_SCRIPT},
        {"category", PROPERTY_CATEGORY},
        {"gc", PROPERTY_CATEGORY},
        {"General_Category", PROPERTY_CATEGORY},
        {"generalcategory", PROPERTY_CATEGORY},
        {"GENERAL-CATEGORY", PROPERTY_CATEGORY},
        {"is general category", PROPERTY_CATEGORY},
        {"age", PROPERTY_AGE},
        {"emoji", PROPERTY_EMOJI},
        {"Is_Emoji", PROPERTY_EMOJI},
        {"plane", PROPERTY_PLANE},
        {"P_l-a n\te", PROPERTY_PLANE},
        {"width", PROPERTY_WIDTH},
        {"ea", PROPERTY_WIDTH},
        {"East_Asian_Width", PROPERTY_WIDTH},
        {"mirrored", PROPERTY_MIRRORED},
        {"Bidi_M", PROPERTY_MIRRORED},
        {"whitespace", PROPERTY_WHITE_SPACE},
        {"space", PROPERTY_WHITE_SPACE},
        {"WSpace", PROPERTY_WHITE_SPACE},
        {"nv", PROPERTY_NUMERIC_VALUE},
        {"sterm", PROPERTY_S_TERM},
        {"alnum", PROPERTY_POSIX_ALNUM},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        enum property property = PROPERTY_COUNT;

        if (!find_property(names[i].name, strlen(names[i].name), &property) ||
            property != names[i].property)
            fail_msg("\"%s\" is property %d", names[i].name, (int)property);
    }
    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        const char *name = property_name((enum property)i);
        enum property property = PROPERTY_COUNT;

        assert_true(find_property(name, strlen(name), &property));
        assert_int_equal(property, i);
    }
}

static void test_what_is_not_a_property(void **state)
{
    static const char *const names[] = {
        "",
        "-",
        "_ ",
        "is",
        "isis",
        "blocks",
        "bloc",
        "scx",
        "hexadecimal",
        "name",
        "gcm",
        "General_Category_Mask",
        "scf",
        "na",
        "planes",
        "is_",
        "ag",
        "iblock",
        "b\xC3\xB6lock",
        "\xFF",
        "block\x01",
        "block\x7F",
        "bloooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooock",
    };
    enum property property;

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++)
        if (find_property(names[i], strlen(names[i]), &property))
            fail_msg("\"%s\" is property %d", names[i], (int)property);
    assert_false(find_property("block\0", 6, &property));
    assert_false(find_property("bl\0ock", 6, &property));
}

static void test_values(void **state)
{
    static const struct {
        enum property property;
        const char *name, *value;
    } values[] = {
        {PROPERTY_BLOCK, "arrows", "Arrows"},
        {PROPERTY_BLOCK, "GREEK", "Greek and Coptic"},
        {PROPERTY_BLOCK, "Latin Extended-A", "Latin Extended-A"},
        {PROPERTY_BLOCK, "latinexta", "Latin Extended-A"},
        {PROPERTY_BLOCK, "ASCII", "Basic Latin"},
        {PROPERTY_BLOCK, "phags-pa", "Phags-pa"},
        {PROPERTY_BLOCK, "nb", "No Block"},
        {PROPERTY_BLOCK, "Is Arrows", "Arrows"},
        {PROPERTY_SCRIPT, "grek", "Greek"},
        {PROPERTY_SCRIPT, "old-italic", "Old Italic"},
        {PROPERTY_SCRIPT, "Qaai", "Inherited"},
        {PROPERTY_SCRIPT, "zyyy", "Common"},
        {PROPERTY_SCRIPT, "IsGreek", "Greek"},
        {PROPERTY_EMOJI, "yes", "yes"},
        {PROPERTY_EMOJI, "Y", "yes"},
        {PROPERTY_EMOJI, "TRUE", "yes"},
        {PROPERTY_EMOJI, "f", "no"},
        {PROPERTY_EMOJI, "No", "no"},
        {PROPERTY_WIDTH, "W", "Wide"},
        {PROPERTY_DECOMPOSITION, "sup", "Super"},
        {PROPERTY_COMBINING_CLASS, "230", "Above"},
        {PROPERTY_COMBINING_CLASS, "a", "Above"},
        {PROPERTY_COMBINING_CLASS, "0", "Not Reordered"},
        {PROPERTY_COMBINING_CLASS, "10", "CCC10"},
        {PROPERTY_TRAIL_CANONICAL_COMBINING_CLASS, "220", "Below"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(values); i++) {
        char value[PROPERTY_VALUE_SIZE];

        if (!find_value(values[i].property, values[i].name, strlen(values[i].name), value))
            fail_msg("\"%s\" was not found", values[i].name);
        assert_string_equal(value, values[i].value);
    }
}

static void test_what_is_not_a_value(void **state)
{
    static const struct {
        enum property property;
        const char *name;
    } values[] = {
        {PROPERTY_BLOCK, ""},
        {PROPERTY_BLOCK, " - _"},
        {PROPERTY_BLOCK, "is"},
        {PROPERTY_BLOCK, "Arrow"},
        {PROPERTY_BLOCK, "Arrows*"},
        {PROPERTY_BLOCK, "InArrows"},
        {PROPERTY_BLOCK, "Grek"},
        {PROPERTY_BLOCK, "So"},
        {PROPERTY_BLOCK, "\xC3\x84rrows"},
        {PROPERTY_BLOCK, "Arrows\x1B"},
        {PROPERTY_BLOCK, "Supplementary_Private_Use_Area_A_Supplementary_Private_Use_Area_A"},
        {PROPERTY_SCRIPT, "Gree"},
        {PROPERTY_SCRIPT, "Arrows"},
        {PROPERTY_SCRIPT, "Latin-1"},
        {PROPERTY_EMOJI, "1"},
        {PROPERTY_EMOJI, "maybe"},
        {PROPERTY_EMOJI, "on"},
        {PROPERTY_COMBINING_CLASS, "5"},
        {PROPERTY_COMBINING_CLASS, "255"},
        {PROPERTY_COMBINING_CLASS, "256"},
        {PROPERTY_COMBINING_CLASS, "CCC"},
        {PROPERTY_COMBINING_CLASS, "CCC37"},
        {PROPERTY_COMBINING_CLASS, "99999999999999999999"},
        {PROPERTY_WIDTH, "0"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(values); i++) {
        char value[PROPERTY_VALUE_SIZE];

        if (find_value(values[i].property, values[i].name, strlen(values[i].name), value))
            fail_msg("\"%s\" is \"%.*s\"", values[i].name, PROPERTY_VALUE_SIZE, value);
    }
    assert_false(find_value(PROPERTY_BLOCK, "Arrows\0", 7, (char[PROPERTY_VALUE_SIZE]){""}));
}

static void test_long_names_of_yes_and_no(void **state)
{
    static const struct {
        const char *name;
        enum property property;
    } names[] = {
        {"white space", PROPERTY_WHITE_SPACE},
        {"Whitespace", PROPERTY_WHITE_SPACE},
        {"dash", PROPERTY_DASH},
        {"mirrored", PROPERTY_MIRRORED},
        {"Bidi_Mirrored", PROPERTY_MIRRORED},
        {"soft-dotted", PROPERTY_SOFT_DOTTED},
    };
    static const char *const none[] = {"",      "WSpace", "space",      "Bidi_M",
                                       "block", "yes",    "d\xC3\xA4sh"};
    enum property property = PROPERTY_COUNT;

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        assert_true(property_find_yes_no(names[i].name, strlen(names[i].name), &property));
        assert_int_equal(property, names[i].property);
    }
    for (size_t i = 0; i < COUNT(none); i++)
        assert_false(property_find_yes_no(none[i], strlen(none[i]), &property));
}

static const char *closest_key(const char *name)
{
    struct closest closest;

    closest_init(&closest, name, strlen(name));
    property_closest(&closest);
    return closest.found ? closest.found : "";
}

static const char *closest_value(enum property property, const char *name)
{
    struct closest closest;

    closest_init(&closest, name, strlen(name));
    property_value_closest(NULL, property, &closest);
    return closest.found ? closest.found : "";
}

static void test_the_closest_names(void **state)
{
    (void)state;
    assert_string_equal(closest_key("scirpt"), "script");
    assert_string_equal(closest_key("East_Asian_Witdh"), "width");
    assert_string_equal(closest_key("mirored"), "mirrored");
    assert_string_equal(closest_key("xyzzy"), "");
    assert_string_equal(closest_value(PROPERTY_CATEGORY, "space"), "Space_Separator");
    assert_string_equal(closest_value(PROPERTY_BLOCK, "arows"), "Arrows");
    assert_string_equal(closest_value(PROPERTY_SCRIPT, "greece"), "Greek");
    assert_string_equal(closest_value(PROPERTY_AGE, "15"), "");
    assert_string_equal(closest_value(PROPERTY_EMOJI, "yess"), "");
}

/* A value as a row spells it is accepted in a query. */
static void test_the_values_of_every_character(void **state)
{
    char block[PROPERTY_VALUE_SIZE] = "", script[PROPERTY_VALUE_SIZE] = "";
    char value[PROPERTY_VALUE_SIZE];
    struct character_facts facts;
    uint32_t categories;

    (void)state;
    for (uint32_t c = 0; c <= CHARACTER_LAST; c += c < 0x30000 ? 1 : 0x80) {
        character_facts(NULL, c, &facts);
        assert_true(property_categories_find(facts.category, strlen(facts.category), &categories));
        assert_true(categories != 0 && (categories & (categories - 1)) == 0);
        for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++)
            if (categories >> i & 1)
                assert_string_equal(property_category_name(i), facts.category);
        if (strcmp(facts.block, block) != 0) {
            assert_true(find_value(PROPERTY_BLOCK, facts.block, strlen(facts.block), value));
            assert_string_equal(value, facts.block);
        }
        if (strcmp(facts.script, script) != 0) {
            assert_true(find_value(PROPERTY_SCRIPT, facts.script, strlen(facts.script), value));
            assert_string_equal(value, facts.script);
        }
        (void)snprintf(block, sizeof block, "%s", facts.block);
        (void)snprintf(script, sizeof script, "%s", facts.script);
    }
}

/* The set of categories with these short names. */
static uint32_t set_of(const char *names)
{
    uint32_t set = 0;

    for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++)
        if (strstr(names, property_category_name(i)))
            set |= UINT32_C(1) << i;
    return set;
}

static void test_categories_and_their_groups(void **state)
{
    static const struct {
        const char *name, *categories;
    } sets[] = {
        {"So", "So"},
        {"other symbol", "So"},
        {"Lu", "Lu"},
        {"Cn", "Cn"},
        {"S", "Sc Sk Sm So"},
        {"Symbol", "Sc Sk Sm So"},
        {"LC", "Ll Lt Lu"},
        {"cased-letter", "Ll Lt Lu"},
        {"L", "Ll Lm Lo Lt Lu"},
        {"Mark", "Mc Me Mn"},
        {"Combining_Mark", "Mc Me Mn"},
        {"punct", "Pc Pd Pe Pf Pi Po Ps"},
        {"digit", "Nd"},
        {"cntrl", "Cc"},
        {"C", "Cc Cf Cn Co Cs"},
        {"is_So", "So"},
    };
    static const char *const none[] = {"", "X", "Sx", "is", "LL&", "Symbols", "\xC3\x9F", "L\x7F"};
    uint32_t categories;

    (void)state;
    for (size_t i = 0; i < COUNT(sets); i++) {
        assert_true(property_categories_find(sets[i].name, strlen(sets[i].name), &categories));
        assert_int_equal(categories, set_of(sets[i].categories));
    }
    for (size_t i = 0; i < COUNT(none); i++)
        assert_false(property_categories_find(none[i], strlen(none[i]), &categories));
}

static void test_names_of_categories(void **state)
{
    uint32_t all = 0, categories;

    (void)state;
    for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++) {
        const char *name = property_category_name(i), *full = property_category_long_name(i);

        assert_int_equal(strlen(name), 2);
        assert_true(property_categories_find(name, 2, &categories));
        assert_int_equal(categories, UINT32_C(1) << i);
        assert_true(property_categories_find(full, strlen(full), &categories));
        assert_int_equal(categories, UINT32_C(1) << i);
        all |= categories;
    }
    assert_int_equal(all, (UINT32_C(1) << PROPERTY_CATEGORIES) - 1);
}

static void test_values_that_icu_does_not_have(void **state)
{
    static const struct {
        enum property property;
        const char *name, *value; /* NULL: not found */
    } names[] = {
        {PROPERTY_SCRIPT, "old test", "Old Test"},
        {PROPERTY_SCRIPT, "OLD_TEST", "Old Test"},
        {PROPERTY_SCRIPT, "isoldtest", "Old Test"},
        {PROPERTY_SCRIPT, "tstx", "Old Test"},
        {PROPERTY_BLOCK, "test-box", "Test Box"},
        {PROPERTY_BLOCK, "tbox", "Test Box"},
        {PROPERTY_SCRIPT, "test box", NULL},
        {PROPERTY_BLOCK, "tstx", NULL},
        {PROPERTY_SCRIPT, "", NULL},
        {PROPERTY_SCRIPT, "is", NULL},
        {PROPERTY_SCRIPT, "old test\xFF", NULL},
        {PROPERTY_BIDI, "old test", NULL},
        {PROPERTY_SCRIPT, "greek", "Greek"},
        {PROPERTY_COMBINING_CLASS, "37", "CCC37"},
        {PROPERTY_COMBINING_CLASS, "ccc37", "CCC37"},
        {PROPERTY_COMBINING_CLASS, "38", NULL},
        {PROPERTY_COMBINING_CLASS, "230", "Above"},
    };
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);
    struct closest closest;

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        char value[PROPERTY_VALUE_SIZE];
        bool found = property_value_find(repertoire, names[i].property, names[i].name,
                                         strlen(names[i].name), value);

        assert_int_equal(found, names[i].value != NULL);
        if (found)
            assert_string_equal(value, names[i].value);
    }
    closest_init(&closest, "old tesst", 9);
    property_value_closest(repertoire, PROPERTY_SCRIPT, &closest);
    assert_string_equal(closest.found, "Old_Test");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_value_is_found_as_it_is_spelled),
        cmocka_unit_test(test_names_of_properties),
        cmocka_unit_test(test_what_is_not_a_property),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_what_is_not_a_value),
        cmocka_unit_test(test_long_names_of_yes_and_no),
        cmocka_unit_test(test_the_closest_names),
        cmocka_unit_test(test_the_values_of_every_character),
        cmocka_unit_test(test_categories_and_their_groups),
        cmocka_unit_test(test_names_of_categories),
        cmocka_unit_test(test_values_that_icu_does_not_have),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
