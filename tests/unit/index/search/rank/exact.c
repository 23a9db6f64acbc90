/*
 * Exact matches are what one-word phrases find: "si" in quotes does not match as a prefix.
 */

#include "index/search/rank/exact.h"

#include "tests/unit/index/search/world.h"

static const struct plan_fields everywhere = {.bits = {UINT64_MAX, UINT64_MAX, UINT64_MAX}};

struct found {
    struct plan *plan;
    struct posting_set set;
};

static struct found find(const struct charindex *index, const char *text, struct budget *budget)
{
    struct found found = {.plan = plan_of(index, text, SCOPE_ALL, NULL)};
    uint32_t clause;

    assert_int_equal(evaluate(index, found.plan, budget, &found.set, &clause), BUDGET_OK);
    return found;
}

static void found_free(struct found *found)
{
    free(found->plan);
    posting_set_release(&found->set);
}

static void assert_same(const struct charindex *index, const char *text, const struct postings *set,
                        const struct postings *expected)
{
    assert_runs(index, set);
    if (set->total != expected->total)
        fail_msg("%s: %u exact, not %u", text, set->total, expected->total);
    for (uint32_t i = 0; i < charindex_documents(index); i++)
        if (set_has(set, i) != set_has(expected, i))
            fail_msg("%s: document %u", text, i);
}

static void test_whole_words_are_what_their_phrases_find(void **state)
{
    static const struct {
        const char *text, *phrases;
    } cases[] = {
        {"si", "\"si\""},
        {"cuneiform sign si", "\"cuneiform\" \"sign\" \"si\""},
        {"sign li -letter", "\"sign\" \"li\" -letter"},
        {"le|ma", "\"le\"|\"ma\""},
        {"name:si", "name:\"si\""},
        {"si block:cuneiform", "\"si\" block:cuneiform"},
        {"si s*", "\"si\" s*"},
        {"si U+12000..U+123FF", "\"si\" U+12000..U+123FF"},
        {"ma \"letter ma\"", "\"ma\" \"letter ma\""},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct budget budget = BUDGET_INIT;
        struct found found = find(index, cases[i].text, &budget);
        struct found phrases = find(index, cases[i].phrases, &budget);
        struct posting_set exact;

        budget = (struct budget)BUDGET_INIT;
        assert_int_equal(
            exact_find(index, found.plan, &everywhere, &found.set.postings, &budget, &exact), 0);
        stack_trample();
        assert_true(exact.postings.total > 0);
        assert_true(budget.left[BUDGET_EVALUATE] > 0);
        assert_same(index, cases[i].text, &exact.postings, &phrases.set.postings);
        posting_set_release(&exact);
        found_free(&found);
        found_free(&phrases);
    }
}

static void test_queries_without_exact_matches(void **state)
{
    static const char *const texts[] = {
        "arr*",         /* a prefix */
        "a",            /* one letter is not a prefix */
        "\"si\"",       /* nor has a phrase */
        "U+2600 -si",   /* exclusions are not words */
        "block:arrows", /* no words */
        "U+2600",       /* nor here */
        "arr",          /* not a word itself */
        "sign arr",     /* not all of them */
        "si|s*",        /* an alternative is a prefix */
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(texts); i++) {
        struct budget budget = BUDGET_INIT;
        struct found found = find(index, texts[i], &budget);
        struct posting_set exact = {.postings.total = 99};

        assert_int_equal(
            exact_find(index, found.plan, &everywhere, &found.set.postings, &budget, &exact), 0);
        if (exact.postings.total != 0 || exact.postings.count != 0)
            fail_msg("%s: %u", texts[i], exact.postings.total);
        posting_set_release(&exact);
        found_free(&found);
    }
}

/* Exact matches outside the result are not added. */
static void test_only_documents_of_the_set(void **state)
{
    const struct charindex *index = *state;
    struct budget budget = BUDGET_INIT;
    struct found found = find(index, "si", &budget);
    const struct posting_run one = posting_run(document_of(index, 0x122DB), 0);
    const struct postings single = {.runs = &one, .count = 1, .total = 1}, none = {.runs = NULL};
    struct posting_set exact;

    assert_int_equal(exact_find(index, found.plan, &everywhere, &single, &budget, &exact), 0);
    assert_same(index, "one", &exact.postings, &single);
    posting_set_release(&exact);
    assert_int_equal(exact_find(index, found.plan, &everywhere, &none, &budget, &exact), 0);
    assert_int_equal(exact.postings.total, 0);
    posting_set_release(&exact);
    found_free(&found);
}

/* Without a budget there are no exact matches. */
static void test_nothing_is_left_to_spend(void **state)
{
    const struct charindex *index = *state;
    struct budget budget = BUDGET_INIT;
    struct found found = find(index, "sign|letter|small|si", &budget);
    struct posting_set exact;

    budget = (struct budget){.left = {0}};
    assert_int_equal(
        exact_find(index, found.plan, &everywhere, &found.set.postings, &budget, &exact), 0);
    assert_int_equal(exact.postings.total, 0);
    assert_null(exact.owned);
    found_free(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_words_are_what_their_phrases_find),
        cmocka_unit_test(test_queries_without_exact_matches),
        cmocka_unit_test(test_only_documents_of_the_set),
        cmocka_unit_test(test_nothing_is_left_to_spend),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
