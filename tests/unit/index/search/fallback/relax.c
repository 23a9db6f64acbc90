/*
 * Alternatives to words that find nothing together: other forms of the words, then fewer words; and
 * queries that are not relaxed.
 */

#include "index/search/fallback/relax.h"

#include "tests/unit/index/search/world.h"

/* Every proposal can be parsed. */
static void assert_queries(const struct proposals *proposals, size_t limit)
{
    assert_true(proposals->count <= limit);
    for (size_t i = 0; i < proposals->count; i++) {
        struct query query;

        assert_non_null(memchr(proposals->queries[i], '\0', SUGGESTION_SIZE));
        assert_true(strlen(proposals->queries[i]) <= QUERY_MAX_SIZE);
        parse_good(&query, proposals->queries[i]);
        assert_true(query.count > 0);
    }
}

/* For free(); with the query that it is parallel to. */
static struct plan *parallel_plan_of(const struct charindex *index, const char *text,
                                     struct query *query)
{
    const struct search_options options = {.scope = SCOPE_ALL};
    struct plan *plan;

    parse_good(query, text);
    plan = plan_parallel(index, query, &options);
    assert_non_null(plan);
    return plan;
}

static void propose_forms(const struct charindex *index, const char *text, bool all_known,
                          struct proposals *proposal)
{
    struct budget budget = BUDGET_INIT;
    struct query query;
    struct plan *plan = parallel_plan_of(index, text, &query);

    memset(proposal, 0xA5, sizeof *proposal);
    assert_int_equal(relax_forms(index, &query, plan, text, all_known, &budget, proposal), 0);
    free(plan);
    assert_queries(proposal, 1);
}

static void propose_words(const struct charindex *index, const char *text,
                          struct proposals *proposals)
{
    struct query query;
    struct plan *plan = parallel_plan_of(index, text, &query);

    memset(proposals, 0xA5, sizeof *proposals);
    relax_words(index, &query, plan, text, proposals);
    free(plan);
    assert_queries(proposals, PROPOSALS_MAX);
}

static bool has_piece(const char *query, const char *piece)
{
    size_t size = strlen(piece);

    for (const char *at = query; (at = strstr(at, piece)); at += size) {
        bool begins = at == query || at[-1] == ' ' || at[-1] == '|';

        if (begins && (at[size] == '\0' || at[size] == ' ' || at[size] == '|'))
            return true;
    }
    return false;
}

/* The proposal has the word, and the form as an alternative. */
static void assert_form(const struct charindex *index, const char *text, const char *word,
                        const char *form)
{
    struct proposals proposal;

    propose_forms(index, text, true, &proposal);
    if (proposal.count != 1)
        fail_msg("\"%s\" has no other form", text);
    if (!has_piece(proposal.queries[0], word) || !has_piece(proposal.queries[0], form))
        fail_msg("\"%s\" becomes \"%s\", without %s", text, proposal.queries[0], form);
}

static void assert_no_form(const struct charindex *index, const char *text)
{
    struct proposals proposal;

    for (int all_known = 0; all_known < 2; all_known++) {
        propose_forms(index, text, all_known != 0, &proposal);
        if (proposal.count > 0)
            fail_msg("\"%s\" becomes \"%s\"", text, proposal.queries[0]);
    }
}

static void assert_words(const struct charindex *index, const char *text, const char *first)
{
    struct proposals proposals;

    propose_words(index, text, &proposals);
    if (proposals.count == 0)
        fail_msg("nothing is proposed for \"%s\"", text);
    if (strcmp(proposals.queries[0], first) != 0)
        fail_msg("\"%s\" becomes \"%s\", not \"%s\"", text, proposals.queries[0], first);
}

static void assert_no_words(const struct charindex *index, const char *text)
{
    struct proposals proposals;

    propose_words(index, text, &proposals);
    if (proposals.count > 0)
        fail_msg("\"%s\" becomes \"%s\"", text, proposals.queries[0]);
}

/*
 * Forms.
 */

static void test_a_word_has_forms(void **state)
{
    assert_form(*state, "drops", "drops", "drop");
    assert_form(*state, "arrows", "arrows", "arrow");
    assert_form(*state, "running man", "running", "run");
    assert_form(*state, "crying", "crying", "cries"); /* the stem is a prefix of neither */
}

static void test_the_other_words_stay_as_they_were_written(void **state)
{
    struct proposals proposal;

    propose_forms(*state, "  Sun,ARROWS ", true, &proposal);
    assert_int_equal(proposal.count, 1);
    assert_int_equal(strncmp(proposal.queries[0], "Sun ARROWS|", 11), 0);
    assert_true(has_piece(proposal.queries[0], "arrow"));
}

/* The word itself finds longer words with that prefix. */
static void test_longer_words_are_not_proposed(void **state)
{
    assert_no_form(*state, "arrow");
    assert_no_form(*state, "sun moon");
}

/* Inflected, in a form that is not in the index. */
static void test_an_unknown_word_is_replaced_by_its_forms(void **state)
{
    struct proposals proposal;
    uint32_t term;

    assert_false(charindex_term(*state, "snowmans", 8, &term));
    propose_forms(*state, "snowmans", true, &proposal);
    assert_int_equal(proposal.count, 0); /* a misspelling comes first */
    propose_forms(*state, "snowmans", false, &proposal);
    assert_int_equal(proposal.count, 1);
    assert_string_equal(proposal.queries[0], "snowman");
    propose_forms(*state, "black snowmans", false, &proposal);
    assert_int_equal(proposal.count, 1);
    assert_string_equal(proposal.queries[0], "black snowman");
}

static void test_words_without_forms(void **state)
{
    assert_no_form(*state, "");
    assert_no_form(*state, "e");
    assert_no_form(*state, "os");             /* too short */
    assert_no_form(*state, "qzxwvkjs");       /* not a word */
    assert_no_form(*state, "\u592A");         /* not English */
    assert_no_form(*state, "\u00F6");         /* a letter that may be pasted */
    assert_no_form(*state, "geese children"); /* the stemmer does not change it */
}

/* A word too long for a term, and for a buffer on the stack. */
static void test_very_long_words_have_no_forms(void **state)
{
    char text[QUERY_MAX_SIZE + 1];

    for (size_t size = 60; size < 70; size++) {
        memset(text, 'a', size);
        memcpy(text + size - 4, "ings", 5);
        assert_no_form(*state, text);
    }
    memset(text, 's', QUERY_MAX_SIZE);
    text[QUERY_MAX_SIZE] = '\0';
    assert_no_form(*state, text);
    assert_no_words(*state, text);
}

/*
 * Fewer words.
 */

static void test_unknown_words_are_dropped_first(void **state)
{
    assert_words(*state, "qzxwvkj sun", "sun");
    assert_words(*state, "cat qzxwvkj  Face", "cat Face");
    assert_words(*state, "qzxwvkj black qzxwvkk sun", "black sun");
}

static void test_the_most_common_words_are_dropped_next(void **state)
{
    struct proposals proposals;

    propose_words(*state, "letter snowman mosque", &proposals);
    assert_true(proposals.count >= 4);
    assert_string_equal(proposals.queries[0], "snowman mosque");
    for (size_t i = 1; i < 3; i++)
        assert_true(has_piece(proposals.queries[i], "letter")); /* another was given up */
    assert_string_equal(proposals.queries[3], "snowman|mosque");
}

static void assert_only(const struct charindex *index, const char *text, const char *only)
{
    struct proposals proposals;

    propose_words(index, text, &proposals);
    assert_int_equal(proposals.count, 1);
    assert_string_equal(proposals.queries[0], only);
}

static void test_of_two_words_either_or_the_rarer(void **state)
{
    assert_only(*state, "snowman mosque", "snowman|mosque");
    assert_only(*state, "Mosque,  snowman", "Mosque|snowman");
    assert_only(*state, "letter mosque", "mosque"); /* in any position */
    assert_only(*state, "mosque letter", "mosque");
}

/* Each proposal is less specific: it has only words of the query, and fewer. */
static void test_nothing_is_added(void **state)
{
    static const char *const words[] = {"black", "small", "letter", "snowman",
                                        "arrow", "cat",   "heart",  "mosque"};
    char text[QUERY_MAX_SIZE] = "";

    for (size_t count = 0; count < COUNT(words); count++) {
        struct proposals proposals;

        if (count > 0)
            strcat(text, " ");
        strcat(text, words[count]);
        propose_words(*state, text, &proposals);
        assert_int_equal(proposals.count > 0, count > 0);
        for (size_t i = 0; i < proposals.count; i++) {
            size_t present = 0;

            for (size_t word = 0; word <= count; word++)
                present += has_piece(proposals.queries[i], words[word]);
            assert_true(present > 0);
            assert_true(present <= count || strchr(proposals.queries[i], '|'));
            for (size_t other = 0; other < i; other++)
                assert_string_not_equal(proposals.queries[i], proposals.queries[other]);
        }
    }
}

static void test_one_word_cannot_be_fewer(void **state)
{
    assert_no_words(*state, "");
    assert_no_words(*state, "sun");
    assert_no_words(*state, "qzxwvkj");
    assert_no_words(*state, "qzxwvkj qzxwvkk"); /* both unknown */
}

/*
 * Queries that are not relaxed.
 */

static void test_only_words_are_relaxed(void **state)
{
    static const char *const queries[] = {
        "name:arrows",    "arrows -sun",    "arrows|drops cats",     "\"snowman arrows\"",
        "arrows U+2600",  "arrows drop*",   "block:arrows arrows",   "emoji:yes -arrows -drops",
        "arrows \u2600",  "\u2600\u2601",   "U+2190..U+2199 arrows", "emoji:yes arrows drops",
        "snowman \u00F6", "arrows \"sun\"", "keyword:arrows mosque", "arrows -\"snowman\"",
    };

    for (size_t i = 0; i < COUNT(queries); i++) {
        assert_no_form(*state, queries[i]);
        assert_no_words(*state, queries[i]);
    }
}

static void test_more_words_than_any_name_has(void **state)
{
    assert_no_form(*state, "a b c d e f g h arrows");
    assert_no_words(*state, "snowman b c d e f g h mosque");
}

/* A proposal that would be too long for a query is dropped. Combining marks, which are ignored,
 * make the words long. */
static void test_the_longest_query(void **state)
{
    enum { MARKS = 71, LONG_WORDS = 7 };
    char text[QUERY_MAX_SIZE + 1] = "arrows";
    struct proposals proposals;

    for (size_t word = 0; word < LONG_WORDS; word++) {
        propose_forms(*state, text, false, &proposals);
        assert_int_equal(proposals.count, 1);
        strcat(text, " qx");
        for (size_t i = 0; i < MARKS; i++)
            strcat(text, "\u0301");
    }
    assert_true(strlen(text) + strlen("|arrow") > QUERY_MAX_SIZE);
    propose_forms(*state, text, false, &proposals);
    assert_int_equal(proposals.count, 0);
    assert_words(*state, text, "arrows");
}

static void test_nonsense_ends(void **state)
{
    uint64_t seed = 9;

    for (uint32_t round = 0; round < 200; round++) {
        char text[QUERY_MAX_SIZE + 1];
        size_t size = 1 + random_below(&seed, round % 4 == 0 ? QUERY_MAX_SIZE : 40);
        struct proposals proposals;

        for (size_t i = 0; i < size; i++)
            text[i] = random_below(&seed, 6) == 0 ? ' ' : (char)('a' + random_below(&seed, 26));
        text[size] = '\0';
        propose_forms(*state, text, false, &proposals);
        propose_words(*state, text, &proposals);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_word_has_forms),
        cmocka_unit_test(test_the_other_words_stay_as_they_were_written),
        cmocka_unit_test(test_longer_words_are_not_proposed),
        cmocka_unit_test(test_an_unknown_word_is_replaced_by_its_forms),
        cmocka_unit_test(test_words_without_forms),
        cmocka_unit_test(test_very_long_words_have_no_forms),
        cmocka_unit_test(test_unknown_words_are_dropped_first),
        cmocka_unit_test(test_the_most_common_words_are_dropped_next),
        cmocka_unit_test(test_of_two_words_either_or_the_rarer),
        cmocka_unit_test(test_nothing_is_added),
        cmocka_unit_test(test_one_word_cannot_be_fewer),
        cmocka_unit_test(test_only_words_are_relaxed),
        cmocka_unit_test(test_more_words_than_any_name_has),
        cmocka_unit_test(test_the_longest_query),
        cmocka_unit_test(test_nonsense_ends),
    };

    return cmocka_run_group_tests(tests, world_make, world_free);
}
