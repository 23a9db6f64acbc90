/*
 * Values of properties: their counts, and what shows them.
 */

#include "server/answers/http/pages/values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "index/search/search.h"

#include "tests/indexes/fixture.h"

static uint32_t value_of(const struct charindex *index, enum property property, const char *name)
{
    struct value_range values = charindex_values(index, property);

    for (uint32_t value = values.first; value < values.end; value++)
        if (slice_is(charindex_value_name(index, value), name))
            return value;
    fail_msg("no value %s", name);
    return 0;
}

static void test_characters_are_counted(void **state)
{
    static const struct {
        enum property property;
        const char *name;
        uint32_t count, first, sample;
    } cases[] = {
        {PROPERTY_BLOCK, "Arrows", 112, 0x2190, 0x2190},
        {PROPERTY_BLOCK, "Combining Diacritical Marks", 112, 0x300,
         0x300}, /* none is drawn alone */
        {PROPERTY_BLOCK, "Basic Latin", 128, 0, '!'},
        {PROPERTY_CATEGORY, "Zs", 17, ' ', ' '},
        {PROPERTY_CATEGORY, "Lt", 31, 0x1C5, 0x1C5},
        {PROPERTY_SCRIPT, "Runic", 86, 0x16A0, 0x16A0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t value = value_of(*state, cases[i].property, cases[i].name), first = UINT32_MAX;
        struct budget budget = BUDGET_INIT;

        assert_int_equal(values_count(*state, value, &first, &budget), cases[i].count);
        assert_int_equal(first, cases[i].first);
        assert_true(budget.left[BUDGET_COUNT] < BUDGET_COUNT_STEPS);
        assert_int_equal(charindex_code_point(*state, values_sample(*state, value)),
                         cases[i].sample);
    }
}

/* The rows of a search for the value, whatever it has: no sequence, named ones, variants whose bases are
 * in other blocks. */
static void test_rows_are_those_of_the_query(void **state)
{
    static const struct search_options options = {.scope = SCOPE_ALL};
    unsigned with_sequences = 0;

    for (enum property property = PROPERTY_BLOCK; property <= PROPERTY_CATEGORY; property++) {
        struct value_range values = charindex_values(*state, property);

        for (uint32_t value = values.first; value < values.end; value++) {
            struct slice name = charindex_value_name(*state, value);
            struct budget budget = BUDGET_INIT;
            struct query_error error;
            struct search search;
            char query[128];
            uint32_t first;
            int size = snprintf(query, sizeof query, "%s:\"%.*s\"", property_name(property),
                                (int)name.size, name.bytes);

            assert_int_equal(search_open(&search, *state, &options, query, (size_t)size, &error),
                             SEARCH_OK);
            assert_int_equal(values_rows(*state, value, &budget), search_total(&search));
            with_sequences += search_total(&search) > values_count(*state, value, &first, &budget);
            search_release(&search);
        }
    }
    assert_true(with_sequences > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters_are_counted),
        cmocka_unit_test(test_rows_are_those_of_the_query),
    };

    return cmocka_run_group_tests_name("values", tests, english_setup, index_teardown);
}
