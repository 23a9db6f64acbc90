/*
 * Words of a span as clauses: places, letters, and the prefix at its end.
 */

#include "index/search/query/grammar_terms.h"

#include "tests/unit/index/search/query/parsing.h"

static struct query query;
static struct query_error error;

static enum parse_result terms(const char *text, enum query_field field, bool prefix)
{
    struct parse parse = {
        .cursor = {.text = text, .size = strlen(text)}, .query = &query, .error = &error};

    query.count = query.word_count = query.point_count = query.folded_size = 0;
    query.group_count = 0;
    parse.clause = (struct span){0, strlen(text)};
    return grammar_terms(&parse, parse.clause, field, prefix);
}

static void each_word_is_a_group(void **state)
{
    (void)state;
    assert_int_equal(terms("Euro-currency", QUERY_ANYWHERE, false), PARSE_OK);
    assert_int_equal(query.count, 2);
    assert_int_equal(query.group_count, 1); /* the last one is open */
    assert_int_equal(query.clauses[1].group, 1);
    assert_int_equal(query.clauses[0].end, 4);
    assert_int_equal(query.clauses[1].begin, 5);
    assert_memory_equal(query.folded, "eurocurrency", 12);
}

static void the_last_one_may_be_a_prefix(void **state)
{
    (void)state;
    assert_int_equal(terms("euro-curr", QUERY_ANYWHERE, true), PARSE_OK);
    assert_int_equal(query.clauses[0].kind, QUERY_WORD);
    assert_int_equal(query.clauses[1].kind, QUERY_PREFIX);
    assert_int_equal(terms("euro.", QUERY_ANYWHERE, true), PARSE_OK); /* it does not end the span */
    assert_int_equal(query.clauses[0].kind, QUERY_WORD);
}

static void letters_stand_for_themselves(void **state)
{
    (void)state;
    assert_int_equal(terms("\xE2\x84\xA6", QUERY_ANYWHERE, false), PARSE_OK);
    assert_int_equal(query.words[0].letter, 0x2126); /* not an omega */
    assert_int_equal(terms("\xE2\x84\xA6", QUERY_NAME, false), PARSE_OK);
    assert_int_equal(query.words[0].letter, -1);
    assert_int_equal(terms("x\xCC\x82", QUERY_ANYWHERE, false), PARSE_OK);
    assert_int_equal(query.count, 2); /* or as pasted text */
    assert_int_equal(query.clauses[1].kind, QUERY_TEXT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_is_a_group),
        cmocka_unit_test(the_last_one_may_be_a_prefix),
        cmocka_unit_test(letters_stand_for_themselves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
