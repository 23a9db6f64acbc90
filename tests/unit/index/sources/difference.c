/*
 * Facts beside what ICU says. Whole files are compared by tests/unit/index/sources/newer.c.
 */

#include "index/sources/difference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <unicode/uchar.h>

static void make(struct difference *difference, struct facts *facts, enum facts_extent extent)
{
    assert_true(facts_keep(facts, extent));
    assert_int_equal(difference_make(difference, facts), 0);
    facts_release(facts);
}

static void begin(struct facts *facts)
{
    facts_init(facts);
    facts_begin(facts);
}

static void test_what_icu_says_is_not_kept(void **state)
{
    const uint32_t capital = 'A';
    struct difference difference;
    struct facts facts;

    (void)state;
    begin(&facts);
    for (uint32_t c = 0; c <= 0x10FFFF; c++)
        facts_add(&facts, PROPERTY_BIDI, c, c, property_number_of_icu(PROPERTY_BIDI, c));
    facts_map(&facts, REPERTOIRE_UPPER, 'a', &capital, 1);
    make(&difference, &facts, FACTS_ALL);
    assert_true(difference_is_empty(&difference));
    difference_release(&difference);
}

/* Of two that overlap the first one counts. */
static void test_what_icu_does_not_say(void **state)
{
    const uint32_t other = 'B';
    uint32_t points[REPERTOIRE_POINTS_MAX];
    struct difference difference;
    struct facts facts;

    (void)state;
    begin(&facts);
    facts_add(&facts, PROPERTY_AGE, 'c', 'e', 0x6300);
    facts_add(&facts, PROPERTY_AGE, 'a', 'd', 0x6200);
    facts_map(&facts, REPERTOIRE_UPPER, 'a', &other, 1);
    facts_map(&facts, REPERTOIRE_UPPER, 'a', &other, 1);
    make(&difference, &facts, FACTS_LISTED);
    assert_int_equal(property_number(&difference.repertoire, PROPERTY_AGE, 'a'), 0x6200);
    assert_int_equal(property_number(&difference.repertoire, PROPERTY_AGE, 'd'), 0x6200);
    assert_int_equal(property_number(&difference.repertoire, PROPERTY_AGE, 'e'), 0x6300);
    assert_int_equal(property_number(&difference.repertoire, PROPERTY_AGE, 'f'), 0x101);
    assert_int_equal(difference.ranges.count, 2);
    assert_int_equal(difference.mappings.count, 1);
    assert_int_equal(repertoire_map(&difference.repertoire, REPERTOIRE_UPPER, 'a', points), 1);
    assert_int_equal(points[0], 'B');
    difference_release(&difference);
}

/* A whole list says of what it leaves out that it has the default value; an excerpt says nothing. */
static void test_what_is_not_listed(void **state)
{
    static const struct {
        uint32_t last; /* of the code points that are listed as ICU has them */
        bool dash;     /* is U+FF0D, which ICU has and no list here, still one? */
    } lists[] = {{0xFF00, false}, {0x30, true}};

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct difference difference;
        struct facts facts;

        begin(&facts);
        for (uint32_t c = 0; c <= lists[i].last; c++)
            if (property_number_of_icu(PROPERTY_DASH, c))
                facts_add(&facts, PROPERTY_DASH, c, c, 1);
        make(&difference, &facts, FACTS_ALL);
        assert_int_equal(property_number(&difference.repertoire, PROPERTY_DASH, 0xFF0D),
                         lists[i].dash);
        assert_int_equal(property_number(&difference.repertoire, PROPERTY_DASH, '-'), 1);
        difference_release(&difference);
    }
}

static void test_what_no_file_has(void **state)
{
    const uint32_t pair[] = {'e', 0x3FF01}; /* what U+3FF02 decomposes to */
    struct difference difference;
    struct facts facts;

    (void)state;
    begin(&facts);
    facts_map(&facts, REPERTOIRE_DECOMPOSITION, 0x3FF02, pair, 2);
    assert_true(facts_add_named(&facts, PROPERTY_CATEGORY, 0x3FF02, 0x3FF02, slice_of("Ll")));
    facts_add(&facts, PROPERTY_DECOMPOSITION, 0x3FF02, 0x3FF02, U_DT_CANONICAL);
    assert_true(facts_add_named(&facts, PROPERTY_CATEGORY, 0x3FF00, 0x3FF00, slice_of("Nd")));
    assert_true(facts_add_named(&facts, PROPERTY_CATEGORY, 0x3FF01, 0x3FF01, slice_of("Mn")));
    assert_true(
        facts_add_named(&facts, PROPERTY_COMBINING_CLASS, 0x3FF01, 0x3FF01, slice_of("230")));
    facts_add(&facts, PROPERTY_ALPHABETIC, '+', '+', 1); /* a character that ICU knows otherwise */
    make(&difference, &facts, FACTS_LISTED);
    assert_int_equal(property_number(&difference.repertoire, PROPERTY_POSIX_ALNUM, 0x3FF00), 1);
    assert_int_equal(property_number(&difference.repertoire, PROPERTY_POSIX_ALNUM, '+'), 1);
    assert_int_equal(property_number(&difference.repertoire, PROPERTY_POSIX_ALNUM, '-'), 0);
    assert_int_equal(property_number(&difference.repertoire, PROPERTY_POSIX_PRINT, 0x3FF01), 1);
    assert_int_equal(property_number(&difference.repertoire, PROPERTY_POSIX_PRINT, 0x3FF03), 0);
    assert_int_equal(
        property_number(&difference.repertoire, PROPERTY_LEAD_CANONICAL_COMBINING_CLASS, 0x3FF01),
        230);
    assert_int_equal(
        property_number(&difference.repertoire, PROPERTY_LEAD_CANONICAL_COMBINING_CLASS, 0x3FF02),
        0);
    assert_int_equal(
        property_number(&difference.repertoire, PROPERTY_TRAIL_CANONICAL_COMBINING_CLASS, 0x3FF02),
        230);
    difference_release(&difference);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_icu_says_is_not_kept),
        cmocka_unit_test(test_what_icu_does_not_say),
        cmocka_unit_test(test_what_is_not_listed),
        cmocka_unit_test(test_what_no_file_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
