/*
 * The hits of one query.
 */

#include "index/search/match/hits.h"

#include "tests/unit/index/search/finding.h"

static void test_variants_unfold(void **state)
{
    struct search_options unfolded = everywhere;
    struct charindex *index = *state;
    uint32_t folded, all;

    if (!world_has(index, SOURCE_EMOJI))
        skip();
    unfolded.unfold = true;
    (void)first_of(index, &everywhere, "waving hand", &folded);
    (void)first_of(index, &unfolded, "waving hand", &all);
    assert_true(folded < all);
    assert_true(all >= 6);
}

static void test_a_query_that_is_too_expensive_has_a_position(void **state)
{
    const struct charindex *index = *state;
    const struct search_options options = {.scope = SCOPE_ALL};
    struct budget budget = {.left = {[BUDGET_EVALUATE] = 1000}, .find = 1000};
    const struct hits_request request = {index, &options, &budget};
    struct query query;
    struct hits hits;
    uint32_t begin = UINT32_MAX;

    parse_good(&query, "U+2600 -a*|b*");
    assert_int_equal(hits_find(&request, &query, &hits, &begin), BUDGET_EXCEEDED);
    assert_in_range(begin, 8, strlen("U+2600 -a*|b*"));
}

static void test_documents_are_added_in_order(void **state)
{
    const struct charindex *index = *state;
    const struct search_options options = {.scope = SCOPE_NAME};
    struct budget budget = BUDGET_INIT;
    const struct hits_request request = {index, &options, &budget};
    struct query query;
    struct hits hits;
    uint32_t begin, total;

    parse_good(&query, "cat face");
    assert_int_equal(hits_find(&request, &query, &hits, &begin), BUDGET_OK);
    total = hits.set.postings.total;
    assert_int_equal(hits_add(&hits, document_of(index, 'A')), 0);
    assert_runs(index, &hits.set.postings);
    assert_int_equal(posting_first(&hits.set.postings, 0), document_of(index, 'A'));
    assert_int_equal(hits_add(&hits, document_of(index, 0x1F431)), 0); /* it is there */
    assert_int_equal(hits.set.postings.total, total + 1);
    hits_release(&hits);
    assert_null(hits.plan);
    assert_int_equal(hits.set.postings.total, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_variants_unfold),
        cmocka_unit_test(test_a_query_that_is_too_expensive_has_a_position),
        cmocka_unit_test(test_documents_are_added_in_order),
    };

    return cmocka_run_group_tests(tests, world_make, world_free);
}
