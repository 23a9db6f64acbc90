/*
 * What readings add, and its limits.
 */

#include "tests/unit/index/search/reading/reading.h"

static void start(struct reader *reader, const struct charindex *index,
                  struct reading_answers *answers, struct budget *budget)
{
    *budget = (struct budget)BUDGET_INIT;
    *reader = (struct reader){.index = index, .budget = budget, .label = "one"};
    reader->answers = answers;
    answers->count = answers->document_count = answers->query_count = 0;
}

static void test_answers_with_one_reason_are_one(void **state)
{
    struct reading_answers answers;
    struct reader reader;
    struct budget budget;

    start(&reader, *state, &answers, &budget);
    reader_add_point(&reader, 'a');
    reader_add_point(&reader, 'b');
    reader_add_point(&reader, 'a');   /* repeated */
    reader_add_point(&reader, 0x378); /* unassigned */
    assert_int_equal(answers.count, 1);
    assert_int_equal(answers.list[0].count, 2);
    reader_label(&reader, "two");
    reader_add_point(&reader, 'c');
    reader_place(&reader, READING_AFTER_WORDS);
    reader_add_point(&reader, 'd');
    assert_int_equal(answers.count, 3);
    assert_string_equal(answers.list[1].label, "two");
    assert_int_equal(answers.list[2].place, READING_AFTER_WORDS);
    assert_int_equal(answers.list[2].first, 3);
}

static void test_sequences_of_a_text(void **state)
{
    static const uint32_t points[] = {'a', 0x1F1E8, 0x1F1ED, 0x2764, 0xFE0F};
    struct reading_answers answers;
    struct reader reader;
    struct budget budget;

    start(&reader, *state, &answers, &budget);
    reader_add_points(&reader, points, COUNT(points));
    assert_int_equal(answers.document_count, 3);
    assert_true(answers.documents[1] >= charindex_first_sequence(*state));
}

static void test_queries(void **state)
{
    struct reading_answers answers;
    struct reader reader;
    struct budget budget;
    char large[SUGGESTION_SIZE];

    start(&reader, *state, &answers, &budget);
    memset(large, 'a', sizeof large);
    reader_add_query(&reader, (struct slice){large, sizeof large});
    assert_int_equal(answers.count, 0);
    for (int i = 0; i < READING_QUERIES_MAX + 1; i++)
        reader_add_query(&reader, slice_of("cat"));
    assert_int_equal(answers.query_count, READING_QUERIES_MAX);
    assert_string_equal(answers.queries[0], "cat");
    assert_true(answers.list[0].is_query);
}

static void test_full_lists(void **state)
{
    struct reading_answers answers;
    struct reader reader;
    struct budget budget;

    start(&reader, *state, &answers, &budget);
    for (uint32_t i = 0; i < READING_ANSWERS_MAX + 1; i++) {
        reader_place(&reader, i % 2 ? READING_FIRST : READING_AFTER_EXACT);
        reader_add_point(&reader, 'A' + i);
    }
    assert_int_equal(answers.count, READING_ANSWERS_MAX);
    assert_int_equal(answers.document_count, READING_ANSWERS_MAX);
}

static void test_steps(void **state)
{
    struct reading_answers answers;
    struct reader reader;
    struct budget budget;

    start(&reader, *state, &answers, &budget);
    reader_add_point(&reader, 'a');
    assert_true(budget_spent(&budget, BUDGET_EVALUATE) > 0);
    budget.left[BUDGET_EVALUATE] = 0;
    reader_add_point(&reader, 'b');
    assert_int_equal(answers.document_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers_with_one_reason_are_one),
        cmocka_unit_test(test_sequences_of_a_text),
        cmocka_unit_test(test_queries),
        cmocka_unit_test(test_full_lists),
        cmocka_unit_test(test_steps),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
