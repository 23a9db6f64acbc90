/*
 * What has the most of several words, on the index of the installed sources.
 */

#include "index/search/fallback/quorum.h"

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

/* Nobody asked for German. */
static void test_words_of_other_languages_do_not_count(void **state)
{
    if (charindex_sources(*state)->language_count != 2)
        skip();
    assert_finds(*state, "sonne mosque", 2, 0x1F54C, 0x2600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_most_words_are_found),
        cmocka_unit_test(test_nothing_is_found),
        cmocka_unit_test(test_without_steps),
        cmocka_unit_test(test_many_words),
        cmocka_unit_test(test_words_of_other_languages_do_not_count),
    };

    return cmocka_run_group_tests(tests, world_make, world_free);
}
