/*
 * Every complaint, with a query that brings it, and what else is told: the key of a value, and the closest name.
 */

#include "index/search/query/complaint.h"

#include "tests/unit/index/search/query/parsing.h"

#define MANY_PHRASES                                                                               \
    "\"a\" \"b\" \"c\" \"d\" \"e\" \"f\" \"g\" \"h\" \"i\" \"j\" \"k\" \"l\" \"m\" \"n\" \"o\" "   \
    "\"p\" \"q\""

static const struct {
    enum complaint complaint;
    const char *text, *key, *closest;
} refusals[] = {
    {COMPLAINT_QUOTE_OPEN, "cat \"fa", NULL, ""},
    {COMPLAINT_QUOTE_OPEN, "block:\"Arr", NULL, ""},
    {COMPLAINT_QUOTE_SPACE, "\"cat\"face", NULL, ""},
    {COMPLAINT_QUOTE_INSIDE, "cat\"face\"", NULL, ""},
    {COMPLAINT_QUOTE_EMPTY, "\"-\"", NULL, ""},
    {COMPLAINT_OR_BEFORE, "|cat", NULL, ""},
    {COMPLAINT_OR_AFTER, "cat|", NULL, ""},
    {COMPLAINT_MINUS_FIRST, "cat|-dog", NULL, ""},
    {COMPLAINT_MINUS_KEY, "block:-arrows", NULL, ""},
    {COMPLAINT_MINUS_TWICE, "--cat", NULL, ""},
    {COMPLAINT_MINUS_ONLY, "-cat", NULL, ""},
    {COMPLAINT_KEY_UNKNOWN, "blok:arrows", NULL, "block"},
    {COMPLAINT_KEY_UNKNOWN, "qqqqqq:arrows", NULL, ""},
    {COMPLAINT_KEY_OF_CODE_POINT, "hex:2603", NULL, ""},
    {COMPLAINT_VALUE_MISSING, "block:", NULL, ""},
    {COMPLAINT_VALUE_UNKNOWN, "script:grekk", "script", "Greek"},
    {COMPLAINT_VALUE_UNKNOWN, "sc:qqqqqq", "script", ""},
    {COMPLAINT_VALUE_UNKNOWN, "gc:qqqqqq", "category", ""},
    {COMPLAINT_VALUE_NOT_YES_NO, "emoji:maybe", "emoji", ""},
    {COMPLAINT_VALUE_NOT_VERSION, "age:x", "age", ""},
    {COMPLAINT_VALUE_NOT_NUMBER, "nv:q", "nv", ""},
    {COMPLAINT_VALUE_NOT_PLANE, "plane:17", "plane", ""},
    {COMPLAINT_VALUE_NOT_CHARACTER, "like:cats", NULL, ""},
    {COMPLAINT_WORD_MISSING, "name:*", NULL, ""},
    {COMPLAINT_RANGE_OPEN, "U+2600..x", NULL, ""},
    {COMPLAINT_RANGE_REVERSED, "U+2600..U+2", NULL, ""},
    {COMPLAINT_RANGE_ENDS, "a..z", NULL, ""},
    {COMPLAINT_STAR_QUOTED, "\"arrow*\"", NULL, ""},
    {COMPLAINT_STAR_WORDS, "-cat-face*", NULL, ""},
    {COMPLAINT_STAR_WORDS, "-*cat-face", NULL, ""},
    {COMPLAINT_CODE_POINT, "U+26ZZ", NULL, ""},
    {COMPLAINT_ESCAPE, "\\u{26", NULL, ""},
    {COMPLAINT_REFERENCE, "&#", NULL, ""},
    {COMPLAINT_TOO_MANY_PHRASES, MANY_PHRASES, NULL, ""},
    {COMPLAINT_NOT_UTF_8, "cat \xFF", NULL, ""},
};

static void assert_complaint(size_t i)
{
    struct query_error error;
    struct query query;

    if (parse(&query, refusals[i].text, strlen(refusals[i].text), &error))
        fail_msg("\"%s\" was taken", refusals[i].text);
    if (error.complaint != refusals[i].complaint)
        fail_msg("\"%s\": %s", refusals[i].text, complaint_code(error.complaint));
    if (refusals[i].key)
        assert_string_equal(error.key, refusals[i].key);
    else
        assert_null(error.key);
    assert_string_equal(error.closest, refusals[i].closest);
}

/* The two others need a text that is too long, and an index in which a search costs too much. */
static void test_each_complaint_has_a_query(void **state)
{
    bool seen[COMPLAINT_COUNT] = {[COMPLAINT_TOO_LONG] = true, [COMPLAINT_TOO_EXPENSIVE] = true};

    (void)state;
    for (size_t i = 0; i < COUNT(refusals); i++) {
        assert_complaint(i);
        seen[refusals[i].complaint] = true;
    }
    for (unsigned i = 0; i < COMPLAINT_COUNT; i++)
        if (!seen[i])
            fail_msg("no query for %s", complaint_code((enum complaint)i));
}

static void test_too_long(void **state)
{
    static char text[QUERY_MAX_SIZE + 1];
    struct query_error error;
    struct query query;

    (void)state;
    memset(text, 'a', sizeof text);
    assert_false(parse(&query, text, sizeof text, &error));
    assert_int_equal(error.complaint, COMPLAINT_TOO_LONG);
}

/* Programs keep codes: each is short, and there once. */
static void test_codes(void **state)
{
    (void)state;
    for (unsigned i = 0; i < COMPLAINT_COUNT; i++) {
        const char *code = complaint_code((enum complaint)i);

        assert_in_range(strlen(code), 1, 40);
        assert_int_equal(strspn(code, "abcdefghijklmnopqrstuvwxyz8-"), strlen(code));
        for (unsigned j = 0; j < i; j++)
            assert_string_not_equal(code, complaint_code((enum complaint)j));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_complaint_has_a_query),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_codes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
