/*
 * Which words say nothing about a character, and which only look like them.
 */

#include "index/search/fallback/function_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_function_words(void **state)
{
    static const char *const words[] = {"a",    "the",  "of",   "how",    "i",        "it",
                                        "with", "is",   "do",   "symbol", "sign",     "emoji",
                                        "text", "sort", "html", "entity", "codepoint"};

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!function_word(slice_of(words[i])))
            fail_msg("%s counts", words[i]);
}

static void test_all_others_count(void **state)
{
    static const char *const words[] = {"",    " ",    "b",        "th",       "ymbo",
                                        "up",  "down", "left",     "over",     "not",
                                        "cat", "dash", "\xC3\xA9", "symbolic", "signature"};

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (function_word(slice_of(words[i])))
            fail_msg("%s does not count", words[i]);
}

static void test_words_that_join(void **state)
{
    (void)state;
    assert_true(function_word_joins(slice_of("with")));
    assert_true(function_word_joins(slice_of("without")));
    assert_true(function_word_joins(slice_of("in")));
    assert_false(function_word_joins(slice_of("a")));
    assert_false(function_word_joins(slice_of("sign")));
    assert_false(function_word_joins(slice_of("wit")));
    assert_false(function_word_joins(slice_of("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_function_words),
        cmocka_unit_test(test_all_others_count),
        cmocka_unit_test(test_words_that_join),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
