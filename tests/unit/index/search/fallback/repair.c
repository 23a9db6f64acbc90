/*
 * Misspelt words of a query, and the likely replacements of each.
 */

#include "index/search/fallback/repair.h"

#include "tests/unit/index/search/world.h"

/* The repairs of the text's words. */
static int find(const struct charindex *index, const char *text, struct query *query,
                struct repairs *repairs)
{
    struct plan *plan = plan_of(index, text, SCOPE_ALL, NULL);
    struct budget budget = BUDGET_INIT;
    int r;

    parse_good(query, text);
    memset(repairs, 0xA5, sizeof *repairs);
    repairs->index = index;
    repairs->query = query;
    repairs->plan = plan;
    repairs->budget = &budget;
    repairs->errors = REPAIR_ALL;
    repairs->doubts = false;
    repairs->known_min = 0;
    r = repairs_find(repairs);
    assert_true(budget.left[BUDGET_EVALUATE] >= 0);
    free(plan);
    repairs->plan = NULL;
    repairs->budget = NULL;
    return r;
}

static bool has_choice(const struct repair *repair, const char *first, const char *second)
{
    for (size_t i = 0; i < repair->count; i++)
        if (slice_is(repair->choices[i].words[0], first) &&
            slice_equal(repair->choices[i].words[1],
                        second ? slice_of(second) : (struct slice){.bytes = NULL}))
            return true;
    return false;
}

static void test_each_wrong_word_has_its_choices(void **state)
{
    static struct query query;
    struct repairs repairs;

    assert_true(find(*state, "smyle cat lamdba", &query, &repairs) > 0);
    assert_int_equal(repairs.count, 2);
    assert_int_equal(repairs.list[0].begin, 0);
    assert_int_equal(repairs.list[0].end, 5);
    assert_true(has_choice(&repairs.list[0], "smile", NULL));
    assert_int_equal(repairs.list[1].begin, 10);
    assert_int_equal(repairs.list[1].end, 16);
    assert_true(has_choice(&repairs.list[1], "lambda", NULL));
}

static void test_a_word_may_be_two(void **state)
{
    static struct query query;
    struct repairs repairs;

    assert_true(find(*state, "thumbsup", &query, &repairs) > 0);
    assert_int_equal(repairs.count, 1);
    assert_true(has_choice(&repairs.list[0], "thumbs", "up"));
    /* Two words need a group of their own, and no field. */
    assert_true(find(*state, "name:thumbsup", &query, &repairs) > 0);
    assert_false(has_choice(&repairs.list[0], "thumbs", "up"));
    assert_true(find(*state, "cat|thumbsup", &query, &repairs) > 0);
    assert_false(has_choice(&repairs.list[0], "thumbs", "up"));
}

static void test_what_is_not_repaired(void **state)
{
    static const char *const texts[] = {"U+2600 -smyle",    "smyle*", "\"smyle cat\"",
                                        "definition:smyle", "U+2600", "block:arrows"};
    static struct query query;
    struct repairs repairs;

    for (size_t i = 0; i < COUNT(texts); i++) {
        assert_true(find(*state, texts[i], &query, &repairs) > 0);
        if (repairs.count != 0)
            fail_msg("%s", texts[i]);
    }
    assert_true(find(*state, "xq1zzy", &query, &repairs) > 0);
    assert_int_equal(repairs.list[0].count, 0); /* a wrong number */
    assert_int_equal(find(*state, "smyle lamdba copyrigth rihgtt hapyy", &query, &repairs), 0);
}

static void test_neighbours_that_are_one_word(void **state)
{
    static struct query query;
    struct charindex *index = *state;
    struct plan *plan = plan_of(index, "semi colon cat", SCOPE_ALL, NULL);
    struct budget budget = BUDGET_INIT;
    struct repairs repairs = {.index = index, .query = &query, .plan = plan, .budget = &budget};
    struct repair joined;

    parse_good(&query, "semi colon cat");
    assert_true(repair_join(&repairs, 0, &joined));
    assert_int_equal(joined.begin, 0);
    assert_int_equal(joined.end, 10);
    assert_true(has_choice(&joined, "semicolon", NULL));
    assert_false(repair_join(&repairs, 1, &joined));
    free(plan);
}

/* The runs of the term in English texts, or in others. */
static uint32_t runs_of(const struct charindex *index, uint32_t term, bool english)
{
    struct list_range lists =
        charindex_lists(index, (struct term_range){.first = term, .end = term + 1});
    unsigned first = FIELD_KEYWORD + sources_english(charindex_sources(index));
    uint32_t runs = 0;

    for (uint32_t list = lists.first; list < lists.end; list++) {
        unsigned field = charindex_list_field(index, list);

        if ((field < FIELD_KEYWORD || field == first) == english)
            runs += charindex_list(index, list).count;
    }
    return runs;
}

/* A word that is in one English text, and in many German ones, which were not requested. */
static void test_a_word_may_be_an_error_in_one_language(void **state)
{
    static const struct search_options options = {.scope = SCOPE_ALL};
    static struct query query;
    const struct charindex *index = *state;
    size_t tried = 0;

    if (charindex_sources(index)->language_count != 2)
        skip();
    for (uint32_t term = 0; term < charindex_terms(index); term++) {
        struct slice word = charindex_term_text(index, term);
        struct term_range longer = charindex_terms_with(index, word.bytes, word.size);
        struct budget budget = BUDGET_INIT;
        struct repairs repairs = {.index = index, .query = &query, .budget = &budget};
        struct plan *plan;
        char text[16];

        if (word.size < 5 || word.size >= sizeof text || runs_of(index, term, true) != 1 ||
            runs_of(index, term, false) < 3 || longer.end - longer.first > 1)
            continue;
        (void)snprintf(text, sizeof text, "%.*s", (int)word.size, word.bytes);
        parse_good(&query, text);
        plan = plan_for_guesses(index, &query, &options);
        repairs.plan = plan;
        assert_int_equal(repairs_find(&repairs), 1);
        tried += repairs.count;
        free(plan);
        if (repairs.count == 0)
            fail_msg("%s", text);
    }
    assert_true(tried > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_wrong_word_has_its_choices),
        cmocka_unit_test(test_a_word_may_be_two),
        cmocka_unit_test(test_what_is_not_repaired),
        cmocka_unit_test(test_neighbours_that_are_one_word),
        cmocka_unit_test(test_a_word_may_be_an_error_in_one_language),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
