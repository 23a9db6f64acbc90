/*
 * Runs of every property over all code points: each has the number that its code points have alone.
 */

#include "index/unicode/property_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/unicode/invented.h"

enum { LAST = 0x10FFFF };

/* Compares all code points of short runs, and the ends and some of the middle of long ones. */
static void assert_run(const struct repertoire *repertoire, enum property property, uint32_t first,
                       uint32_t last, uint32_t number)
{
    const uint32_t step = last - first < 64 ? 1 : (last - first) / 16;

    for (uint32_t point = first; point <= last && point >= first; point += step)
        if (property_number(repertoire, property, point) != number)
            fail_msg("%s of U+%04X in the run from U+%04X", property_name(property), point, first);
    assert_int_equal(property_number(repertoire, property, last), number);
}

static unsigned assert_runs(const struct repertoire *repertoire, enum property property)
{
    unsigned runs = 0;

    for (uint32_t first = 0, last; first <= LAST; first = last + 1) {
        uint32_t number = property_run(repertoire, property, first, &last), middle_last;

        assert_true(last >= first && last <= LAST);
        assert_run(repertoire, property, first, last, number);
        if (last > first) { /* a run may be asked for anywhere */
            assert_int_equal(property_run(repertoire, property, first + 1, &middle_last), number);
            assert_int_equal(middle_last, last);
        }
        runs++;
    }
    return runs;
}

static void runs_are_those_of_the_code_points(void **state)
{
    (void)state;
    for (unsigned property = 0; property < PROPERTY_COUNT; property++) {
        const enum property_kind kind = property_kind((enum property)property);

        if (kind == PROPERTY_KIND_EMOJI_GROUPS || kind == PROPERTY_KIND_NUMBERS ||
            kind == PROPERTY_KIND_VERSIONS || kind == PROPERTY_KIND_PLANES)
            continue; /* a run is one code point */
        assert_true(assert_runs(NULL, (enum property)property) < 10000); /* and are worth it */
    }
}

static void properties_without_a_table_have_runs_of_one(void **state)
{
    uint32_t last;

    (void)state;
    assert_int_equal(property_run(NULL, PROPERTY_AGE, 'a', &last),
                     property_number(NULL, PROPERTY_AGE, 'a'));
    assert_int_equal(last, 'a');
}

static void a_repertoire_comes_before_icu(void **state)
{
    struct invented invented;
    const struct repertoire *repertoire = invented_make(&invented);

    (void)state;
    (void)assert_runs(repertoire, PROPERTY_SCRIPT);
    (void)assert_runs(repertoire, PROPERTY_CATEGORY);
    (void)assert_runs(repertoire, PROPERTY_EMOJI);
    (void)assert_runs(repertoire, PROPERTY_WIDTH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_are_those_of_the_code_points),
        cmocka_unit_test(a_repertoire_comes_before_icu),
        cmocka_unit_test(properties_without_a_table_have_runs_of_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
