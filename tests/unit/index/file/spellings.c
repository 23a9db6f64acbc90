/*
 * Lookups of spellings in the small index: exactly first, and otherwise without case.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

static void assert_entries(const struct charindex *index, struct spelling_range range,
                           const struct spelling *expected, size_t count)
{
    assert_int_equal(range.end - range.first, count);
    for (uint32_t i = 0; i < count; i++) {
        struct spelling spelling = charindex_spelling(index, range.first + i);

        assert_int_equal(spelling.document, expected[i].document);
        assert_int_equal(spelling.kind, expected[i].kind);
    }
}

static void test_the_exact_text(void **state)
{
    struct charindex *index = parse_good(*state);
    struct spelling_range range = charindex_spellings(index, slice_of(":-)"));

    assert_true(range.exact);
    assert_entries(index, range, &(struct spelling){SMALL_IS_FACE, SPELLING_EMOTICON}, 1);
    range = charindex_spellings(index, slice_of("a"));
    assert_true(range.exact);
    assert_entries(index, range, &(struct spelling){SMALL_IS_SMALL_A, SPELLING_GLYPH}, 1);
    range = charindex_spellings(index, slice_of("A"));
    assert_true(range.exact);
    assert_entries(index, range, &(struct spelling){SMALL_IS_A, SPELLING_GLYPH}, 1);
    charindex_unref(index);
}

static void test_entries_by_kind_and_preference(void **state)
{
    static const struct spelling expected[] = {
        {SMALL_IS_TWO, SPELLING_MANDARIN},
        {SMALL_IS_ONE, SPELLING_MANDARIN},
        {SMALL_IS_ONE, SPELLING_CANTONESE},
    };
    struct charindex *index = parse_good(*state);

    assert_entries(index, charindex_spellings(index, slice_of("yi")), expected, COUNT(expected));
    charindex_unref(index);
}

static void test_case_counts_only_if_it_is_spelled_so(void **state)
{
    static const struct spelling both[] = {
        {SMALL_IS_PALE_FACE, SPELLING_SITE},
        {SMALL_IS_TWO, SPELLING_SITE},
    };
    struct charindex *index = parse_good(*state);
    struct spelling_range range = charindex_spellings(index, slice_of("YI"));

    assert_false(range.exact);
    assert_int_equal(range.end - range.first, 3);
    range = charindex_spellings(index, slice_of("Y\u00ED"));
    assert_false(range.exact);
    assert_entries(index, range, both, COUNT(both));
    charindex_unref(index);
}

static void test_what_nothing_is_spelled(void **state)
{
    static const char *const texts[] = {"",       " ",          ":-", ":-))",          ":-) ",
                                        "!",      "b",          "y",  "yii",           "~",
                                        "\u00ED", "\U0010FFFD", "aa", "y\u00ED\u00ED", "y\u00CE"};
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(texts); i++) {
        struct spelling_range range = charindex_spellings(index, slice_of(texts[i]));

        assert_false(range.exact);
        assert_int_equal(range.first, range.end);
    }
    charindex_unref(index);
}

static void test_all_are_listed(void **state)
{
    static const char *const texts[] = {":-)", "A", "a", "yi", "Y\u00CD", "y\u00ED"};
    struct charindex *index = parse_good(*state);
    uint32_t entries = 0;

    assert_int_equal(charindex_spelling_texts(index), COUNT(texts));
    for (uint32_t i = 0; i < COUNT(texts); i++) {
        assert_slice(charindex_spelling_text(index, i), texts[i]);
        assert_int_equal(charindex_spelling_entries(index, i).first, entries);
        entries = charindex_spelling_entries(index, i).end;
    }
    assert_int_equal(entries, COUNT(small_spellings));
    charindex_unref(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_the_exact_text),
        STORY(test_entries_by_kind_and_preference),
        STORY(test_case_counts_only_if_it_is_spelled_so),
        STORY(test_what_nothing_is_spelled),
        STORY(test_all_are_listed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
