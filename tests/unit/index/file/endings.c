/*
 * Terms of the small index by their endings, compared with a scan of all terms.
 */

#include "index/file/endings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

static void test_texts_are_compared_from_their_ends(void **state)
{
    static const char *const ascending[] = {"", "a", "za", "b", "ab", "aab", "\xC3\xA9"};

    (void)state;
    for (size_t i = 0; i < COUNT(ascending); i++)
        for (size_t k = 0; k < COUNT(ascending); k++) {
            int order = endings_compare(slice_of(ascending[i]), slice_of(ascending[k]));
            bool same = i == k;

            assert_true(same ? order == 0 : (order < 0) == (i < k));
        }
}

static bool ends_in(struct slice text, struct slice ending)
{
    return text.size >= ending.size &&
           slice_equal((struct slice){text.bytes + text.size - ending.size, ending.size}, ending);
}

/* All terms with the ending are in the range, and no others. */
static void assert_range(const struct charindex *index, struct slice ending)
{
    struct term_range range = charindex_terms_ending(index, ending);
    uint32_t expected = 0;

    for (uint32_t term = 0; term < charindex_terms(index); term++)
        expected += ends_in(charindex_term_text(index, term), ending);
    assert_int_equal(range.end - range.first, expected);
    for (uint32_t place = range.first; place < range.end; place++)
        assert_true(
            ends_in(charindex_term_text(index, charindex_ending_term(index, place)), ending));
}

static void test_terms_with_an_ending(void **state)
{
    struct charindex *index = parse_good(*state);

    for (uint32_t term = 0; term < charindex_terms(index); term++) {
        struct slice text = charindex_term_text(index, term);

        for (size_t size = 0; size <= text.size; size++)
            assert_range(index, (struct slice){text.bytes + text.size - size, size});
    }
    assert_range(index, slice_of("zzz"));
    assert_range(index, slice_of("\xFF"));
    assert_range(index, slice_of("longer than any term of the small index"));
    charindex_unref(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_texts_are_compared_from_their_ends),
        STORY(test_terms_with_an_ending),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
