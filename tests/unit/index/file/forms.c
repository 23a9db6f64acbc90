/*
 * Stems and forms of the small index.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

static uint32_t term_of(const struct charindex *index, const char *word)
{
    uint32_t term = UINT32_MAX;

    assert_true(charindex_term(index, word, strlen(word), &term));
    return term;
}

static void test_terms_of_a_stem(void **state)
{
    struct charindex *index = parse_good(*state);
    const uint32_t stem = charindex_stem(index, "l", 1);
    struct word_list forms;

    assert_int_equal(charindex_stems(index), SMALL_STEMS);
    assert_slice(charindex_stem_text(index, stem), "l");
    forms = charindex_forms(index, stem);
    assert_int_equal(forms.count, 3);
    assert_int_equal(le32toh(forms.terms_le[0]), term_of(index, "latin"));
    assert_int_equal(le32toh(forms.terms_le[1]), term_of(index, "letter"));
    assert_int_equal(le32toh(forms.terms_le[2]), term_of(index, "light"));
    charindex_unref(index);
}

static void test_the_stem_of_a_term(void **state)
{
    struct charindex *index = parse_good(*state);

    assert_int_equal(charindex_stem_of(index, term_of(index, "smile")),
                     charindex_stem(index, "grin", 4));
    assert_int_equal(charindex_stem_of(index, term_of(index, "gesicht")), CHARINDEX_NO_STEM);
    charindex_unref(index);
}

static void test_stems_that_are_not_there(void **state)
{
    static const char *const texts[] = {"", "a", "fac", "faces", "grinning", "z", "\xFF"};
    struct charindex *index = parse_good(*state);

    for (size_t i = 0; i < COUNT(texts); i++)
        assert_int_equal(charindex_stem(index, texts[i], strlen(texts[i])), CHARINDEX_NO_STEM);
    charindex_unref(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_terms_of_a_stem),
        STORY(test_the_stem_of_a_term),
        STORY(test_stems_that_are_not_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
