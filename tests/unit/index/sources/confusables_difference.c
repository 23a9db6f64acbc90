/*
 * Tables of confusables beside ICU's own. A whole table is made of what ICU says of each character, and
 * changed.
 */

#include "index/sources/confusables_difference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "index/unicode/confusable.h"
#include "tests/unit/index/unicode/invented.h"

enum { CYRILLIC_A = 0x430, GREEK_ALPHA = 0x3B1, COMBINING_ACUTE = 0x301, ARABIC_FATHA = 0x64E };

struct table {
    struct facts facts;
    struct confusables_difference difference;
};

static void map(struct table *table, uint32_t from, uint32_t to)
{
    facts_map(&table->facts, REPERTOIRE_CONFUSABLE, from, &to, 1);
}

static void begin(struct table *table)
{
    facts_init(&table->facts);
    facts_begin(&table->facts);
}

static void compare(struct table *table)
{
    assert_false(facts_failed(&table->facts));
    assert_int_equal(confusables_difference_make(&table->difference, table->facts.mappings.items,
                                                 table->facts.mappings.count,
                                                 table->facts.points.items),
                     0);
}

static void release(struct table *table)
{
    confusables_difference_release(&table->difference);
    facts_release(&table->facts);
}

/* Lists what ICU leads elsewhere, as confusables.txt does; all but two characters. */
static void list_all_of_icu(struct table *table, uint32_t without, uint32_t nor)
{
    struct confusable *icu = confusable_new();

    assert_non_null(icu);
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        uint16_t units[CONFUSABLE_SKELETON_MAX];
        UErrorCode status = U_ZERO_ERROR;
        UChar32 points[REPERTOIRE_POINTS_MAX];
        int32_t count;
        size_t size;

        if (c == without || c == nor || U_IS_SURROGATE(c) ||
            !confusable_skeleton(icu, NULL, c, units, &size))
            continue;
        (void)u_strToUTF32(points, REPERTOIRE_POINTS_MAX, &count, units, (int32_t)size, &status);
        assert_true(U_SUCCESS(status));
        if (count > 1 || points[0] != (UChar32)c)
            facts_map(&table->facts, REPERTOIRE_CONFUSABLE, c, (const uint32_t *)points,
                      (size_t)count);
    }
    confusable_free(icu);
}

static void assert_change(const struct table *table, size_t at, uint32_t code_point, uint32_t to)
{
    const struct confusables_change *change = &table->difference.changes.items[at];
    const struct fact_mapping *fact;

    assert_true(at < table->difference.changes.count);
    assert_int_equal(change->code_point, code_point);
    if (to == code_point) {
        assert_int_equal(change->mapping, CONFUSABLES_ITSELF);
        return;
    }
    fact = &table->facts.mappings.items[change->mapping];
    assert_int_equal(fact->count, 1);
    assert_int_equal(table->facts.points.items[fact->begin], to);
}

static void test_icus_own_table_differs_in_nothing(void **state)
{
    struct table table;

    (void)state;
    begin(&table);
    list_all_of_icu(&table, UINT32_MAX, UINT32_MAX);
    assert_true(table.facts.mappings.count > 6000); /* of Unicode 15 it has 6,308 */
    compare(&table);
    assert_int_equal(table.difference.changes.count, 0);
    release(&table);
}

static void test_what_a_whole_table_lacks_looks_like_itself(void **state)
{
    struct table table;

    (void)state;
    begin(&table);
    list_all_of_icu(&table, CYRILLIC_A, ARABIC_FATHA);
    compare(&table);
    assert_int_equal(table.difference.changes.count, 2);
    assert_change(&table, 0, CYRILLIC_A, CYRILLIC_A);
    assert_change(&table, 1, ARABIC_FATHA, ARABIC_FATHA);
    release(&table);
}

static void test_an_excerpt_says_nothing_of_others(void **state)
{
    struct table table;

    (void)state;
    begin(&table);
    map(&table, GREEK_ALPHA, 'a');
    map(&table, CYRILLIC_A, 'b');
    map(&table, CYRILLIC_A, 'c'); /* the first one counts */
    compare(&table);
    assert_int_equal(table.difference.changes.count, 1);
    assert_change(&table, 0, CYRILLIC_A, 'b');
    release(&table);
}

static void test_characters_that_icu_does_not_know(void **state)
{
    struct table table;

    (void)state;
    begin(&table);
    map(&table, 0xE9, 'b');   /* decomposed before it is looked up */
    map(&table, 0xD800, 'b'); /* a surrogate */
    map(&table, 0xE000, 'b'); /* private use */
    map(&table, INVENTED_SMALL, 'a');
    compare(&table);
    assert_int_equal(table.difference.changes.count, 1);
    assert_change(&table, 0, INVENTED_SMALL, 'a');
    release(&table);
}

/* A skeleton is in NFD, so U+0344 may be written for its two parts. */
static void test_targets_are_compared_when_decomposed(void **state)
{
    const uint32_t composed = 0xE9, decomposed[] = {'e', COMBINING_ACUTE};
    struct table composing, decomposing;

    (void)state;
    begin(&composing);
    facts_map(&composing.facts, REPERTOIRE_CONFUSABLE, 'b', &composed, 1);
    compare(&composing);
    begin(&decomposing);
    facts_map(&decomposing.facts, REPERTOIRE_CONFUSABLE, 'b', decomposed, 2);
    compare(&decomposing);
    assert_int_equal(composing.difference.changes.count, 1);
    assert_int_equal(decomposing.difference.changes.count, 1);
    release(&composing);
    release(&decomposing);
}

static void test_an_empty_table(void **state)
{
    struct table table;

    (void)state;
    begin(&table);
    compare(&table);
    assert_int_equal(table.difference.changes.count, 0);
    release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_icus_own_table_differs_in_nothing),
        cmocka_unit_test(test_what_a_whole_table_lacks_looks_like_itself),
        cmocka_unit_test(test_an_excerpt_says_nothing_of_others),
        cmocka_unit_test(test_characters_that_icu_does_not_know),
        cmocka_unit_test(test_targets_are_compared_when_decomposed),
        cmocka_unit_test(test_an_empty_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
