/*
 * Documents looked up one by one are those that the union of the group's lists has.
 */

#include "index/search/match/filter.h"

#include "index/search/match/clause.h"
#include "tests/unit/index/search/world.h"

enum { EVERY = 197 }; /* a run of the set begins with each such document */

struct fixture {
    struct budget budget;
    struct plan *plan;
    struct evaluation evaluation;
    struct bitmap united;
    struct posting_set set;
};

/* A set of documents in runs of one to three. */
static void set_fill(const struct charindex *index, struct posting_set *set)
{
    uint32_t documents = charindex_documents(index);
    struct posting_run *runs = calloc(documents / EVERY + 1, sizeof *runs);
    struct postings postings = {.runs = runs};

    assert_non_null(runs);
    for (uint32_t document = 0; document + 3 < documents; document += EVERY) {
        runs[postings.count++] = posting_run(document, postings.total);
        postings.total += 1 + document % 3;
    }
    posting_set_replace(set, &postings, runs);
}

static void fixture_open(struct fixture *fixture, const struct charindex *index, const char *text)
{
    uint32_t size = charindex_documents(index);

    *fixture = (struct fixture){.budget = BUDGET_INIT};
    fixture->plan = plan_of(index, text, SCOPE_ALL, NULL);
    fixture->evaluation = (struct evaluation){
        .index = index, .plan = fixture->plan, .budget = &fixture->budget, .limit = size};
    fixture->united = (struct bitmap){
        .words = calloc(bitmap_words(size), sizeof *fixture->united.words), .size = size};
    assert_non_null(fixture->united.words);
    for (uint32_t i = 0; i < fixture->plan->clause_count; i++)
        assert_true(
            clause_put(&fixture->evaluation, &fixture->plan->clauses[i], &fixture->united, true));
    fixture->budget.left[BUDGET_EVALUATE] = fixture->budget.find = INT32_MAX;
    set_fill(index, &fixture->set);
}

static void fixture_close(struct fixture *fixture)
{
    posting_set_release(&fixture->set);
    free(fixture->united.words);
    free(fixture->plan);
}

static int filter(struct fixture *fixture)
{
    return filter_set(&fixture->evaluation, fixture->plan->clauses, fixture->plan->clause_count,
                      &fixture->set);
}

/* A word, prefixes whose unions are lists, bitmaps or not stored, a letter, forms of a word, a field,
 * alternatives, and words that the index does not have. */
static const char *const groups[] = {
    "arrow",     "arr",   "s",          "l",     "\xCF\x80",   "hearts", "name:sign",
    "keyword:s", "a|b|c", "cat|dog|zw", "two|7", "xyzzyplugh", "si*",    "letter",
};

static void test_lookups_are_what_the_union_has(void **state)
{
    const struct charindex *index = *state;

    for (size_t i = 0; i < 2 * COUNT(groups); i++) {
        struct posting_set before = {.owned = NULL};
        bool negated = i % 2 != 0;
        struct fixture fixture;
        uint32_t kept = 0;

        fixture_open(&fixture, index, groups[i / 2]);
        for (uint32_t k = 0; k < fixture.plan->clause_count; k++)
            fixture.plan->clauses[k].negated = negated;
        set_fill(index, &before);
        assert_int_equal(filter(&fixture), BUDGET_OK);
        for (uint32_t run = 0; run < before.postings.count; run++)
            for (uint32_t document = posting_first(&before.postings, run);
                 document < posting_end(&before.postings, run); document++) {
                bool wanted = bitmap_has(&fixture.united, document) != negated;

                if (postings_have(&fixture.set.postings, document) != wanted)
                    fail_msg("%s: document %u", groups[i / 2], document);
                kept += wanted;
            }
        assert_int_equal(fixture.set.postings.total, kept);
        posting_set_release(&before);
        fixture_close(&fixture);
    }
}

/* Ranges, properties and phrases are not looked up, nor too many documents, nor few in many lists. */
static void test_what_suits(void **state)
{
    static const struct {
        const char *text;
        uint32_t runs, documents;
        bool suits;
    } cases[] = {
        {"s", BITMAP_STEPS, 100, true},
        {"s", BITMAP_STEPS, 1000000, false},
        {"arrow", 1, 10, true},
        {"arrow", 1, 2000, false},
        {"arrow|block:arrows", 10000, 1, false},
        {"U+2190..U+2193", 10000, 1, false},
        {"\"left arrow\"", 10000, 1, false},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct plan *plan = plan_of(index, cases[i].text, SCOPE_ALL, NULL);
        struct budget budget = BUDGET_INIT;
        const struct evaluation evaluation = {.index = index, .plan = plan, .budget = &budget};

        if (filter_suits(&evaluation, plan->clauses, plan->clause_count, cases[i].runs,
                         cases[i].documents) != cases[i].suits)
            fail_msg("%s", cases[i].text);
        free(plan);
    }
}

static void test_without_steps(void **state)
{
    struct fixture fixture;

    fixture_open(&fixture, *state, "arrow");
    fixture.budget.left[BUDGET_EVALUATE] = 10;
    assert_int_equal(filter(&fixture), BUDGET_EXCEEDED);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lookups_are_what_the_union_has),
        cmocka_unit_test(test_what_suits),
        cmocka_unit_test(test_without_steps),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
