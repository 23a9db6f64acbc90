/*
 * Patterns against the vocabulary of a real index: what they find is what comparing every term
 * finds.
 */

#include "index/search/match/pattern.h"

#include <fnmatch.h>

#include "tests/unit/index/search/world.h"

static bool matches(const char *pattern, const char *word)
{
    return pattern_matches(slice_of(pattern), slice_of(word));
}

static void stars_and_question_marks(void **state)
{
    (void)state;
    assert_true(matches("*arrow", "arrow"));
    assert_true(matches("*arrow", "rightarrow"));
    assert_false(matches("*arrow", "arrows"));
    assert_true(matches("*row*", "arrows"));
    assert_true(matches("a*w", "aw"));
    assert_true(matches("a*w", "awaw"));
    assert_false(matches("a*w", "awa"));
    assert_true(matches("arr?w", "arrow"));
    assert_false(matches("arr?w", "arrw"));
    assert_true(matches("a?c", "a\xE4\xBA\x8C"
                               "c"));
    assert_false(matches("a?c", "a\xE4\xBA\x8C\xE4\xBA\x8C"
                                "c"));
    assert_true(matches("*a*a*b", "aaaaab"));
    assert_false(matches("*a*a*b", "aaaaa"));
    assert_true(matches("?", "\xE4\xBA\x8C"));
    assert_true(matches("*?", "a"));
    assert_false(matches("?*", ""));
    assert_true(matches("*", ""));
    assert_false(matches("", "a"));
    assert_true(matches("", ""));
}

/* Every ASCII term, compared by the C library. */
static void matching_is_that_of_fnmatch(void **state)
{
    static const char *const patterns[] = {"*a*e*", "?a??", "*ing", "a*", "*q*u*?k*", "a?*?e"};
    const struct charindex *index = *state;
    uint32_t found = 0;

    for (uint32_t term = 0; term < charindex_terms(index); term++) {
        struct slice text = charindex_term_text(index, term);
        char word[256];

        if (text.size >= sizeof word)
            continue;
        memcpy(word, text.bytes, text.size);
        word[text.size] = '\0';
        for (size_t i = 0; i < COUNT(patterns) && utf8_length(word, text.size) == text.size; i++) {
            bool same = fnmatch(patterns[i], word, 0) == 0;

            assert_int_equal(matches(patterns[i], word), same);
            found += same;
        }
    }
    assert_true(found > 1000);
}

static int expand(const struct charindex *index, const char *text, enum search_scope scope,
                  struct query *expanded)
{
    const struct search_options options = {.scope = scope};
    struct budget budget = BUDGET_INIT;
    struct query query;
    uint32_t clause = UINT32_MAX;
    int r;

    parse_good(&query, text);
    assert_true(pattern_is_in(&query));
    r = pattern_expand(index, &options, &budget, &query, expanded, &clause);
    assert_true(clause < query.count);
    if (r == BUDGET_OK) {
        assert_false(pattern_is_in(expanded));
        assert_true(budget.left[BUDGET_EVALUATE] >= 0);
    }
    return r;
}

/* The number of terms in the scope that match. */
static uint32_t count_terms(const struct charindex *index, const char *pattern,
                            enum search_scope scope)
{
    const struct search_options options = {.scope = scope};
    struct plan_fields fields = plan_fields_of(index, QUERY_ANYWHERE, &options);
    uint32_t count = 0;

    for (uint32_t term = 0; term < charindex_terms(index); term++) {
        struct term_range range = {term, term + 1};

        count += pattern_matches(slice_of(pattern), charindex_term_text(index, term)) &&
                 plan_fields_known(index, charindex_lists(index, range), &fields);
    }
    return count;
}

static void each_matching_word_is_an_alternative(void **state)
{
    static const char *const patterns[] = {"*arrow", "arr?w", "*row*", "a*w", "c?t", "*x?z*"};
    static const enum search_scope scopes[] = {SCOPE_NAME, SCOPE_ALL};
    const struct charindex *index = *state;
    static struct query expanded;

    for (size_t i = 0; i < COUNT(patterns) * 2; i++) {
        const char *pattern = patterns[i / 2];
        uint32_t count = count_terms(index, pattern, scopes[i % 2]);

        if (count > PATTERN_WORDS_MAX || count == 0)
            continue;
        assert_int_equal(expand(index, pattern, scopes[i % 2], &expanded), BUDGET_OK);
        assert_int_equal(expanded.count, count);
        for (size_t k = 0; k < expanded.count; k++) {
            const struct query_clause *clause = &expanded.clauses[k];
            const struct query_word *word = &expanded.words[clause->first];

            assert_int_equal(clause->kind, QUERY_PHRASE);
            assert_int_equal(clause->group, 0);
            assert_true(pattern_matches(slice_of(pattern),
                                        (struct slice){expanded.folded + word->first, word->size}));
        }
    }
}

static void other_clauses_stay(void **state)
{
    static struct query expanded;

    assert_int_equal(expand(*state, "black -arr?w U+2600", SCOPE_NAME, &expanded), BUDGET_OK);
    assert_int_equal(expanded.group_count, 3);
    assert_int_equal(expanded.clauses[0].kind, QUERY_WORD);
    assert_true(expanded.clauses[1].negated);
    assert_int_equal(expanded.clauses[expanded.count - 1].kind, QUERY_CODE_POINT);
    assert_int_equal(expanded.clauses[expanded.count - 1].group, 2);
}

/* A pattern that is not a word is read as the words between its stars. */
static void words_between_stars(void **state)
{
    static struct query expanded;

    assert_int_equal(expand(*state, "greek*gam* small", SCOPE_NAME, &expanded), BUDGET_OK);
    assert_int_equal(expanded.count, 3);
    assert_int_equal(expanded.group_count, 3);
    assert_int_equal(expanded.clauses[0].kind, QUERY_WORD);
    assert_int_equal(expanded.clauses[1].kind, QUERY_PREFIX);
    assert_int_equal(expanded.clauses[2].group, 2);
    /* Where it cannot become several groups, it finds nothing. */
    assert_int_equal(expand(*state, "greek*gamma|cat", SCOPE_NAME, &expanded), BUDGET_OK);
    assert_int_equal(expanded.count, 2);
    assert_int_equal(expanded.words[expanded.clauses[0].first].size, 0);
    assert_int_equal(expand(*state, "small -greek*gamma", SCOPE_NAME, &expanded), BUDGET_OK);
    assert_int_equal(expanded.count, 2);
    assert_int_equal(expand(*state, "x?zzyxx?z", SCOPE_NAME, &expanded), BUDGET_OK);
    assert_int_equal(expanded.count, 1);
}

static void too_many_words_are_too_expensive(void **state)
{
    static const char *const texts[] = {"*a*", "*ing", "cat *e", "*e*|*a*|*i*"};
    static struct query expanded;

    for (size_t i = 0; i < COUNT(texts); i++)
        assert_int_equal(expand(*state, texts[i], SCOPE_ALL, &expanded), BUDGET_EXCEEDED);
}

static void the_cost_has_a_limit(void **state)
{
    static const char *const pieces[] = {"*ab ", "*a?b* ", "a*a*a*a*b ", "*q*|", "?a "};
    const struct search_options options = {.scope = SCOPE_ALL};
    static struct query query, expanded;

    for (size_t i = 0; i < COUNT(pieces); i++) {
        struct budget budget = BUDGET_INIT;
        char text[QUERY_MAX_SIZE + 1] = "";
        uint32_t clause;

        while (strlen(text) + strlen(pieces[i]) + 1 < sizeof text)
            strcat(text, pieces[i]);
        strcat(text, "x");
        parse_good(&query, text);
        (void)pattern_expand(*state, &options, &budget, &query, &expanded, &clause);
        assert_true(budget.left[BUDGET_EVALUATE] > -1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stars_and_question_marks),
        cmocka_unit_test(matching_is_that_of_fnmatch),
        cmocka_unit_test(each_matching_word_is_an_alternative),
        cmocka_unit_test(other_clauses_stay),
        cmocka_unit_test(words_between_stars),
        cmocka_unit_test(too_many_words_are_too_expensive),
        cmocka_unit_test(the_cost_has_a_limit),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
