/*
 * What has the words as they stand is what their one-word phrases find: "si" in quotation marks has
 * no beginnings.
 */

#include "index/search/exact.h"

#include "tests/unit/index/search/world.h"

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
        fail_msg("%s: %u whole, not %u", text, set->total, expected->total);
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
        struct posting_set whole;

        budget = (struct budget)BUDGET_INIT;
        assert_int_equal(exact_find(index, found.plan, &found.set.postings, &budget, &whole), 0);
        stack_trample();
        assert_true(whole.postings.total > 0);
        assert_true(budget.left[BUDGET_EVALUATE] > 0);
        assert_same(index, cases[i].text, &whole.postings, &phrases.set.postings);
        posting_set_release(&whole);
        found_free(&found);
        found_free(&phrases);
    }
}

static void test_where_nothing_is_told_apart(void **state)
{
    static const char *const texts[] = {
        "arr*",         /* the beginning itself was asked for */
        "a",            /* one letter has none */
        "\"si\"",       /* nor has a phrase */
        "-si",          /* what must not be there */
        "block:arrows", /* no word at all */
        "U+2600",       /* nor here */
        "arr",          /* no text has it whole */
        "sign arr",     /* not all of them */
        "si|s*",        /* or the beginning would do */
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(texts); i++) {
        struct budget budget = BUDGET_INIT;
        struct found found = find(index, texts[i], &budget);
        struct posting_set whole = {.postings.total = 99};

        assert_int_equal(exact_find(index, found.plan, &found.set.postings, &budget, &whole), 0);
        if (whole.postings.total != 0 || whole.postings.count != 0)
            fail_msg("%s: %u", texts[i], whole.postings.total);
        posting_set_release(&whole);
        found_free(&found);
    }
}

/* What stands elsewhere in the index is not added. */
static void test_only_the_set_s_own(void **state)
{
    const struct charindex *index = *state;
    struct budget budget = BUDGET_INIT;
    struct found found = find(index, "si", &budget);
    const struct posting_run one = posting_run(document_of(index, 0x122DB), 0);
    const struct postings single = {.runs = &one, .count = 1, .total = 1}, none = {.runs = NULL};
    struct posting_set whole;

    assert_int_equal(exact_find(index, found.plan, &single, &budget, &whole), 0);
    assert_same(index, "one", &whole.postings, &single);
    posting_set_release(&whole);
    assert_int_equal(exact_find(index, found.plan, &none, &budget, &whole), 0);
    assert_int_equal(whole.postings.total, 0);
    posting_set_release(&whole);
    found_free(&found);
}

/* A query that has spent all it may is ranked without. */
static void test_nothing_is_left_to_spend(void **state)
{
    const struct charindex *index = *state;
    struct budget budget = BUDGET_INIT;
    struct found found = find(index, "sign|letter|small|si", &budget);
    struct posting_set whole;

    budget = (struct budget){.left = {0}};
    assert_int_equal(exact_find(index, found.plan, &found.set.postings, &budget, &whole), 0);
    assert_int_equal(whole.postings.total, 0);
    assert_null(whole.owned);
    found_free(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_words_are_what_their_phrases_find),
        cmocka_unit_test(test_where_nothing_is_told_apart),
        cmocka_unit_test(test_only_the_set_s_own),
        cmocka_unit_test(test_nothing_is_left_to_spend),
    };

    return cmocka_run_group_tests(tests, world_make, world_free);
}
