/*
 * How a hit is explained, on the index of the sources that are installed.
 */

#include "index/search/rank/explain.h"

#include "index/search/rank/tally.h"
#include "tests/unit/index/search/world.h"

static void explain(const struct charindex *index, const char *query, uint32_t code_point,
                    struct explanation *explanation)
{
    struct plan *plan = plan_of(index, query, SCOPE_ALL, NULL);
    struct budget budget = BUDGET_INIT;
    struct scorer scorer;

    scorer_init(&scorer, index, plan);
    explain_document(&scorer, document_of(index, code_point), &budget, explanation);
    free(plan);
}

static void assert_explained(const struct charindex *index, const char *query, uint32_t code_point,
                             enum explanation_kind kind, const char *text)
{
    struct explanation explanation;

    explain(index, query, code_point, &explanation);
    assert_string_equal(explanation_kind_name(explanation.kind), explanation_kind_name(kind));
    assert_int_equal(explanation.text.size, strlen(text));
    assert_memory_equal(explanation.text.bytes, text, explanation.text.size);
}

static void each_source_is_named(void **state)
{
    const struct charindex *index = *state;

    assert_explained(index, "white sun rays", 0x263C, EXPLANATION_NAME, "WHITE SUN WITH RAYS");
    assert_explained(index, "nbsp", 0xA0, EXPLANATION_ALIAS, "NBSP");
    assert_explained(index, "winter", 0x2603, EXPLANATION_KEYWORD, "winter");
    assert_explained(index, "millet", 0x4155, EXPLANATION_DEFINITION, "a variety of millet");
    assert_explained(index, "U+2600", 0x2600, EXPLANATION_CODE_POINT, "");
    assert_explained(index, "block:arrows", 0x2192, EXPLANATION_CODE_POINT, "");
}

static void a_sequence_is_named_as_one(void **state)
{
    const struct charindex *index = *state;
    struct plan *plan = plan_of(index, "flag switzerland", SCOPE_ALL, NULL);
    uint32_t points[] = {0x1F1E8, 0x1F1ED}, document;
    struct budget budget = BUDGET_INIT;
    struct scorer scorer;
    struct explanation explanation;

    assert_int_equal(charindex_find_sequence(index, points, 2, &document), 2);
    scorer_init(&scorer, index, plan);
    explain_document(&scorer, document, &budget, &explanation);
    assert_int_equal(explanation.kind, EXPLANATION_SEQUENCE);
    assert_int_equal(explanation.range_count, 1);
    assert_int_equal(explanation.ranges[0].begin, 0); /* flag: Switzerland */
    assert_int_equal(explanation.ranges[0].end, 17);
    free(plan);
}

static void the_matched_words_are_marked(void **state)
{
    const struct charindex *index = *state;
    struct explanation explanation;

    explain(index, "rays white", 0x263C, &explanation); /* WHITE SUN WITH RAYS */
    assert_int_equal(explanation.range_count, 2);
    assert_int_equal(explanation.ranges[0].begin, 0);
    assert_int_equal(explanation.ranges[0].end, 5);
    assert_int_equal(explanation.ranges[1].begin, 15);
    assert_int_equal(explanation.ranges[1].end, 19);

    explain(index, "\"white sun\"", 0x263C, &explanation); /* neighbours are one range */
    assert_int_equal(explanation.range_count, 1);
    assert_int_equal(explanation.ranges[0].begin, 0);
    assert_int_equal(explanation.ranges[0].end, 9);

    explain(index, "sun*", 0x263C, &explanation);
    assert_int_equal(explanation.range_count, 1);
    assert_int_equal(explanation.ranges[0].begin, 6);
    assert_int_equal(explanation.ranges[0].end, 9);
}

static void what_is_excluded_explains_nothing(void **state)
{
    const struct charindex *index = *state;
    struct explanation explanation;

    explain(index, "U+2600 -black", 0x2600, &explanation);
    assert_int_equal(explanation.kind, EXPLANATION_CODE_POINT);
    explain(index, "white -black sun", 0x263C, &explanation);
    assert_int_equal(explanation.kind, EXPLANATION_NAME);
    assert_int_equal(explanation.range_count, 1); /* WHITE and SUN stand together */
    explain(index, "dog|sun", 0x263C, &explanation);
    assert_int_equal(explanation.range_count, 1);
    explain(index, "name:sun", 0x2600, &explanation);
    assert_int_equal(explanation.kind, EXPLANATION_NAME); /* though the keyword is all of "sun" */
}

static void a_field_counts_only_where_it_was_asked_for(void **state)
{
    const struct charindex *index = *state;

    assert_explained(index, "keyword:sun", 0x2600, EXPLANATION_KEYWORD, "sun");
    assert_explained(index, "alias:hot", 0x2600, EXPLANATION_CODE_POINT, "");
}

static void a_very_long_query_is_explained_too(void **state)
{
    const struct charindex *index = *state;
    char text[QUERY_MAX_SIZE] = "";

    for (size_t i = 0; i + 4 < sizeof text; i += 4)
        memcpy(text + i, "sun ", 5);
    assert_explained(index, text, 0x263C, EXPLANATION_NAME, "WHITE SUN WITH RAYS");
}

/* Explaining has a stage of its own: what ranking took does not matter. */
static void an_explanation_takes_steps(void **state)
{
    const struct charindex *index = *state;
    struct plan *plan = plan_of(index, "white sun", SCOPE_ALL, NULL);
    struct budget budget = {.left = {[BUDGET_PRESENT] = BUDGET_PRESENT_STEPS}};
    struct explanation explanation;
    struct scorer scorer;

    scorer_init(&scorer, index, plan);
    assert_true(explain_document(&scorer, document_of(index, 0x263C), &budget, &explanation));
    assert_true(budget_spent(&budget, BUDGET_PRESENT) > 0);
    assert_int_equal(budget.left[BUDGET_RANK], 0);
    assert_int_equal(explanation.kind, EXPLANATION_NAME);
    free(plan);
}

/* Many alternatives, of which a document with many texts has a few. */
static void longest_query(char text[static QUERY_MAX_SIZE + 1])
{
    size_t size = 0;

    for (int i = 0; i < 250; i++)
        size += (size_t)snprintf(text + size, QUERY_MAX_SIZE + 1 - size, "%s%c%c*",
                                 i > 0 ? "|" : "", 'a' + i % 26, 'a' + i / 26);
    text[QUERY_MAX_SIZE] = '\0';
}

/* A row that is too expensive is left without an explanation, whatever is left for all rows. */
static void one_row_may_not_take_everything(void **state)
{
    const struct charindex *index = *state;
    char text[QUERY_MAX_SIZE + 1];
    uint32_t document, left_out = 0, clauses;
    struct plan *plan;
    struct scorer scorer;

    longest_query(text);
    memcpy(text, "si*", 3); /* instead of the first, to match something */
    plan = plan_of(index, text, SCOPE_ALL, NULL);
    clauses = plan->clause_count;
    scorer_init(&scorer, index, plan);
    for (document = 0; document < charindex_documents(index); document += 97) {
        struct budget full = BUDGET_INIT, least = {.left = {[BUDGET_PRESENT] = EXPLAIN_ROW_STEPS}};
        struct explanation one, other;
        bool explained = explain_document(&scorer, document, &full, &one);

        assert_int_equal(explain_document(&scorer, document, &least, &other), explained);
        assert_int_equal(budget_spent(&full, BUDGET_PRESENT),
                         EXPLAIN_ROW_STEPS - least.left[BUDGET_PRESENT]);
        if (explained)
            assert_int_equal(one.kind, other.kind);
        left_out += !explained;
        assert_true(budget_spent(&full, BUDGET_PRESENT) <=
                    EXPLAIN_ROW_STEPS + (int64_t)(TALLY_WORDS_MAX + 4) * (clauses + 4));
    }
    assert_true(left_out > 0);
    free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_source_is_named),
        cmocka_unit_test(a_sequence_is_named_as_one),
        cmocka_unit_test(the_matched_words_are_marked),
        cmocka_unit_test(what_is_excluded_explains_nothing),
        cmocka_unit_test(a_field_counts_only_where_it_was_asked_for),
        cmocka_unit_test(a_very_long_query_is_explained_too),
        cmocka_unit_test(an_explanation_takes_steps),
        cmocka_unit_test(one_row_may_not_take_everything),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
