/*
 * What has the most of several words, on the index of the installed sources.
 */

#include "index/search/fallback/quorum.h"

#include "index/search/match/evaluate.h"
#include "tests/unit/index/search/world.h"

static const struct search_options everything = {.scope = SCOPE_ALL};

static int find(const struct charindex *index, const char *text, struct budget *budget,
                struct hits *hits, unsigned *used)
{
    const struct hits_request request = {index, &everything, budget};
    struct query query;

    parse_good(&query, text);
    memset(hits, 0xA5, sizeof *hits);
    return quorum_find(&request, &query, hits, used);
}

static void assert_finds(const struct charindex *index, const char *text, unsigned used,
                         uint32_t has, uint32_t has_not)
{
    struct budget budget = BUDGET_INIT;
    struct hits hits;
    unsigned found;

    assert_int_equal(find(index, text, &budget, &hits, &found), BUDGET_OK);
    if (found != used)
        fail_msg("\"%s\": %x", text, found);
    assert_true(hits.plan->any);
    assert_runs(index, &hits.set.postings);
    assert_true(set_has(&hits.set.postings, document_of(index, has)));
    assert_false(set_has(&hits.set.postings, document_of(index, has_not)));
    assert_true(budget_spent(&budget, BUDGET_RELAX) > 0);
    hits_release(&hits);
}

static void test_most_words_are_found(void **state)
{
    /* Two of three words; not what has none of them, in any version of CLDR. */
    assert_finds(*state, "smiling cat snowman", 7, 0x1F63A, 0x2600);
    /* One word is as good as the other. */
    assert_finds(*state, "snowman mosque", 3, 0x2603, 0x2600);
    assert_finds(*state, "snowman mosque", 3, 0x1F54C, 0x2600);
    /* A word that is everywhere does not count beside a rare one. */
    assert_finds(*state, "letter snowman", 2, 0x2603, 'A');
}

static void test_nothing_is_found(void **state)
{
    struct budget budget = BUDGET_INIT;
    struct hits hits;
    unsigned used;

    assert_int_equal(find(*state, "qzxwvkj qzxwvkk", &budget, &hits, &used), BUDGET_OK);
    assert_int_equal(hits.set.postings.total, 0);
    assert_int_equal(used, 0);
    hits_release(&hits);
}

static void test_without_steps(void **state)
{
    for (int64_t left = 0; left < 30000; left += 1000) {
        struct budget budget = BUDGET_INIT;
        struct hits hits;
        unsigned used;

        budget.left[BUDGET_RELAX] = left;
        budget.left[BUDGET_EVALUATE] = left;
        if (find(*state, "arrow circle line", &budget, &hits, &used) == BUDGET_OK)
            hits_release(&hits);
        else
            assert_null(hits.plan);
    }
}

static void test_many_words(void **state)
{
    struct budget budget = BUDGET_INIT;
    struct hits hits;
    unsigned used;

    assert_int_equal(
        find(*state, "cat dog sun moon star heart arrow circle line dot", &budget, &hits, &used),
        BUDGET_OK);
    assert_true(hits.set.postings.total > 0);
    assert_true(used < 1u << QUORUM_WORDS_MAX);
    hits_release(&hits);
}

/* German was not requested. */
static void test_words_of_other_languages_do_not_count(void **state)
{
    if (charindex_sources(*state)->language_count != 2)
        skip();
    assert_finds(*state, "sonne mosque", 2, 0x1F54C, 0x2600);
}

/* Adds the weight to the sums of the documents of one clause's word. Returns how many it has. */
static uint32_t add_word(const struct charindex *index, const struct plan *plan, uint32_t clause,
                         bool prefixes, unsigned weight, uint8_t *sums)
{
    struct budget budget = BUDGET_INIT;
    struct plan_clause only = plan->clauses[clause];
    struct plan_word word = plan->words[only.first];
    struct plan one = *plan;
    struct posting_set set;
    uint32_t stopped, total;

    only.group = only.first = 0;
    if (!prefixes)
        word.prefixed = (struct term_range){.first = 0, .end = 0};
    one.clauses = &only;
    one.words = &word;
    one.clause_count = one.group_count = one.word_count = 1;
    assert_int_equal(evaluate(index, &one, &budget, &set, &stopped), BUDGET_OK);
    for (uint32_t document = 0; document < charindex_documents(index); document++)
        if (postings_have(&set.postings, document))
            sums[document] = (uint8_t)(sums[document] + weight);
    total = set.postings.total;
    posting_set_release(&set);
    return total;
}

/* The rule, over all documents: 16 less the logarithm of what a word finds, at least 2; half of that for
 * a prefix; at least half of the greatest sum. */
static void assert_chosen_as_by_rule(const struct charindex *index, const char *text)
{
    static const struct search_options unfolded = {.scope = SCOPE_ALL, .unfold = true};
    struct budget budget = BUDGET_INIT;
    const struct hits_request request = {index, &unfolded, &budget};
    uint32_t documents = charindex_documents(index);
    uint8_t *sums = calloc(documents, 1), greatest = 0;
    struct query query;
    struct plan *plan;
    struct hits hits;
    unsigned used;

    parse_good(&query, text);
    plan = plan_for_guesses(index, &query, &unfolded);
    assert_non_null(sums);
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        uint32_t exact = add_word(index, plan, i, false, 0, sums);
        uint32_t all = add_word(index, plan, i, true, 0, sums);
        unsigned weight = 16;

        for (uint32_t left = exact > 0 ? exact : all; left > 1 && weight > 2; left /= 2)
            weight--;
        (void)add_word(index, plan, i, false, weight - weight / 2, sums);
        (void)add_word(index, plan, i, true, weight / 2, sums);
    }
    for (uint32_t document = 0; document < documents; document++)
        greatest = sums[document] > greatest ? sums[document] : greatest;
    assert_int_equal(quorum_find(&request, &query, &hits, &used), BUDGET_OK);
    for (uint32_t document = 0; document < documents; document++)
        if (set_has(&hits.set.postings, document) !=
            (greatest > 0 && 2 * sums[document] >= greatest))
            fail_msg("\"%s\": document %u", text, document);
    hits_release(&hits);
    free(plan);
    free(sums);
}

static void test_the_rule(void **state)
{
    static const char *const texts[] = {
        "smiling cat snowman",
        "cjk unified ideograph 98bc",
        "letter snowman",
        "ideograph ideograph sign",
        "left a",
        "s t u v",
        "letter letter",
        "qzxwvkj cat",
        "snowman",
        "arrow circle line",
        "puachue nyiakeng ideograph",
        "greek small letter alph omeg",
    };

    for (size_t i = 0; i < COUNT(texts); i++)
        assert_chosen_as_by_rule(*state, texts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_most_words_are_found),
        cmocka_unit_test(test_the_rule),
        cmocka_unit_test(test_nothing_is_found),
        cmocka_unit_test(test_without_steps),
        cmocka_unit_test(test_many_words),
        cmocka_unit_test(test_words_of_other_languages_do_not_count),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
