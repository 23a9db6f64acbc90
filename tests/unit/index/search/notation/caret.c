/*
 * ^M, and other texts with a caret.
 */

#include "index/search/query/grammar.h"
#include "tests/unit/index/search/notation/reading.h"

static void test_every_control_character_of_ascii(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x7F; point++) {
        const char text[] = {'^', (char)(point ^ 0x40), '\0'};
        const struct reading reading = {text, 1, {point}};

        if (point < 0x20 || point == 0x7F)
            assert_read(&reading, 1);
    }
}

static void test_text_and_words_with_a_caret(void **state)
{
    static const char *const texts[] = {
        "^",  "^m", "^z", "^^^", "^_^", "^M^J", "^Ma", "M",  "^1",        "^-",  "^ M",  "a^M",
        "^>", "^`", "^{", "^~",  "^!",  "^\"",  "^*",  "^.", "^\xC3\x89", "^\t", "^\x7F"};

    (void)state;
    assert_no_match(texts, COUNT(texts));
}

static void assert_clauses(const char *text, size_t count, enum query_clause_kind kind,
                           uint32_t low)
{
    struct query_error error;
    struct query query;

    assert_true(query_parse(&query, NULL, text, strlen(text), &error));
    assert_int_equal(query.count, count);
    assert_int_equal(query.clauses[0].kind, kind);
    assert_int_equal(query.clauses[0].low, low);
}

static void test_in_a_query_it_is_a_whole_clause(void **state)
{
    (void)state;
    assert_clauses("^M", 1, QUERY_CODE_POINT, 0xD);
    assert_clauses("-^[ ^J", 2, QUERY_TEXT, 0); /* -^[ is punctuation alone, as -> is */
    assert_clauses("-^M x", 2, QUERY_CODE_POINT, 0xD);
    assert_clauses("^M|^J", 2, QUERY_CODE_POINT, 0xD);
    assert_clauses("^@..^_", 1, QUERY_RANGE, 0);
    assert_clauses("^", 1, QUERY_TEXT, 0);
    assert_clauses("^m", 1, QUERY_WORD, 0);
    assert_clauses("x^M", 2, QUERY_WORD, 0);
    assert_clauses("name:^M", 1, QUERY_WORD, 0);
    assert_clauses("\"^M\"", 1, QUERY_PHRASE, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_control_character_of_ascii),
        cmocka_unit_test(test_text_and_words_with_a_caret),
        cmocka_unit_test(test_in_a_query_it_is_a_whole_clause),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
