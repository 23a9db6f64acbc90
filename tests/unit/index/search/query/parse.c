/*
 * Adding to a query, and errors.
 */

#include "index/search/query/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct query query;
static struct query_error error;

static struct parse parse_on(const char *text)
{
    memset(&query, 0, sizeof query);
    memset(&error, 0xA5, sizeof error);
    return (struct parse){
        .cursor = {.text = text, .size = strlen(text)},
        .query = &query,
        .error = &error,
    };
}

static void test_columns_count_code_points(void **state)
{
    struct parse parse = parse_on("\xE2\x98\x80\xC3\xA9x");

    (void)state;
    assert_int_equal(parse_fail(&parse, COMPLAINT_ESCAPE, 0, "at %s", "first"), PARSE_ERROR);
    assert_int_equal(error.column, 1);
    assert_string_equal(error.message, "at first");
    assert_int_equal(parse_fail(&parse, COMPLAINT_ESCAPE, 5, "at %d", 3), PARSE_ERROR);
    assert_int_equal(error.column, 3);
    assert_int_equal(parse_fail(&parse, COMPLAINT_ESCAPE, 6, "at the end"), PARSE_ERROR);
    assert_int_equal(error.column, 4);
}

static void test_a_long_message_is_cut(void **state)
{
    struct parse parse = parse_on("x");

    (void)state;
    (void)parse_fail(&parse, COMPLAINT_ESCAPE, 0, "%0500d", 1);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static void test_clauses_carry_their_group(void **state)
{
    struct parse parse = parse_on("-cat|dog");
    struct query_clause *clause;

    (void)state;
    parse.negated = true;
    parse.clause = (struct span){1, 4};
    query.group_count = 7;
    clause = parse_add_clause(&parse, QUERY_WORD);
    assert_ptr_equal(clause, &query.clauses[0]);
    assert_int_equal(clause->kind, QUERY_WORD);
    assert_int_equal(clause->field, QUERY_ANYWHERE);
    assert_true(clause->negated);
    assert_int_equal(clause->group, 7);
    assert_int_equal(clause->begin, 1);
    assert_int_equal(clause->end, 4);
    assert_int_equal(parse_add_range(&parse, 3, 9), PARSE_OK);
    assert_int_equal(query.count, 2);
    assert_int_equal(query.clauses[1].low, 3);
    assert_int_equal(query.clauses[1].high, 9);
    assert_true(query.clauses[1].negated);
}

static void test_points_follow_previous_points(void **state)
{
    struct parse parse = parse_on("x\xE2\x98\x80\xE2\x98\x81y");
    const uint32_t two[] = {0x41, 0x42};

    (void)state;
    assert_int_equal(parse_add_points(&parse, two, 2), PARSE_OK);
    assert_int_equal(parse_add_text(&parse, (struct span){1, 7}), PARSE_OK);
    assert_int_equal(query.count, 2);
    assert_int_equal(query.point_count, 4);
    assert_int_equal(query.clauses[1].first, 2);
    assert_int_equal(query.clauses[1].count, 2);
    assert_int_equal(query.points[1], 0x42);
    assert_int_equal(query.points[2], 0x2600);
    assert_int_equal(query.points[3], 0x2601);
}

static void test_words_keep_their_position_in_the_text(void **state)
{
    struct parse parse = parse_on("..Cat FACE");
    struct words words;
    struct word word;

    (void)state;
    words_init(&words, parse.cursor.text + 2, 8);
    while (words_next(&words, &word))
        assert_true(parse_add_word(&parse, &word, 2));
    assert_int_equal(query.word_count, 2);
    assert_int_equal(query.words[1].begin, 6);
    assert_int_equal(query.words[1].end, 10);
    assert_int_equal(query.words[1].first, 3);
    assert_int_equal(query.words[1].size, 4);
    assert_int_equal(query.words[1].letter, -1);
    assert_int_equal(query.folded_size, 7);
    assert_memory_equal(query.folded, "catface", 7);
}

static void test_folded_bytes_up_to_the_end_of_the_table(void **state)
{
    static const char bytes[QUERY_FOLDED_SIZE];
    struct parse parse = parse_on("caf\xC3\xA9 x");
    uint32_t first = UINT32_MAX;

    (void)state;
    parse.clause = (struct span){6, 7};
    assert_true(parse_add_folded(&parse, bytes, QUERY_FOLDED_SIZE - 1, &first));
    assert_int_equal(first, 0);
    assert_false(parse_add_folded(&parse, bytes, 2, &first));
    assert_int_equal(error.column, 6);
    assert_int_equal(query.folded_size, QUERY_FOLDED_SIZE - 1);
    assert_true(parse_add_folded(&parse, "!", 1, &first));
    assert_int_equal(first, QUERY_FOLDED_SIZE - 1);
    assert_true(parse_add_folded(&parse, bytes, 0, &first));
    assert_false(parse_add_folded(&parse, bytes, 1, &first));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_count_code_points),
        cmocka_unit_test(test_a_long_message_is_cut),
        cmocka_unit_test(test_clauses_carry_their_group),
        cmocka_unit_test(test_points_follow_previous_points),
        cmocka_unit_test(test_words_keep_their_position_in_the_text),
        cmocka_unit_test(test_folded_bytes_up_to_the_end_of_the_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
