/*
 * Alternatives to queries that find nothing, and that they take from the same budget.
 */

#include "index/search/fallback/fallback.h"

#include "tests/unit/index/search/finding.h"

static void test_suggestions(void **state)
{
    static const struct {
        const char *text, *suggestion;
    } queries[] = {{"smyle", "smile"}, {"lamdba", "lambda"}, {" copyrigth sign", " copyright sign"},
                   {"cat", NULL},      {"arro", NULL},       {"qzxwvkjqzxwvkj", NULL},
                   {"", NULL},         {"U+E000", NULL},     {"\"smyle\"", NULL}};
    struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(queries); i++) {
        struct search search;

        open_with(&search, index, &everywhere, queries[i].text, strlen(queries[i].text));
        if (queries[i].suggestion) {
            assert_non_null(search.suggestion);
            assert_string_equal(search.suggestion, queries[i].suggestion);
            assert_true(search_total(&search) > 0);
        } else {
            assert_null(search.suggestion);
        }
        search_release(&search);
        open_good(&search, index, queries[i].text, strlen(queries[i].text));
        search_release(&search);
    }
}

/* The alternative to the text, for free(); NULL: none. */
static char *instead_of(const struct charindex *index, const char *text, struct budget *budget)
{
    const struct search_options options = {.scope = SCOPE_ALL};
    const struct hits_request request = {index, &options, budget};
    struct fallback_result result;
    struct query query;
    struct hits hits;
    uint32_t begin, total;

    parse_good(&query, text);
    assert_int_equal(hits_find(&request, &query, &hits, &begin), BUDGET_OK);
    total = hits.set.postings.total;
    memset(&result, 0xA5, sizeof result);
    assert_int_equal(fallback_find(&request, slice_of(text), &query, &hits, &result), 0);
    assert_non_null(hits.plan);
    assert_int_equal(hits.set.postings.total, total);
    assert_int_equal(result.hits.set.postings.total > 0, result.text != NULL);
    assert_int_equal(result.hits.plan != NULL, result.text != NULL);
    hits_release(&hits);
    hits_release(&result.hits);
    return result.text;
}

/* Each kind of alternative, and their order. */
static void test_ways_in_their_order(void **state)
{
    static const struct {
        const char *text, *suggestion;
    } cases[] = {
        {"smyle", "smile"},                   /* a misspelt word */
        {"smyle smyle", "smile smile"},       /* twice */
        {"how do i type a dash", "dash"},     /* without function words */
        {"snowman mosque", "snowman|mosque"}, /* fewer words */
        {"html entity for a dash", "dash"},   /* without how it is written */
        {"infinty sign", "infinity sign"},    /* not "infinty" alone */
        {"qzxwvkjqzxwvkj", NULL},
        {"U+E000", NULL},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct budget budget = BUDGET_INIT;
        char *suggestion = instead_of(index, cases[i].text, &budget);

        if (!suggestion != !cases[i].suggestion ||
            (suggestion && strcmp(suggestion, cases[i].suggestion) != 0))
            fail_msg("\"%s\" becomes \"%s\"", cases[i].text, suggestion ? suggestion : "nothing");
        free(suggestion);
    }
}

/* Each alternative says what was tried. */
static void test_labels(void **state)
{
    static const struct {
        const char *text, *label;
    } cases[] = {
        {"smyle", "spelling"},
        {"how do i type a dash", "fewer words"},
        {"snowman mosque", "fewer words"},
        {"smyle mosque", "fewer words"},
        {"aloha", "meaning"},       /* before alpha */
        {"calender", "spelling"},   /* before machine */
        {"lightening", "spelling"}, /* before travel */
        {"blackheart", "spelling"}, /* before disease */
        {"bassoon", "meaning"},
        {"qzxwvkjqzxwvkj", NULL},
    };
    const struct search_options options = {.scope = SCOPE_ALL};
    const struct charindex *index = *state;

    if (!world_has(index, SOURCE_WORDNET))
        skip();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct budget budget = BUDGET_INIT;
        const struct hits_request request = {index, &options, &budget};
        struct fallback_result result;
        struct query query;
        struct hits hits;
        uint32_t begin;

        parse_good(&query, cases[i].text);
        assert_int_equal(hits_find(&request, &query, &hits, &begin), BUDGET_OK);
        memset(&result, 0xA5, sizeof result);
        assert_int_equal(fallback_find(&request, slice_of(cases[i].text), &query, &hits, &result),
                         0);
        assert_int_equal(result.text != NULL, cases[i].label != NULL);
        if (cases[i].label && strcmp(result.label, cases[i].label) != 0)
            fail_msg("\"%s\": %s", cases[i].text, result.label);
        fallback_result_release(&result);
        assert_null(result.hits.plan);
        hits_release(&hits);
    }
}

/* Hits of definitions alone stay, and others are found besides them. */
static void test_weak_hits_are_not_enough(void **state)
{
    const struct charindex *index = *state;
    struct budget budget = BUDGET_INIT;
    char *suggestion = instead_of(index, "wager", &budget);

    if (!world_has(index, SOURCE_UNIHAN))
        skip();
    assert_non_null(suggestion);
    free(suggestion);
}

/* Alternatives take from the budget of the request. */
static void test_other_queries_take_from_the_same_budget(void **state)
{
    const struct charindex *index = *state;
    struct budget budget = BUDGET_INIT;

    free(instead_of(index, "copyrigth smyle", &budget));
    assert_true(budget_spent(&budget, BUDGET_SPELL) > 0);
    budget = (struct budget)BUDGET_INIT;
    budget.left[BUDGET_SPELL] = 0;
    assert_null(instead_of(index, "smyle", &budget));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_ways_in_their_order),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_weak_hits_are_not_enough),
        cmocka_unit_test(test_other_queries_take_from_the_same_budget),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
