/*
 * The table of properties, and what ICU or a repertoire says of characters. Tests of names are in
 * property_names.c.
 */

#include "index/unicode/property.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "index/unicode/character.h"
#include "tests/unit/index/unicode/invented.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/*
 * The table.
 */

static bool is_key(const char *key)
{
    for (const char *at = key; *at; at++)
        if (!(*at >= 'a' && *at <= 'z') && *at != '_')
            return false;
    return key[0];
}

static void test_every_row_of_the_table(void **state)
{
    (void)state;
    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        enum property property = (enum property)i;
        const char *key = property_name(property), *example = property_example(property);

        assert_true(is_key(key));
        assert_memory_equal(example, key, strlen(key));
        assert_true(example[strlen(key)] == ':' && example[strlen(key) + 1]);
        assert_non_null(strstr(property_complaint(property), ", as in "));
        assert_non_null(strstr(property_complaint(property), key));
    }
}

static void test_numbers_and_spellings(void **state)
{
    static const struct {
        enum property property;
        uint32_t code_point;
        const char *value;
    } values[] = {
        {PROPERTY_BLOCK, 0x100, "Latin Extended-A"},
        {PROPERTY_BLOCK, 0x378, "Greek and Coptic"},
        {PROPERTY_BLOCK, 0x40000, "No Block"},
        {PROPERTY_SCRIPT, 0x10300, "Old Italic"},
        {PROPERTY_CATEGORY, 0x2600, "So"},
        {PROPERTY_AGE, 0x1FAE8, "15.0"},
        {PROPERTY_AGE, 0x378, ""},
        {PROPERTY_EMOJI, 0x2600, "yes"},
        {PROPERTY_EMOJI, 0x41, "no"},
        {PROPERTY_WIDTH, 0x4E00, "Wide"},
        {PROPERTY_DECOMPOSITION, 0x00B2, "Super"},
        {PROPERTY_COMBINING_CLASS, 0x0301, "Above"},
        {PROPERTY_NUMERIC_VALUE, 0xBD, "1/2"},
        {PROPERTY_NUMERIC_VALUE, 0x0F33, "-1/2"},
        {PROPERTY_NUMERIC_VALUE, 0x16B61, "1000000000000"},
        {PROPERTY_NUMERIC_VALUE, 0x41, "NaN"},
        {PROPERTY_WHITE_SPACE, 0x2003, "yes"},
        {PROPERTY_INDIC_SYLLABIC_CATEGORY, 0x94D, "Virama"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(values); i++) {
        char value[PROPERTY_VALUE_SIZE];

        property_spell(NULL, values[i].property,
                       property_number(NULL, values[i].property, values[i].code_point), value);
        assert_string_equal(value, values[i].value);
    }
    assert_int_equal(property_number(NULL, PROPERTY_AGE, 0x41), 0x101);
    assert_int_equal(property_number(NULL, PROPERTY_PLANE, 0x10FFFF), 16);
}

static int order(enum property property, const char *a, uint32_t first_a, const char *b,
                 uint32_t first_b)
{
    const struct property_value one = {slice_of(a), first_a}, other = {slice_of(b), first_b};

    return property_order_of(property)(&one, &other);
}

static void test_orders_of_values(void **state)
{
    (void)state;
    assert_true(order(PROPERTY_BLOCK, "B", 1, "A", 2) < 0);
    assert_true(order(PROPERTY_BLOCK, "A", 2, "A", 2) == 0);
    assert_true(order(PROPERTY_SCRIPT, "Han", 9, "Hangul", 1) < 0);
    assert_true(order(PROPERTY_EMOJI, "yes", 0, "no", 1) > 0);
    assert_true(order(PROPERTY_AGE, "9.0", 9, "10.0", 1) < 0);
    assert_true(order(PROPERTY_AGE, "6.3", 1, "6.2", 1) > 0);
    assert_true(order(PROPERTY_AGE, "15", 1, "15.0", 2) < 0); /* no two values are equal */
    assert_true(order(PROPERTY_NUMERIC_VALUE, "-1/2", 9, "1/320", 1) < 0);
    assert_true(order(PROPERTY_NUMERIC_VALUE, "10", 1, "9", 1) > 0);
    assert_true(order(PROPERTY_NUMERIC_VALUE, "NaN", 1, "1000000000000", 2) > 0);
    assert_true(order(PROPERTY_NUMERIC_VALUE, "100000000000000000000", 1, "NaN", 2) < 0);
}

/*
 * A repertoire.
 */

static void test_a_repertoire_answers_before_icu(void **state)
{
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);
    char value[PROPERTY_VALUE_SIZE];

    (void)state;
    assert_int_equal(property_number(repertoire, PROPERTY_AGE, INVENTED_CAPITAL), 0x6300);
    assert_int_equal(property_number(NULL, PROPERTY_AGE, INVENTED_CAPITAL), 0);
    for (uint32_t c = 0; c < 0x3FF00; c += 0x11)
        for (unsigned i = 0; i < PROPERTY_COUNT; i++)
            if (i != PROPERTY_EMOJI_GROUP) /* not of code points alone */
                assert_int_equal(property_number(repertoire, (enum property)i, c),
                                 property_number_of_icu((enum property)i, c));
    property_spell(repertoire, PROPERTY_SCRIPT, INVENTED_SCRIPT, value);
    assert_string_equal(value, "Old Test");
    property_spell(repertoire, PROPERTY_BLOCK, INVENTED_BLOCK, value);
    assert_string_equal(value, "Test Box");
    property_spell(repertoire, PROPERTY_COMBINING_CLASS, 37, value);
    assert_string_equal(value, "CCC37");
    assert_string_equal(property_short_name(repertoire, PROPERTY_SCRIPT, INVENTED_SMALL), "Tstx");
    assert_string_equal(property_short_name(repertoire, PROPERTY_SCRIPT, 'a'), "Latn");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_row_of_the_table),
        cmocka_unit_test(test_numbers_and_spellings),
        cmocka_unit_test(test_orders_of_values),
        cmocka_unit_test(test_a_repertoire_answers_before_icu),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
