/*
 * Ages that no file says.
 */

#include "index/sources/assumed_ages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/unicode/version.h"

static const uint32_t version = 99 << 8;

static void assert_age(const struct facts *facts, size_t at, uint32_t first, uint32_t last,
                       uint32_t age)
{
    const struct fact *fact = &facts->list.items[at];

    assert_true(at < facts->list.count);
    assert_int_equal(fact->property, PROPERTY_AGE);
    assert_int_equal(fact->first, first);
    assert_int_equal(fact->last, last);
    assert_int_equal(fact->number, age);
}

static void test_what_no_file_says(void **state)
{
    struct facts facts;

    (void)state;
    facts_init(&facts);
    facts_begin(&facts);
    facts_add(&facts, PROPERTY_AGE, 0x3FF02, 0x3FF03, version_make(98, 0));
    facts_add(&facts, PROPERTY_BLOCK, 0x3FF00, 0x3FFFF, 0);
    assert_true(facts_keep(&facts, FACTS_ALL));
    facts_name(&facts, 0x3FF00, 0x3FF05, slice_of("ZORBIAN IDEOGRAPH-"));
    facts_name(&facts, 0x3FF10, 0x3FF10, slice_of("GLOCKENSPIEL PICTURE"));
    assert_int_equal(assumed_ages_add(&facts, version), 0);
    assert_int_equal(facts.list.count, 5);
    assert_age(&facts, 2, 0x3FF00, 0x3FF01, version);
    assert_age(&facts, 3, 0x3FF04, 0x3FF05, version);
    assert_age(&facts, 4, 0x3FF10, 0x3FF10, version);
    assert_int_equal(facts.extent[PROPERTY_AGE], FACTS_ALL);
    facts_release(&facts);
}

/* A range of ideographs that has grown is named as a whole: ICU knows the age of most. */
static void test_what_icu_says(void **state)
{
    struct facts facts;

    (void)state;
    facts_init(&facts);
    facts_name(&facts, 0x10FFFC, 0x10FFFF, slice_of("ICU HAS AN AGE FOR ALL-"));
    assert_int_equal(assumed_ages_add(&facts, version), 0);
    assert_int_equal(facts.list.count, 0);
    assert_int_equal(facts.extent[PROPERTY_AGE], FACTS_NONE);
    facts_name(&facts, 0x4E00, 0x4E10, slice_of("CJK UNIFIED IDEOGRAPH-"));
    facts_name(&facts, 0x3FFFD, 0x3FFFF, slice_of("ONE, AND TWO NONCHARACTERS-"));
    assert_int_equal(assumed_ages_add(&facts, version), 0);
    assert_int_equal(facts.list.count, 1);
    assert_age(&facts, 0, 0x3FFFD, 0x3FFFD, version);
    assert_int_equal(facts.extent[PROPERTY_AGE], FACTS_LISTED);
    facts_release(&facts);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_no_file_says),
        cmocka_unit_test(test_what_icu_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
