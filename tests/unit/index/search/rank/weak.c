/*
 * What counts as found, on the index of the installed sources.
 */

#include "index/search/rank/weak.h"

#include "tests/unit/index/search/world.h"

static int weak(const struct charindex *index, const char *text)
{
    struct plan *plan = plan_of(index, text, SCOPE_ALL, NULL);
    struct budget budget = BUDGET_INIT;
    struct scorer scorer;
    struct posting_set set;
    uint32_t clause;
    int found;

    assert_int_equal(evaluate(index, plan, &budget, &set, &clause), BUDGET_OK);
    scorer_init(&scorer, index, plan);
    found = hits_weak(&scorer, &set.postings, &budget);
    posting_set_release(&set);
    free(plan);
    return found;
}

static void definitions_alone_are_weak(void **state)
{
    static const char *const queries[] = {
        "discard", "a variety of", "abandon discard", "qzxwvkj", "U+2603 qzxwvkj",
    };
    const struct charindex *index = *state;

    if (!world_has(index, SOURCE_UNIHAN))
        skip();
    for (size_t i = 0; i < COUNT(queries); i++)
        if (weak(index, queries[i]) != 1)
            fail_msg("\"%s\" counts as found", queries[i]);
}

static void everything_else_is_not(void **state)
{
    static const char *const queries[] = {
        "cat",
        "heart",
        "cat face",
        "nbsp",
        "love",
        "a",
        "\xC3\xA9",
        "8",
        "U+2603",
        "script:han",
        "sonne",
        "\"cat face\"",
        "arr*",
        "millet|cat",
        "millet|U+2603",
        /* A query that names definitions means them. */
        "definition:discard",
        "definition:abandon definition:discard",
        /* Other clauses besides words. */
        "block:arrows",

    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(queries); i++)
        if (weak(index, queries[i]) != 0)
            fail_msg("\"%s\" counts as not found", queries[i]);
}

static void few_hits_are_read(void **state)
{
    const struct charindex *index = *state;
    struct plan *plan = plan_of(index, "discard", SCOPE_ALL, NULL);
    const struct posting_run all = posting_run(0, 0);
    const struct postings set = {.runs = &all, .count = 1, .total = charindex_documents(index)};
    struct budget budget = BUDGET_INIT, none = {.left = {0}};
    struct scorer scorer;

    scorer_init(&scorer, index, plan);
    assert_int_equal(hits_weak(&scorer, &set, &budget), 1);
    assert_in_range(budget_spent(&budget, BUDGET_RANK), 1, 2000);
    assert_int_equal(hits_weak(&scorer, &set, &none), 0);
    free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(definitions_alone_are_weak),
        cmocka_unit_test(everything_else_is_not),
        cmocka_unit_test(few_hits_are_read),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
