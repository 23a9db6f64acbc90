/*
 * Words with wildcards: which of them belong to a word, and what is a prefix or punctuation.
 */

#include "index/search/query/grammar_patterns.h"

#include "tests/unit/index/search/query/parsing.h"

static void patterns(void **state)
{
    static const struct reading readings[] = {
        {"*arrow", "*arrow@0-6"},
        {"arr?w", "arr?w@0-5"},
        {"*row*", "*row*@0-5"},
        {"a*w", "a*w@0-3"},
        {"A*W", "a*w@0-3"},
        {"?rrow", "?rrow@0-5"},
        {"a??w", "a??w@0-4"},
        {"a?*w", "a?*w@0-4"},
        {"**bold**", "*bold*@0-8"},
        {"cat**", "cat*@0-5"},
        {"c*t*", "c*t*@0-4"},
        {"\xC3\xA9\xC3\xA9*x", "ee*x@0-6"},
        {"?\xC3\xA9", "?e@0-3"},
        {"*\xE5\xA4\xAA", "*\xE5\xA4\xAA@0-4"},
        {"name:*cat", "name:*cat@0-9"},
        {"keyword:c?t", "keyword:c?t@0-11"},
        {"cat|d*g", "cat@0-3|d*g@4-7"},
        {"x -*arrow", "x@0-1 -*arrow@3-9"},
        {"c?t face", "c?t@0-3 face@4-8"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

/* Punctuation separates words, as it does without wildcards. */
static void patterns_among_punctuation(void **state)
{
    static const struct reading readings[] = {
        {"euro-*cy", "euro@0-4 *cy@5-8"},
        {"eur*-cur*", "eur*@0-4 cur*@5-9"}, /* two prefixes */
        {"*uro-currency", "*uro@0-4 currency@5-13"},
        {"(*arrow)", "*arrow@1-7"},
        {"cat*.", "cat*@0-4"},
        {"greek.*gamma", "greek@0-5 gamma@7-12"},
        {"^greek.*gamma$", "greek@1-6 gamma@8-13"},
        {"greek.+gamma", "greek@0-5 gamma@7-12"},
        {"cat.*", "cat@0-3"},
        {".*cat", "cat@2-5"},
        {"*-cat", "cat@2-5"},
        {"http://x?y", "http@0-4 x?y@7-10"},
    };
    struct query query;
    struct query_error error;

    (void)state;
    assert_readings(readings, COUNT(readings));
    assert_true(parse(&query, "eur*-cur*", 9, &error));
    assert_int_equal(query.clauses[0].kind, QUERY_PREFIX);
    assert_int_equal(query.clauses[1].kind, QUERY_PREFIX);
    assert_true(parse(&query, "cat**", 5, &error));
    assert_int_equal(query.clauses[0].kind, QUERY_PATTERN);
}

static void what_is_not_a_pattern(void **state)
{
    static const struct reading readings[] = {
        {"*", "[U+002A]@0-1"},
        {"?", "[U+003F]@0-1"},
        {"**", "[U+002A U+002A]@0-2"},
        {"*?", "[U+002A U+003F]@0-2"},
        {"what?", "what@0-4"},
        {"what?!", "what@0-4"},
        {"what? cat", "what@0-4 cat@6-9"},
        {"\"cat?face\"", "\"cat face\"@0-10"},
        {"-what's-up? x", "-\"what s up\"@1-11 x@12-13"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(readings); i++) {
        struct query_error error;
        struct query query;

        assert_true(parse(&query, readings[i].text, strlen(readings[i].text), &error));
        for (size_t k = 0; k < query.count; k++)
            assert_int_not_equal(query.clauses[k].kind, QUERY_PATTERN);
    }
    assert_readings(readings, COUNT(readings));
}

static void wrong_patterns(void **state)
{
    static const char several[] = "several words with a wildcard";
    static const struct refusal refusals[] = {
        {"x -euro-*cy", 9, several},       {"cat|*uro-currency", 10, several},
        {"*uro-currency|cat", 6, several}, {"name:euro-*cy", 11, several},
        {"-greek.*gamma", 9, several},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
}

static void a_pattern_that_is_too_long_is_no_word(void **state)
{
    char text[QUERY_MAX_SIZE];
    struct query_error error;
    struct query query;

    (void)state;
    memset(text, 'a', sizeof text);
    text[0] = '*';
    assert_true(parse(&query, text, sizeof text, &error));
    assert_int_equal(query.count, 1);
    assert_int_equal(query.clauses[0].kind, QUERY_PATTERN);
    assert_int_equal(query.words[0].size, 0);
    parse_pattern(&query, "*a ");
    parse_pattern(&query, "?\xEF\xB7\xBA ");
    parse_pattern(&query, "a?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns),
        cmocka_unit_test(patterns_among_punctuation),
        cmocka_unit_test(what_is_not_a_pattern),
        cmocka_unit_test(wrong_patterns),
        cmocka_unit_test(a_pattern_that_is_too_long_is_no_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
