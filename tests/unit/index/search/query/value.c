/*
 * Values of properties: numbers, and errors. Names are looked up by property.c; its test compares
 * them with the files of the UCD.
 */

#include "index/search/query/value.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "index/unicode/fraction.h"

static const char *read(enum property property, const char *text, struct value *value)
{
    return value_read(NULL, property, text, strlen(text), value);
}

static void ages_are_ranges_of_versions(void **state)
{
    static const struct {
        const char *text;
        uint32_t low, high;
    } ages[] = {
        {"15", 0xF00, 0xF00},        {"15.0", 0xF00, 0xF00},        {"=15.0", 0xF00, 0xF00},
        {"5.2", 0x502, 0x502},       {"V5_2", 0x502, 0x502},        {"v5-2", 0x502, 0x502},
        {">=14", 0xE00, 0xFFFF},     {">14", 0xE01, 0xFFFF},        {"<=6.1", 0, 0x601},
        {"<6.1", 0, 0x600},          {"Unassigned", 0, 0},          {"na", 0, 0},
        {"255.255", 0xFFFF, 0xFFFF}, {">255.255", 0x10000, 0xFFFF},
    };
    struct value value;

    (void)state;
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        assert_null(read(PROPERTY_AGE, ages[i].text, &value));
        assert_int_equal(value.low, ages[i].low);
        assert_int_equal(value.high, ages[i].high);
        assert_string_equal(value.name, "");
    }
}

static void numbers_are_ranges_of_fractions(void **state)
{
    static const struct {
        const char *text;
        float low, high;
    } numbers[] = {
        {"1/2", 0.5F, 0.5F},        {"=0.5", 0.5F, 0.5F},  {"-1/2", -0.5F, -0.5F},
        {">=1000", 1000, INFINITY}, {"<=0", -INFINITY, 0},
    };
    struct value value;

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        assert_null(read(PROPERTY_NUMERIC_VALUE, numbers[i].text, &value));
        assert_true(fraction_of_bits(value.low) == numbers[i].low);
        assert_true(fraction_of_bits(value.high) == numbers[i].high);
    }
    assert_null(read(PROPERTY_NUMERIC_VALUE, ">1", &value));
    assert_true(fraction_of_bits(value.low) > 1);
    assert_null(read(PROPERTY_NUMERIC_VALUE, "<1", &value));
    assert_true(fraction_of_bits(value.high) < 1);
    assert_null(read(PROPERTY_NUMERIC_VALUE, "nan", &value));
    assert_true(isnan(fraction_of_bits(value.low)) && isnan(fraction_of_bits(value.high)));
}

static void planes_are_ranges_of_code_points(void **state)
{
    struct value value;

    (void)state;
    assert_null(read(PROPERTY_PLANE, "0", &value));
    assert_int_equal(value.low, 0);
    assert_int_equal(value.high, 0xFFFF);
    assert_null(read(PROPERTY_PLANE, "16", &value));
    assert_int_equal(value.low, 0x100000);
    assert_int_equal(value.high, 0x10FFFF);
}

static void names_are_spelled_as_in_the_index(void **state)
{
    struct value value;

    (void)state;
    assert_null(read(PROPERTY_BLOCK, "box_drawing", &value));
    assert_string_equal(value.name, "Box Drawing");
    assert_null(read(PROPERTY_SCRIPT, "ITAL", &value));
    assert_string_equal(value.name, "Old Italic");
    assert_null(read(PROPERTY_EMOJI, "Y", &value));
    assert_string_equal(value.name, "yes");
    assert_null(read(PROPERTY_EMOJI_GROUP, "drink", &value));
    assert_string_equal(value.name, "Food & Drink");
    assert_null(read(PROPERTY_CATEGORY, "so", &value));
    assert_int_equal(__builtin_popcount(value.categories), 1);
    assert_null(read(PROPERTY_CATEGORY, "L", &value));
    assert_int_equal(__builtin_popcount(value.categories), 5);
}

static void an_invalid_value_is_an_error_with_an_example(void **state)
{
    static const struct {
        enum property property;
        const char *text, *hint;
    } wrong[] = {
        {PROPERTY_AGE, "", "age:15.0"},
        {PROPERTY_AGE, ">", "age:15.0"},
        {PROPERTY_AGE, "0", "age:15.0"},
        {PROPERTY_AGE, "15.", "age:15.0"},
        {PROPERTY_AGE, "15.0.0", "age:15.0"},
        {PROPERTY_AGE, "256", "age:15.0"},
        {PROPERTY_AGE, "=>14", "age:15.0"},
        {PROPERTY_AGE, "<>14", "age:15.0"},
        {PROPERTY_AGE, "1 4 ", "age:15.0"},
        {PROPERTY_AGE, "-1", "age:15.0"},
        {PROPERTY_PLANE, "", "plane:1"},
        {PROPERTY_PLANE, "17", "plane:1"},
        {PROPERTY_PLANE, "1x", "plane:1"},
        {PROPERTY_PLANE, "0001", "plane:1"},
        {PROPERTY_BLOCK, "", "block:arrows"},
        {PROPERTY_BLOCK, "arrow", "block:arrows"},
        {PROPERTY_SCRIPT, "elvish", "script:greek"},
        {PROPERTY_CATEGORY, "xx", "category:So"},
        {PROPERTY_CATEGORY, "\xC3\xA9", "category:So"},
        {PROPERTY_EMOJI, "maybe", "emoji:yes"},
        {PROPERTY_EMOJI_GROUP, "foods", "group:food"},
        {PROPERTY_EMOJI_GROUP, "", "group:food"},
        {PROPERTY_EMOJI, "", "emoji:yes"},
        {PROPERTY_NUMERIC_VALUE, "", "nv:1/2"},
        {PROPERTY_NUMERIC_VALUE, "x", "nv:1/2"},
        {PROPERTY_NUMERIC_VALUE, ">=", "nv:1/2"},
        {PROPERTY_NUMERIC_VALUE, ">NaN", "nv:1/2"},
        {PROPERTY_NUMERIC_VALUE, "1/0", "nv:1/2"},
        {PROPERTY_WIDTH, "broad", "width:wide"},
        {PROPERTY_DASH, "1", "dash:yes"},
    };
    struct value value;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *message = read(wrong[i].property, wrong[i].text, &value);

        if (!message || !strstr(message, wrong[i].hint))
            fail_msg("'%s': %s", wrong[i].text, message ? message : "taken");
    }
}

static void a_value_with_a_nul_is_invalid(void **state)
{
    struct value value;

    (void)state;
    for (enum property property = 0; property < PROPERTY_COUNT; property++)
        assert_non_null(value_read(NULL, property, "1\0", 2, &value));
    assert_non_null(value_read(NULL, PROPERTY_AGE,
                               "1\0"
                               "0",
                               3, &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ages_are_ranges_of_versions),
        cmocka_unit_test(numbers_are_ranges_of_fractions),
        cmocka_unit_test(planes_are_ranges_of_code_points),
        cmocka_unit_test(names_are_spelled_as_in_the_index),
        cmocka_unit_test(an_invalid_value_is_an_error_with_an_example),
        cmocka_unit_test(a_value_with_a_nul_is_invalid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
