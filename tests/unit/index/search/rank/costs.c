/*
 * What costs more than what, on the index of the installed sources. The weights may change.
 */

#include "index/search/rank/costs.h"

#include "tests/unit/index/search/world.h"

static uint32_t term_of(const struct charindex *index, const char *word)
{
    uint32_t term = UINT32_MAX;

    if (!charindex_term(index, word, strlen(word), &term))
        fail_msg("\"%s\" is not a term", word);
    return term;
}

static void aliases_before_keywords_before_definitions(void **state)
{
    (void)state;
    for (enum text_kind kind = 0; kind < TEXT_KINDS; kind++) {
        assert_true(cost_of_kind[kind] > 0);
        assert_true(cost_of_kind[kind] <= cost_of_kind[TEXT_DEFINITION]);
    }
    assert_true(cost_of_kind[TEXT_CORRECTION] < cost_of_kind[TEXT_SHORT_NAME]);
    assert_true(cost_of_kind[TEXT_SHORT_NAME] < cost_of_kind[TEXT_KEYWORD]);
    assert_true(cost_of_kind[TEXT_KEYWORD] < cost_of_kind[TEXT_DEFINITION]);
}

static void a_prefix_costs_more_than_all_else(void **state)
{
    const struct charindex *index = *state;
    struct plan *plan = plan_of(index, "arr", SCOPE_ALL, NULL);
    unsigned arrow = cost_of_prefix(index, plan->words, term_of(index, "arrow"));
    unsigned arrowhead = cost_of_prefix(index, plan->words, term_of(index, "arrowhead"));

    assert_true(arrow > cost_of_kind[TEXT_DEFINITION] + (unsigned)(COST_EXTRAS_MAX + COST_ORDER));
    assert_true(arrowhead > arrow);
    free(plan);
}

static unsigned extra(const struct charindex *index, const char *word)
{
    return cost_of_extra(charindex_commonness(index, term_of(index, word)));
}

static void rare_words_add_more_meaning(void **state)
{
    const struct charindex *index = *state;

    assert_true(extra(index, "letter") < extra(index, "circled"));
    assert_true(extra(index, "circled") < extra(index, "snowman"));
    assert_int_equal(cost_of_extra(COST_COMMONNESS_MAX), cost_of_extra(UINT8_MAX));
    assert_true(cost_of_common(index, term_of(index, "letter")) >
                cost_of_common(index, term_of(index, "snowman")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aliases_before_keywords_before_definitions),
        cmocka_unit_test(a_prefix_costs_more_than_all_else),
        cmocka_unit_test(rare_words_add_more_meaning),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
