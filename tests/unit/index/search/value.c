/*
 * Values of properties that are numbers, and complaints about all the others; the names themselves
 * are property.c's, and compared with the files of the UCD in its test.
 */

#include "index/search/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *read(enum property property, const char *text, struct value *value)
{
    return value_read(property, text, strlen(text), value);
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

static void names_come_as_they_are_spelled(void **state)
{
    struct value value;

    (void)state;
    assert_null(read(PROPERTY_BLOCK, "box_drawing", &value));
    assert_string_equal(value.name, "Box Drawing");
    assert_null(read(PROPERTY_SCRIPT, "ITAL", &value));
    assert_string_equal(value.name, "Old Italic");
    assert_null(read(PROPERTY_EMOJI, "Y", &value));
    assert_string_equal(value.name, "yes");
    assert_null(read(PROPERTY_CATEGORY, "so", &value));
    assert_int_equal(__builtin_popcount(value.categories), 1);
    assert_null(read(PROPERTY_CATEGORY, "L", &value));
    assert_int_equal(__builtin_popcount(value.categories), 5);
}

static void what_is_no_value_is_told_what_one_looks_like(void **state)
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
        {PROPERTY_EMOJI, "", "emoji:yes"},
    };
    struct value value;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *complaint = read(wrong[i].property, wrong[i].text, &value);

        if (!complaint || !strstr(complaint, wrong[i].hint))
            fail_msg("'%s': %s", wrong[i].text, complaint ? complaint : "taken");
    }
}

static void a_value_with_a_nul_is_none(void **state)
{
    struct value value;

    (void)state;
    for (enum property property = 0; property < PROPERTY_COUNT; property++)
        assert_non_null(value_read(property, "1\0", 2, &value));
    assert_non_null(value_read(PROPERTY_AGE,
                               "1\0"
                               "0",
                               3, &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ages_are_ranges_of_versions),
        cmocka_unit_test(planes_are_ranges_of_code_points),
        cmocka_unit_test(names_come_as_they_are_spelled),
        cmocka_unit_test(what_is_no_value_is_told_what_one_looks_like),
        cmocka_unit_test(a_value_with_a_nul_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
