/*
 * Splitting plain language.
 */

#include "index/search/reading/tokens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_words_in_lower_case(void **state)
{
    struct tokens tokens;

    (void)state;
    assert_true(tokens_split(&tokens, slice_of(" Upside-down  E\xC3\x89 don't")));
    assert_int_equal(tokens.count, 4);
    assert_true(slice_is(tokens.list[0], "upside"));
    assert_true(slice_is(tokens.original[0], "Upside"));
    assert_true(slice_is(tokens.list[2], "e\xC3\x89"));
    assert_true(slice_is(tokens.list[3], "don't"));
}

static void test_what_is_not_plain_language(void **state)
{
    static const char *const texts[] = {"",
                                        "word",
                                        " word ",
                                        "a|b",
                                        "a b*",
                                        "block:x y",
                                        "-a b",
                                        "a b?",
                                        "\"a b\"",
                                        "a, b",
                                        "a b c d e f g h i j k l m n o p q"};
    char large[TOKENS_SIZE + 2];
    struct tokens tokens;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (tokens_split(&tokens, slice_of(texts[i])))
            fail_msg("%s", texts[i]);
    memset(large, 'a', sizeof large);
    large[1] = ' ';
    assert_true(tokens_split(&tokens, (struct slice){large, TOKENS_SIZE}));
    assert_false(tokens_split(&tokens, (struct slice){large, TOKENS_SIZE + 1}));
}

static void test_phrases(void **state)
{
    struct tokens tokens;

    (void)state;
    assert_true(tokens_split(&tokens, slice_of("upside down e")));
    assert_int_equal(tokens_match(&tokens, 0, "upside down"), 2);
    assert_int_equal(tokens_match(&tokens, 0, "upside"), 1);
    assert_int_equal(tokens_match(&tokens, 0, "upside downs"), 0);
    assert_int_equal(tokens_match(&tokens, 0, "ups"), 0);
    assert_int_equal(tokens_match(&tokens, 1, "down e f"), 0);
    assert_int_equal(tokens_match(&tokens, 2, "e"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_in_lower_case),
        cmocka_unit_test(test_what_is_not_plain_language),
        cmocka_unit_test(test_phrases),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
