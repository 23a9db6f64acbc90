/*
 * What a repertoire knows, and where it leaves the answer to ICU: at the edges of its ranges, outside
 * of them, and where there is none.
 */

#include "index/unicode/repertoire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/unicode/invented.h"

static void test_nothing_knows_nothing(void **state)
{
    uint32_t number, last, points[REPERTOIRE_POINTS_MAX];

    (void)state;
    assert_false(repertoire_number(NULL, PROPERTY_BLOCK, 'a', &number));
    assert_false(repertoire_run(NULL, PROPERTY_BLOCK, 'a', 0x10FFFF, &last, &number));
    assert_int_equal(last, 0x10FFFF);
    assert_int_equal(repertoire_map(NULL, REPERTOIRE_UPPER, 'a', points), 0);
    assert_int_equal(repertoire_values(NULL), 0);
    assert_false(repertoire_has(NULL, PROPERTY_COMBINING_CLASS, 0));
}

static void test_numbers_that_it_has(void **state)
{
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);

    (void)state;
    assert_true(repertoire_has(repertoire, PROPERTY_COMBINING_CLASS, 37));
    assert_false(repertoire_has(repertoire, PROPERTY_COMBINING_CLASS, 38));
    assert_false(repertoire_has(repertoire, PROPERTY_LINE_BREAK, 37));
    assert_false(repertoire_has(repertoire, PROPERTY_COUNT, 37));
}

static void test_ranges_have_edges(void **state)
{
    static const struct {
        uint32_t code_point;
        bool known;
    } points[] = {{0, false},      {0x3FEFF, false}, {0x3FF00, true},
                  {0x3FF1F, true}, {0x3FF20, false}, {0x10FFFF, false}};
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);

    (void)state;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        uint32_t number = 0;

        assert_int_equal(
            repertoire_number(repertoire, PROPERTY_BLOCK, points[i].code_point, &number),
            points[i].known);
        assert_int_equal(number, points[i].known ? INVENTED_BLOCK : 0);
        assert_false(repertoire_number(repertoire, PROPERTY_BIDI, points[i].code_point, &number));
        assert_false(repertoire_number(repertoire, PROPERTY_COUNT, points[i].code_point, &number));
    }
}

/* What is said of a run holds for each of its code points. */
static void test_runs_end_where_the_answer_changes(void **state)
{
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);

    (void)state;
    for (unsigned property = 0; property < PROPERTY_COUNT; property++)
        for (uint32_t first = 0x3FEF0, last; first <= 0x3FF2F; first = last + 1) {
            uint32_t number = 0, one = 0;
            bool known = repertoire_run(repertoire, property, first, 0x3FF2F, &last, &number);

            assert_in_range(last, first, 0x3FF2F);
            for (uint32_t c = first; c <= last; c++) {
                assert_int_equal(repertoire_number(repertoire, property, c, &one), known);
                assert_int_equal(one, number);
            }
        }
}

static void test_mappings_are_of_one_kind_and_character(void **state)
{
    uint32_t points[REPERTOIRE_POINTS_MAX];
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);

    (void)state;
    assert_int_equal(repertoire_map(repertoire, REPERTOIRE_UPPER, INVENTED_SMALL, points), 1);
    assert_int_equal(points[0], INVENTED_CAPITAL);
    assert_int_equal(repertoire_map(repertoire, REPERTOIRE_UPPER, INVENTED_CAPITAL, points), 0);
    assert_int_equal(repertoire_map(repertoire, REPERTOIRE_LOWER, INVENTED_SMALL, points), 0);
    assert_int_equal(repertoire_map(repertoire, REPERTOIRE_MIRROR, INVENTED_SMALL, points), 0);
    assert_int_equal(
        repertoire_map(repertoire, REPERTOIRE_DECOMPOSITION, INVENTED_ACCENTED, points), 2);
    assert_int_equal(points[1], 0x301);
    assert_int_equal(repertoire_map(repertoire, REPERTOIRE_DECOMPOSITION, 0x10FFFF, points), 0);
}

static void test_values_have_two_names(void **state)
{
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);

    (void)state;
    assert_int_equal(repertoire_values(repertoire), 2);
    assert_int_equal(repertoire_value_property(repertoire, 1), PROPERTY_SCRIPT);
    assert_string_equal(repertoire_short_name(repertoire, 1), "Tstx");
    assert_string_equal(repertoire_long_name(repertoire, 1), "Old_Test");
    assert_string_equal(repertoire_long_name(repertoire, 0), "Test Box");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_knows_nothing),
        cmocka_unit_test(test_numbers_that_it_has),
        cmocka_unit_test(test_ranges_have_edges),
        cmocka_unit_test(test_runs_end_where_the_answer_changes),
        cmocka_unit_test(test_mappings_are_of_one_kind_and_character),
        cmocka_unit_test(test_values_have_two_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
