/*
 * Names of properties and of their values. That every name of PropertyValueAliases.txt is
 * understood, however it is spelled, is tested through queries (tests/unit/index/search/grammar.c);
 * here, that the spelling that comes back is that of Blocks.txt and of every character's row, and
 * that nothing else is taken for a name.
 */

#include "index/unicode/property.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/unicode/character.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* From memory of exactly the name's size: it has no NUL. */
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
    found = property_value_find(property, copy, size, value);
    free(copy);
    return found;
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

static void test_what_is_no_property_of_ours(void **state)
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
        "ea",
        "name",
        "gcm",
        "General_Category_Mask",
        "lb",
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
    };

    (void)state;
    for (size_t i = 0; i < COUNT(values); i++) {
        char value[PROPERTY_VALUE_SIZE];

        if (!find_value(values[i].property, values[i].name, strlen(values[i].name), value))
            fail_msg("\"%s\" was not found", values[i].name);
        assert_string_equal(value, values[i].value);
    }
}

static void test_what_is_no_value(void **state)
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
    };

    (void)state;
    for (size_t i = 0; i < COUNT(values); i++) {
        char value[PROPERTY_VALUE_SIZE];

        if (find_value(values[i].property, values[i].name, strlen(values[i].name), value))
            fail_msg("\"%s\" is \"%.*s\"", values[i].name, PROPERTY_VALUE_SIZE, value);
    }
    assert_false(find_value(PROPERTY_BLOCK, "Arrows\0", 7, (char[PROPERTY_VALUE_SIZE]){""}));
}

/* As the rows spell them; so what a row shows can be asked for. */
static void test_the_values_of_every_character(void **state)
{
    char block[PROPERTY_VALUE_SIZE] = "", script[PROPERTY_VALUE_SIZE] = "";
    char value[PROPERTY_VALUE_SIZE];
    struct character_facts facts;
    uint32_t categories;

    (void)state;
    for (uint32_t c = 0; c <= CHARACTER_LAST; c += c < 0x30000 ? 1 : 0x80) {
        character_facts(c, &facts);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_properties),
        cmocka_unit_test(test_what_is_no_property_of_ours),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_what_is_no_value),
        cmocka_unit_test(test_the_values_of_every_character),
        cmocka_unit_test(test_categories_and_their_groups),
        cmocka_unit_test(test_names_of_categories),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
