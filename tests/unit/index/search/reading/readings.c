/*
 * All readings together.
 */

#include "index/search/reading/readings.h"

#include "tests/unit/index/search/reading/reading.h"

static void find(const struct charindex *index, struct slice text, struct reading_answers *answers)
{
    struct budget budget = BUDGET_INIT;

    memset(answers, 0xA5, sizeof *answers);
    readings_find(index, text, &budget, answers);
}

static void test_white_space_around_a_text(void **state)
{
    struct reading_answers answers;

    find(*state, slice_of(" \t221E \r\n"), &answers);
    assert_int_equal(answers.document_count, 1);
    assert_string_equal(answers.list[0].label, "code point");
}

static void test_several_readings_of_a_text(void **state)
{
    struct reading_answers answers;

    find(*state, slice_of("c3a7"), &answers);
    assert_int_equal(answers.count, 2);
    find(*state, slice_of("10024"), &answers);
    assert_int_equal(answers.count, 2);
    assert_string_equal(answers.list[1].label, "decimal code point");
}

static void test_what_no_reading_is_for(void **state)
{
    static const char *const texts[] = {
        "",     " ",     "U+2600",       "block:arrows", "cat|dog",      "\xFF\xFE",
        "\xC3", "face*", "\"cat face\"", "-cat",         "arrow -black", "white cat face"};
    char large[QUERY_MAX_SIZE + 1];
    struct reading_answers answers;

    for (size_t i = 0; i < COUNT(texts); i++) {
        find(*state, slice_of(texts[i]), &answers);
        if (answers.count > 0 || answers.document_count > 0 || answers.query_count > 0)
            fail_msg("\"%s\" is read", texts[i]);
    }
    memset(large, '2', sizeof large);
    find(*state, (struct slice){large, sizeof large}, &answers);
    assert_int_equal(answers.count, 0);
}

/* Random texts of pieces of notations. */
static void test_any_text_within_the_budget(void **state)
{
    static const char *const pieces[] = {
        "\\",   "u",  "x", "26", "03", "U+", "&",        "#",        "hearts",   ";",
        "%",    "E2", "=", "{",  "}",  "N",  "alt ",     "bold ",    "a ",       "with ",
        "0x",   ", ", " ", "-",  ":",  "_",  "\xC3\xA9", "\xC3\x83", "\xC2\xA9", "d83d",
        "de00", "(",  ")", "<",  ">",  "'",  "chr"};
    struct reading_answers answers;
    uint64_t seed = 1;

    for (int text = 0; text < 5000; text++) {
        struct budget budget = BUDGET_INIT;
        size_t size = 0, most = random_below(&seed, 8) ? 24 : QUERY_MAX_SIZE;
        char *bytes = malloc(most);

        assert_non_null(bytes);
        for (;;) {
            const char *piece = pieces[random_below(&seed, COUNT(pieces))];

            if (size + strlen(piece) > most)
                break;
            memcpy(bytes + size, piece, strlen(piece));
            size += strlen(piece);
        }
        readings_find(*state, (struct slice){bytes, size}, &budget, &answers);
        assert_true(budget.left[BUDGET_EVALUATE] >= -BUDGET_OVERDRAFT_STEPS);
        for (uint32_t i = 0; i < answers.document_count; i++)
            assert_true(answers.documents[i] < charindex_documents(*state));
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_white_space_around_a_text),
        cmocka_unit_test(test_several_readings_of_a_text),
        cmocka_unit_test(test_what_no_reading_is_for),
        cmocka_unit_test(test_any_text_within_the_budget),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
