/*
 * Which words of a query count, and how they are written into other queries.
 */

#include "index/search/fallback/relax.h"

#include "tests/unit/index/search/world.h"

static struct relaxation relaxation_of(const struct charindex *index, struct query *query,
                                       const char *text)
{
    const struct search_options options = {.scope = SCOPE_ALL};
    struct relaxation relaxation;
    struct plan *plan;

    parse_good(query, text);
    plan = plan_parallel(index, query, &options);
    assert_non_null(plan);
    memset(&relaxation, 0xA5, sizeof relaxation);
    relax_words(index, query, plan, text, &relaxation);
    free(plan);
    return relaxation;
}

static void test_words_that_count(void **state)
{
    static const struct {
        const char *text;
        unsigned all, known, content;
    } cases[] = {
        {"cat", 1, 1, 1},
        {"qzxwvkj sun", 3, 2, 3},
        {"percent symbol", 3, 3, 1},
        {"how do i type a dash", 63, 63, 32},
        {"the symbol", 3, 3, 3}, /* nothing else is left */
        {"trophies", 1, 1, 1},   /* known by another form */
        {"x of", 3, 3, 1},
        {"an a with a ring", 31, 31, 18}, /* the letter, not the articles */
        {"i in a circle", 15, 15, 9},
        {"cat & sun", 7, 5, 5},
        {"sun - cat", 7, 5, 5},
        /* These are not relaxed. */
        {"& cat", 0, 0, 0},
        {"cat &", 0, 0, 0},
        {"cat + sun", 0, 0, 0},
        {"cat && sun", 0, 0, 0},
        {"cat &|sun dog", 0, 0, 0},
        {"", 0, 0, 0},
        {"cat|dog", 0, 0, 0},
        {"cat -dog", 0, 0, 0},
        {"\"cat face\"", 0, 0, 0},
        {"ca* dog", 0, 0, 0},
        {"name:cat face", 0, 0, 0},
        {"U+2600 sun", 0, 0, 0},
        {"block:arrows left", 0, 0, 0},
        {"\xC3\xA9", 0, 0, 0}, /* may be pasted */
        {"a b c d e f g h i j k l m n o p q", 0, 0, 0},
    };
    const struct charindex *index = *state;
    struct query query;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct relaxation relaxation = relaxation_of(index, &query, cases[i].text);

        if (relaxation.all != cases[i].all)
            fail_msg("\"%s\": %x", cases[i].text, relaxation.all);
        if (relaxation.all != 0 &&
            (relaxation.known != cases[i].known || relaxation.content != cases[i].content))
            fail_msg("\"%s\": known %x, content %x", cases[i].text, relaxation.known,
                     relaxation.content);
    }
}

static void test_words_are_written_as_they_were(void **state)
{
    static const char text[] = "  Sun,ARROWS  face ";
    struct proposals proposals = {.count = 0};
    struct query query;
    struct relaxation relaxation = relaxation_of(*state, &query, text);

    relax_append(&relaxation, 0, " ", &proposals);
    assert_int_equal(proposals.count, 0);
    relax_append(&relaxation, 5, " ", &proposals);
    relax_append(&relaxation, 7, "|", &proposals);
    assert_int_equal(proposals.count, 2);
    assert_string_equal(proposals.queries[0], "Sun face");
    assert_string_equal(proposals.queries[1], "Sun|ARROWS|face");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_that_count),
        cmocka_unit_test(test_words_are_written_as_they_were),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
