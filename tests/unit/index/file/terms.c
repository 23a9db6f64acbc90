/*
 * Terms of the small index by their text and by their beginnings, compared with a scan of all terms.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "index/file/charindex.h"
#include "tests/unit/index/file/subject.h"

static void assert_range(const struct charindex *index, struct slice prefix)
{
    struct term_range range = charindex_terms_with(index, prefix.bytes, prefix.size);

    for (uint32_t term = 0; term < charindex_terms(index); term++) {
        struct slice text = charindex_term_text(index, term);
        bool has = slice_has_prefix(text, prefix);

        assert_int_equal(has, term >= range.first && term < range.end);
        if (term < range.first)
            assert_true(slice_compare(text, prefix) < 0);
    }
}

/* Every beginning of every term, and what comes directly before and after it. */
static void test_terms_with_a_beginning(void **state)
{
    struct charindex *index = parse_good(*state);

    for (uint32_t term = 0; term < charindex_terms(index); term++) {
        struct slice text = charindex_term_text(index, term);
        char word[64];

        assert_true(text.size < sizeof word);
        for (size_t size = 1; size <= text.size; size++) {
            memcpy(word, text.bytes, size);
            assert_range(index, (struct slice){word, size});
            word[size - 1]--;
            assert_range(index, (struct slice){word, size});
            word[size - 1] = (char)(word[size - 1] + 2);
            assert_range(index, (struct slice){word, size});
        }
    }
    assert_range(index, slice_of(""));
    assert_range(index, slice_of("\xFF\xFF"));
    charindex_unref(index);
}

static void test_every_term_is_found(void **state)
{
    struct charindex *index = parse_good(*state);

    for (uint32_t term = 0; term < charindex_terms(index); term++) {
        struct slice text = charindex_term_text(index, term);
        uint32_t found = UINT32_MAX;
        char longer[64];

        assert_true(charindex_term(index, text.bytes, text.size, &found));
        assert_int_equal(found, term);
        memcpy(longer, text.bytes, text.size);
        longer[text.size] = '\x01';
        assert_false(charindex_term(index, longer, text.size + 1, &found));
    }
    charindex_unref(index);
}

static void test_texts_of_terms_are_neighbours(void **state)
{
    struct charindex *index = parse_good(*state);
    struct slice all =
        charindex_terms_text(index, (struct term_range){.first = 0, .end = charindex_terms(index)});
    size_t size = 0;

    for (uint32_t term = 0; term < charindex_terms(index); term++) {
        struct slice text = charindex_term_text(index, term);

        assert_ptr_equal(text.bytes, all.bytes + size);
        size += text.size;
    }
    assert_int_equal(size, all.size);
    assert_int_equal(charindex_terms_text(index, (struct term_range){3, 3}).size, 0);
    charindex_unref(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_terms_with_a_beginning),
        STORY(test_every_term_is_found),
        STORY(test_texts_of_terms_are_neighbours),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
