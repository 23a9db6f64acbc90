/*
 * Typical misspelt queries, and queries that must not be corrected.
 */

#include "index/search/fallback/spelling.h"

#include "tests/unit/index/search/world.h"

static void correct(const struct charindex *index, const char *text, struct proposals *spelling)
{
    struct plan *plan = plan_of(index, text, SCOPE_ALL, NULL);
    struct query query;
    struct budget budget = BUDGET_INIT;

    parse_good(&query, text);
    memset(spelling, 0xA5, sizeof *spelling);
    assert_int_equal(
        spelling_correct(index, &query, plan, slice_of(text), SPELLING_ALL, &budget, spelling), 0);
    free(plan);
    assert_true(budget.left[BUDGET_EVALUATE] >= 0);
    assert_true(spelling->count <= PROPOSALS_MAX);
    for (size_t i = 0; i < spelling->count; i++) {
        assert_non_null(memchr(spelling->queries[i], '\0', SUGGESTION_SIZE));
        assert_true(strlen(spelling->queries[i]) <= QUERY_MAX_SIZE);
    }
}

static void assert_first(const struct charindex *index, const char *text, const char *first)
{
    struct proposals spelling;

    correct(index, text, &spelling);
    if (spelling.count == 0)
        fail_msg("nothing is proposed for \"%s\"", text);
    if (strcmp(spelling.queries[0], first) != 0)
        fail_msg("\"%s\" becomes \"%s\", not \"%s\"", text, spelling.queries[0], first);
}

static void assert_proposed(const struct charindex *index, const char *text, const char *wanted)
{
    struct proposals spelling;

    correct(index, text, &spelling);
    for (size_t i = 0; i < spelling.count; i++)
        if (strcmp(spelling.queries[i], wanted) == 0)
            return;
    fail_msg("\"%s\" is not proposed for \"%s\"", wanted, text);
}

static void assert_nothing(const struct charindex *index, const char *text)
{
    struct proposals spelling;

    correct(index, text, &spelling);
    if (spelling.count > 0)
        fail_msg("\"%s\" becomes \"%s\"", text, spelling.queries[0]);
}

static void test_one_error(void **state)
{
    assert_first(*state, "smyle", "smile");
    assert_first(*state, "arow", "arrow");
    assert_first(*state, "copyrigth", "copyright");
    assert_first(*state, "lamdba", "lambda");
    assert_first(*state, "questoin", "question");
    assert_first(*state, "circumflx", "circumflex");
    assert_first(*state, "ssnowman", "snowman");
    assert_first(*state, "nowman", "snowman"); /* the first letter */
}

static void test_two_errors(void **state)
{
    assert_first(*state, "excalmatoin", "exclamation");
    assert_first(*state, "sonwmann", "snowman");
    assert_first(*state, "parragrahp", "paragraph");
}

/* The first letter is seldom wrong. */
static void test_a_letter_in_another_place(void **state)
{
    assert_first(*state, "tounge", "tongue"); /* not lounge */
}

/* A word that is only the beginning of another one, or rare, where the query finds nothing. */
static void test_words_that_are_known_otherwise(void **state)
{
    assert_first(*state, "musical scre", "musical score");
    assert_first(*state, "arabic alif", "arabic alef");
}

static void doubt(const struct charindex *index, const char *text, unsigned known_min,
                  struct proposals *spelling)
{
    struct plan *plan = plan_of(index, text, SCOPE_ALL, NULL);
    struct query query;
    struct budget budget = BUDGET_INIT;

    parse_good(&query, text);
    assert_int_equal(
        spelling_doubt(index, &query, plan, slice_of(text), known_min, &budget, spelling), 0);
    free(plan);
}

static void test_doubts(void **state)
{
    struct proposals spelling;

    doubt(*state, "infinty", 120, &spelling);
    assert_true(spelling.count > 0);
    assert_string_equal(spelling.queries[0], "infinity");
    doubt(*state, "infinty", 250, &spelling); /* not so well known */
    assert_int_equal(spelling.count, 0);
    doubt(*state, "cring", 0, &spelling); /* ring: the first letter */
    for (size_t i = 0; i < spelling.count; i++)
        assert_string_not_equal(spelling.queries[i], "ring");
    doubt(*state, "zar", 0, &spelling); /* too short */
    assert_int_equal(spelling.count, 0);
    doubt(*state, "lambda", 0, &spelling); /* a word */
    assert_int_equal(spelling.count, 0);
}

static void test_words_split_in_two(void **state)
{
    const struct charindex *index = *state;

    assert_first(*state, "smilingface", "smiling face");
    assert_first(*state, "lightningbolt", "lightning bolt");
    if (world_has(index, SOURCE_ANNOTATIONS))
        assert_first(*state, "thumbsup", "thumbs up");
}

static void test_words_joined(void **state)
{
    assert_proposed(*state, "semi colon", "semicolon");
    assert_proposed(*state, "snow man", "snowman");
    assert_proposed(*state, "semi-colon", "semicolon");
    assert_proposed(*state, "arabic semi colon", "arabic semicolon");
}

static void test_the_rest_is_unchanged(void **state)
{
    assert_first(*state, "  Smyle -BLAK block:arrows|U+2600 ,",
                 "  smile -BLAK block:arrows|U+2600 ,");
    assert_first(*state, "smyle fase", "smile face");
    assert_first(*state, "name:smyle", "name:smile");
    assert_first(*state, "smyle|cat", "smile|cat");
    assert_first(*state, "-smylx copyrigth", "-smylx copyright");
    /* A word without a replacement does not prevent the others. */
    assert_first(*state, "smyle qzxwvkjqzxwvkj", "smile qzxwvkjqzxwvkj");
    assert_first(*state, "\xE2\x98\x80 smyle \"qwrtz\"", "\xE2\x98\x80 smile \"qwrtz\"");
}

/* After a field, or among alternatives, one word cannot become two. */
static void test_words_in_a_group_or_field_are_not_split(void **state)
{
    struct proposals spelling;

    correct(*state, "name:smilingface", &spelling);
    for (size_t i = 0; i < spelling.count; i++)
        assert_null(strchr(spelling.queries[i], ' '));
    correct(*state, "smilingface|cat", &spelling);
    for (size_t i = 0; i < spelling.count; i++)
        assert_null(strchr(spelling.queries[i], ' '));
}

static void test_what_is_not_corrected(void **state)
{
    char many[QUERY_MAX_SIZE], endless[QUERY_MAX_SIZE];

    assert_nothing(*state, "");
    assert_nothing(*state, "cat face");       /* known */
    assert_nothing(*state, "xq");             /* too short */
    assert_nothing(*state, "smyle1");         /* a number */
    assert_nothing(*state, "\"smyle fase\""); /* a phrase */
    assert_nothing(*state, "smyle*");         /* a prefix */
    assert_nothing(*state, "U+2600 -smyle");  /* excluded */
    assert_nothing(*state, "block:hebrew U+2600 \xE2\x98\x80");
    assert_nothing(*state, "qzxwvkjqzxwvkj");
    (void)snprintf(many, sizeof many, "smyle arow lamdba copyrigth questoin");
    assert_nothing(*state, many); /* more than REPAIRS_MAX */
    memset(endless, 'a', sizeof endless);
    endless[sizeof endless - 1] = '\0';
    assert_nothing(*state, endless);
}

/* A proposal that is too long for a query is dropped. */
static void test_the_longest_query(void **state)
{
    char text[QUERY_MAX_SIZE + 1];
    struct proposals spelling;

    memset(text, ' ', sizeof text);
    memcpy(text, "arow", 4);
    text[QUERY_MAX_SIZE] = '\0';
    correct(*state, text, &spelling);
    for (size_t i = 0; i < spelling.count; i++)
        assert_true(strncmp(spelling.queries[i], "arrow", 5) != 0);
}

static void test_nonsense_ends(void **state)
{
    uint64_t seed = 8;

    for (uint32_t round = 0; round < 100; round++) {
        char text[QUERY_MAX_SIZE + 1];
        size_t size = 1 + random_below(&seed, round % 4 == 0 ? QUERY_MAX_SIZE : 40);
        struct proposals spelling;

        for (size_t i = 0; i < size; i++)
            text[i] = random_below(&seed, 9) == 0 ? ' ' : (char)('a' + random_below(&seed, 26));
        text[size] = '\0';
        correct(*state, text, &spelling);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_error),
        cmocka_unit_test(test_two_errors),
        cmocka_unit_test(test_a_letter_in_another_place),
        cmocka_unit_test(test_words_that_are_known_otherwise),
        cmocka_unit_test(test_doubts),
        cmocka_unit_test(test_words_split_in_two),
        cmocka_unit_test(test_words_joined),
        cmocka_unit_test(test_the_rest_is_unchanged),
        cmocka_unit_test(test_words_in_a_group_or_field_are_not_split),
        cmocka_unit_test(test_what_is_not_corrected),
        cmocka_unit_test(test_the_longest_query),
        cmocka_unit_test(test_nonsense_ends),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
