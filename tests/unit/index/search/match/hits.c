/*
 * The hits of one query.
 */

#include "index/search/match/hits.h"

#include "index/builder/build.h"
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

/* "arm" is a word in English names and in German keywords; "-arm" excludes none of the latter. */
static void test_hits_in_other_languages_are_apart(void **state)
{
    const struct charindex *index = *state;
    const struct search_options all = {.scope = SCOPE_ALL, .sort = SORT_CODE_POINT};
    struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct budget budget = BUDGET_INIT;
    const struct hits_request request = {index, &options, &budget},
                              by_code_point = {index, &all, &budget};
    struct query query;
    struct hits apart, together;
    uint32_t begin;

    if (charindex_sources(index)->language_count != 2)
        skip();
    parse_good(&query, "ball");
    assert_int_equal(hits_find(&request, &query, &apart, &begin), BUDGET_OK);
    assert_int_equal(hits_find(&by_code_point, &query, &together, &begin), BUDGET_OK);
    assert_true(apart.divided && !together.divided);
    assert_true(apart.set.postings.total > 0 && apart.foreign.postings.total > 0);
    assert_int_equal(apart.set.postings.total + apart.foreign.postings.total,
                     together.set.postings.total);
    assert_int_equal(posting_set_unite(&apart.set, &apart.foreign.postings), 0);
    assert_memory_equal(apart.set.postings.runs, together.set.postings.runs,
                        together.set.postings.count * sizeof(struct posting_run));
    hits_release(&apart);
    hits_release(&together);

    options.languages.bits[0] = 1; /* German alone */
    parse_good(&query, "sonne");
    assert_int_equal(hits_find(&request, &query, &apart, &begin), BUDGET_OK);
    assert_false(apart.divided);
    assert_true(apart.set.postings.total > 0);
    hits_release(&apart);
}

/* The whole set, rather than nothing. */
static void test_hits_stay_together_if_the_budget_runs_out(void **state)
{
    const struct charindex *index = *state;
    const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct budget budget = BUDGET_INIT;
    const struct hits_request request = {index, &options, &budget};
    struct query query;
    struct hits hits;
    uint32_t begin, total;
    int64_t taken;

    if (charindex_sources(index)->language_count != 2)
        skip();
    parse_good(&query, "ball");
    assert_int_equal(hits_find(&request, &query, &hits, &begin), BUDGET_OK);
    total = hits.set.postings.total + hits.foreign.postings.total;
    taken = budget_spent(&budget, BUDGET_EVALUATE);
    hits_release(&hits);
    budget = (struct budget)BUDGET_INIT;
    budget.left[BUDGET_EVALUATE] = taken - 10;
    assert_int_equal(hits_find(&request, &query, &hits, &begin), BUDGET_OK);
    assert_false(hits.divided);
    assert_int_equal(hits.set.postings.total, total);
    assert_int_equal(hits.foreign.postings.total, 0);
    hits_release(&hits);
}

static bool go_on(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

/* In Nigerian Pidgin a person is a man, too: the man with white hair, who is found in English, is not
 * folded under a person who is found in Pidgin. */
static void test_a_base_in_another_language_hides_no_variant(void **state)
{
    static const char *const languages[] = {"en", "pcm"};
    static const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    const struct sources_options sources = {
        .directory = SOURCES_DIRECTORY, .languages = languages, .language_count = COUNT(languages)};
    struct budget budget = BUDGET_INIT;
    struct hits_request request = {.options = &options, .budget = &budget};
    struct charindex *index;
    struct reason reason;
    struct query query;
    struct hits hits;
    uint32_t begin;

    (void)state;
    assert_int_equal(build_index(&sources, go_on, NULL, &index, &reason), 0);
    if (charindex_sources(index)->language_count == 2 && world_has(index, SOURCE_EMOJI)) {
        request.index = index;
        parse_good(&query, "man white haired");
        assert_int_equal(hits_find(&request, &query, &hits, &begin), BUDGET_OK);
        assert_true(set_has(&hits.set.postings, sequence_of(index, "\U0001F468\u200D\U0001F9B3")));
        assert_true(
            set_has(&hits.foreign.postings, sequence_of(index, "\U0001F9D1\u200D\U0001F9B3")));
        hits_release(&hits);
    }
    charindex_unref(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_variants_unfold),
        cmocka_unit_test(test_a_query_that_is_too_expensive_has_a_position),
        cmocka_unit_test(test_documents_are_added_in_order),
        cmocka_unit_test(test_hits_in_other_languages_are_apart),
        cmocka_unit_test(test_hits_stay_together_if_the_budget_runs_out),
        cmocka_unit_test(test_a_base_in_another_language_hides_no_variant),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
