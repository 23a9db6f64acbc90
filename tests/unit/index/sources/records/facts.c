/*
 * Facts of several files: neighbours become ranges, values get numbers, and what a damaged file said is
 * taken back.
 */

#include "index/sources/records/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_neighbours_become_a_range(void **state)
{
    struct facts facts;

    (void)state;
    facts_init(&facts);
    facts_begin(&facts);
    facts_add(&facts, PROPERTY_EMOJI, 1, 2, 1);
    facts_add(&facts, PROPERTY_AGE, 1, 1, 0x100);
    facts_add(&facts, PROPERTY_EMOJI, 3, 3, 1);
    facts_add(&facts, PROPERTY_EMOJI, 5, 5, 1);
    facts_add(&facts, PROPERTY_EMOJI, 6, 6, 0);
    assert_true(facts_keep(&facts, FACTS_ALL));
    assert_int_equal(facts.list.count, 4);
    assert_int_equal(facts.list.items[0].last, 3);
    assert_int_equal(facts.extent[PROPERTY_EMOJI], FACTS_ALL);
    assert_int_equal(facts.extent[PROPERTY_BLOCK], FACTS_NONE);
    facts_release(&facts);
}

static void test_what_a_damaged_file_said_is_taken_back(void **state)
{
    const uint32_t point = 'A';
    struct facts facts;

    (void)state;
    facts_init(&facts);
    facts_begin(&facts);
    assert_true(facts_add_named(&facts, PROPERTY_BLOCK, 0, 1, slice_of("No Such Block")));
    assert_true(facts_keep(&facts, FACTS_ALL));
    facts_begin(&facts);
    assert_true(facts_add_named(&facts, PROPERTY_SCRIPT, 0, 1, slice_of("No_Such_Script")));
    facts_map(&facts, REPERTOIRE_UPPER, 'a', &point, 1);
    facts_name(&facts, 0, 0, slice_of("NAME"));
    facts_take_back(&facts);
    assert_int_equal(facts.list.count, 1);
    assert_int_equal(facts.values.count, 1);
    assert_int_equal(facts.mappings.count + facts.points.count + facts.names.count, 0);
    assert_int_equal(facts.extent[PROPERTY_SCRIPT], FACTS_NONE);
    facts_begin(&facts); /* of a property that is known, the first file counts */
    assert_true(facts_add_named(&facts, PROPERTY_BLOCK, 5, 6, slice_of("No Such Block")));
    assert_int_equal(facts.list.count, 1);
    facts_release(&facts);
}

static void test_values(void **state)
{
    static const struct {
        enum property property;
        const char *value;
        bool valid;
    } values[] = {
        {PROPERTY_BLOCK, "Basic Latin", true},
        {PROPERTY_BLOCK, "No Such Block", true},
        {PROPERTY_CATEGORY, "Lu", true},
        {PROPERTY_CATEGORY, "Xx", false},
        {PROPERTY_AGE, "99.0", true},
        {PROPERTY_AGE, "new", false},
        {PROPERTY_EMOJI, "Y", true},
        {PROPERTY_EMOJI, "perhaps", false},
        {PROPERTY_NUMERIC_VALUE, "1/2", true},
        {PROPERTY_NUMERIC_VALUE, "half", false},
        {PROPERTY_BLOCK, "", false},
        {PROPERTY_BLOCK, "a\"b", false},
        {PROPERTY_BLOCK, "a\\b", false},
        {PROPERTY_BLOCK, "\xC3\xA9", false},
        {PROPERTY_PLANE, "1", false},
        {PROPERTY_BLOCK, "A name that is so long that it does not fit into a value of 64 bytes",
         false},
    };
    struct facts facts;

    (void)state;
    facts_init(&facts);
    facts_begin(&facts);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_int_equal(
            facts_add_named(&facts, values[i].property, 0, 0, slice_of(values[i].value)),
            values[i].valid);
    assert_int_equal(facts.values.count, 1);
    facts_release(&facts);
}

static void test_a_value_with_two_names(void **state)
{
    struct facts facts;

    (void)state;
    facts_init(&facts);
    facts_begin(&facts);
    assert_true(facts_name_value(&facts, PROPERTY_BLOCK, slice_of("NSB"), slice_of("No_Such")));
    assert_true(facts_name_value(&facts, PROPERTY_SCRIPT, slice_of("Latn"), slice_of("Latin")));
    assert_true(facts_add_named(&facts, PROPERTY_BLOCK, 0, 0, slice_of("nsb")));
    assert_true(facts_name_value(&facts, PROPERTY_BLOCK, slice_of("x"), slice_of("No Such")));
    assert_int_equal(facts.values.count, 1);
    assert_string_equal(facts.values.items[0].short_name, "NSB");
    assert_string_equal(facts.values.items[0].long_name, "No Such");
    facts_release(&facts);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neighbours_become_a_range),
        cmocka_unit_test(test_what_a_damaged_file_said_is_taken_back),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_a_value_with_two_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
