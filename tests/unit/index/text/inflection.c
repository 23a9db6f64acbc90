/*
 * Forms that share a stem, words without a stem, and words that only look related.
 */

#include "index/text/inflection.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int begin(void **state)
{
    *state = inflection_new();
    return *state ? 0 : -1;
}

static int end(void **state)
{
    inflection_free(*state);
    return 0;
}

static void assert_stem(struct inflection *inflection, const char *word, const char *expected)
{
    char stem[STEM_MAX_SIZE];
    size_t size = inflection_stem(inflection, word, strlen(word), stem);

    if (size != strlen(expected) || memcmp(stem, expected, size) != 0)
        fail_msg("the stem of %s is %.*s", word, (int)size, stem);
}

static bool related(struct inflection *inflection, const char *one, const char *other)
{
    char a[STEM_MAX_SIZE], b[STEM_MAX_SIZE];
    size_t size = inflection_stem(inflection, one, strlen(one), a);

    assert_true(size > 0);
    return inflection_stem(inflection, other, strlen(other), b) == size && memcmp(a, b, size) == 0;
}

static void test_forms_of_a_word(void **state)
{
    assert_true(related(*state, "drop", "drops"));
    assert_true(related(*state, "drop", "dropped"));
    assert_true(related(*state, "drop", "dropping"));
    assert_true(related(*state, "cry", "cries"));
    assert_true(related(*state, "cry", "crying"));
    assert_true(related(*state, "circle", "circled"));
    assert_true(related(*state, "circles", "circling"));
}

static void test_other_words(void **state)
{
    assert_false(related(*state, "drop", "droop"));
    assert_false(related(*state, "goose", "geese"));
    assert_false(related(*state, "cross", "crocs"));
    assert_false(related(*state, "sun", "sunrise"));
    assert_false(related(*state, "cry", "crystal"));
}

/* The stem is not necessarily a word, and may have letters that the word does not have. */
static void test_stems(void **state)
{
    assert_stem(*state, "drops", "drop");
    assert_stem(*state, "crying", "cri");
    assert_stem(*state, "cry", "cri");
    assert_stem(*state, "cat", "cat");
    assert_stem(*state, "a", "a");
    assert_stem(*state, "s", "s");
}

/* Words that are not English are left unchanged. */
static void test_words_of_other_scripts(void **state)
{
    assert_stem(*state, "\u592A\u967D", "\u592A\u967D");
    assert_stem(*state, "\u03C0", "\u03C0");
    assert_stem(*state, "\u0441\u043E\u043B\u043D\u0446\u0435",
                "\u0441\u043E\u043B\u043D\u0446\u0435");
    assert_stem(*state, "2600", "2600");
}

static void test_words_too_long_for_a_stem(void **state)
{
    char word[STEM_MAX_SIZE * 2], stem[STEM_MAX_SIZE];

    memset(word, 'a', sizeof word);
    assert_int_equal(inflection_stem(*state, word, STEM_MAX_SIZE - 1, stem), STEM_MAX_SIZE - 1);
    assert_int_equal(inflection_stem(*state, word, STEM_MAX_SIZE, stem), 0);
    assert_int_equal(inflection_stem(*state, word, sizeof word, stem), 0);
    assert_int_equal(inflection_stem(*state, word, 0, stem), 0);
}

/* The word ends at its size, whatever follows it in memory. One call does not affect the next. */
static void test_words_stand_in_texts(void **state)
{
    char stem[STEM_MAX_SIZE];

    assert_int_equal(inflection_stem(*state, "dropsical", 5, stem), 4);
    assert_memory_equal(stem, "drop", 4);
    assert_int_equal(inflection_stem(*state, "ab", 1, stem), 1);
    assert_memory_equal(stem, "a", 1);
    assert_stem(*state, "drops", "drop");
}

/* Terms are valid UTF-8. The stemmer must still return for any other bytes. */
static void test_any_bytes(void **state)
{
    char word[8], stem[STEM_MAX_SIZE];

    for (unsigned byte = 0; byte < 256; byte++)
        for (size_t size = 1; size <= sizeof word; size++) {
            memset(word, (int)byte, sizeof word);
            word[size / 2] = 's';
            assert_true(inflection_stem(*state, word, size, stem) <= sizeof stem);
        }
}

/* Words that stand for each other have one key. */
static void test_keys(void **state)
{
    static const char *const alike[][2] = {
        {"trophies", "trophy"}, {"arrows", "arrow"}, {"crosses", "crossed"}, {"mice", "mouse"},
        {"feet", "foot"},       {"leaves", "leaf"},  {"1", "one"},           {"8", "eight"},
        {"100", "hundred"},     {"colour", "color"}, {"grey", "gray"},       {"knives", "knife"},
        {"colours", "color"},   {"greys", "gray"},   {"oxen", "ox"},         {"oxes", "ox"},
    };
    static const char *const none[] = {"",    "a",  "is",           "4711",
                                       "007", "1a", "\u592A\u967D", "fl\u00F6te"};
    char a[STEM_MAX_SIZE], b[STEM_MAX_SIZE];

    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        size_t size = inflection_key(*state, alike[i][0], strlen(alike[i][0]), a);

        if (size == 0 || inflection_key(*state, alike[i][1], strlen(alike[i][1]), b) != size ||
            memcmp(a, b, size) != 0)
            fail_msg("%s does not stand for %s", alike[i][0], alike[i][1]);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(inflection_key(*state, none[i], strlen(none[i]), a), 0);
}

static void test_null_may_be_freed(void **state)
{
    (void)state;
    inflection_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_of_a_word),
        cmocka_unit_test(test_other_words),
        cmocka_unit_test(test_stems),
        cmocka_unit_test(test_words_of_other_scripts),
        cmocka_unit_test(test_words_too_long_for_a_stem),
        cmocka_unit_test(test_words_stand_in_texts),
        cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_null_may_be_freed),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
