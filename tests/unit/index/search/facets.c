/*
 * Counts against ICU's own properties, character by character; their order; and that they add up.
 */

#include "index/search/facets.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "tests/unit/index/search/world.h"

static int value_of(uint32_t point, enum property property)
{
    UErrorCode status = U_ZERO_ERROR;
    UVersionInfo age;

    switch (property) {
    case PROPERTY_BLOCK:
        return (int)ublock_getCode((UChar32)point);
    case PROPERTY_SCRIPT:
        return (int)uscript_getScript((UChar32)point, &status);
    case PROPERTY_CATEGORY:
        return u_charType((UChar32)point);
    default:
        u_charAge((UChar32)point, age);
        return age[0] << 8 | age[1];
    }
}

/* Counts the documents with ICU's value of the facet's first document. */
static void assert_count(const struct charindex *index, const struct postings *result,
                         enum property property, const struct facet *facet)
{
    struct postings set = charindex_value(index, facet->value);
    int wanted = value_of(charindex_code_point(index, posting_first(&set, 0)), property);
    uint32_t count = 0;

    for (uint32_t run = 0; run < result->count; run++)
        for (uint32_t i = posting_first(result, run); i < posting_end(result, run); i++)
            count += value_of(charindex_code_point(index, i), property) == wanted;
    assert_int_equal(facet->count, count);
}

static void assert_facets(const struct charindex *index, const struct postings *result, bool each)
{
    struct facets *facets = facets_new(index, result);
    struct budget budget = BUDGET_INIT;

    assert_non_null(facets);
    for (unsigned property = 0; property < PROPERTY_FACETS; property++) {
        struct value_range values = charindex_values(index, (enum property)property);
        const struct facet *list;
        size_t count = facets_count(facets, (enum property)property, &budget, &list);
        uint32_t sum = 0;

        for (size_t i = 0; i < count; i++) {
            assert_in_range(list[i].value, values.first, values.end - 1);
            assert_true(list[i].count > 0);
            if (i > 0)
                assert_true(
                    list[i].count < list[i - 1].count ||
                    (list[i].count == list[i - 1].count && list[i].value > list[i - 1].value));
            if (each)
                assert_count(index, result, (enum property)property, &list[i]);
            sum += list[i].count;
        }
        assert_int_equal(sum, result->total); /* every document has one value of each */
    }
    facets_free(facets);
}

static void assert_query(const struct charindex *index, const char *text, enum search_scope scope)
{
    struct plan *plan = plan_of(index, text, scope, NULL);
    struct posting_set set;
    uint32_t clause;
    struct budget budget = BUDGET_INIT;

    assert_int_equal(evaluate(index, plan, &budget, &set, &clause), BUDGET_OK);
    free(plan);
    assert_facets(index, &set.postings, set.postings.total < 5000);
    posting_set_release(&set);
}

static void test_queries(void **state)
{
    static const char *const queries[] = {
        "arrow",  "digit",         "sun", "heart",     "xyzzyplugh",
        "U+0041", "emoji:yes -a*", "cjk", "emoji:yes",
    };

    for (size_t i = 0; i < COUNT(queries); i++) {
        assert_query(*state, queries[i], SCOPE_NAME);
        assert_query(*state, queries[i], SCOPE_ALL);
    }
}

static void test_everything_and_nothing(void **state)
{
    struct posting_run run = posting_run(0, 0);
    struct postings everything = {.runs = &run, .count = 1, .total = charindex_documents(*state)};
    struct postings nothing = {.runs = NULL};

    assert_facets(*state, &everything, false);
    assert_facets(*state, &nothing, true);
    facets_free(NULL);
}

/* A ranked result does not ascend, and pasted neighbours touch. */
static void test_results_in_any_order(void **state)
{
    uint32_t c = document_of(*state, 'c');
    struct posting_run runs[] = {posting_run(c, 0), posting_run(c - 1, 1), posting_run(c - 60, 2)};
    struct postings result = {.runs = runs, .count = COUNT(runs), .total = 5};

    assert_facets(*state, &result, true);
}

/* Counting can be repeated. */
static void test_counting_again(void **state)
{
    struct posting_run run = posting_run(document_of(*state, 'A'), 0);
    struct postings result = {.runs = &run, .count = 1, .total = 26};
    struct facets *facets = facets_new(*state, &result);
    struct budget budget = BUDGET_INIT;
    const struct facet *list;

    assert_non_null(facets);
    for (int i = 0; i < 3; i++) {
        struct slice name;

        assert_int_equal(facets_count(facets, PROPERTY_CATEGORY, &budget, &list), 1);
        name = charindex_value_name(*state, list[0].value);
        assert_int_equal(list[0].count, 26);
        assert_memory_equal(name.bytes, "Lu", 2);
        assert_int_equal(facets_count(facets, PROPERTY_SCRIPT, &budget, &list), 1);
        name = charindex_value_name(*state, list[0].value);
        assert_int_equal(name.size, 5);
        assert_memory_equal(name.bytes, "Latin", 5);
    }
    facets_free(facets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_queries),
        cmocka_unit_test(test_everything_and_nothing),
        cmocka_unit_test(test_results_in_any_order),
        cmocka_unit_test(test_counting_again),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
