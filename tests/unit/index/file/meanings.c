/*
 * Lookups of phrases in the small index, and of what is almost one.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

static void assert_meaning(const struct charindex *index, uint32_t at, const char *query,
                           bool wider)
{
    struct meaning meaning = charindex_meaning(index, at);

    assert_true(slice_is(meaning.query, query));
    assert_int_equal(meaning.wider, wider);
}

static void test_synonyms_and_wider_words(void **state)
{
    struct charindex *index = parse_good(*state);
    struct meaning_range range = charindex_meanings(index, slice_of("beam"));

    assert_int_equal(range.end - range.first, 2);
    assert_meaning(index, range.first, "smile", false);
    assert_meaning(index, range.first + 1, "face", true);
    range = charindex_meanings(index, slice_of("wee letter"));
    assert_int_equal(range.end - range.first, 1);
    assert_meaning(index, range.first, "small letter", false);
    charindex_unref(index);
}

static void test_phrases_that_are_not_there(void **state)
{
    static const char *const others[] = {"",     "a",   "bea",         "beams",
                                         "Beam", "wee", "wee  letter", "z"};
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(others); i++) {
        struct meaning_range range = charindex_meanings(index, slice_of(others[i]));

        assert_int_equal(range.first, range.end);
    }
    charindex_unref(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_synonyms_and_wider_words),
        STORY(test_phrases_that_are_not_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
