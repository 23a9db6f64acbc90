/*
 * Every kind of spelling has a word for tables and a label for people, and is found by its word.
 */

#include "index/sources/records/spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_every_kind_is_found_by_its_word(void **state)
{
    (void)state;
    for (unsigned kind = 0; kind < SPELLING_KINDS; kind++) {
        const char *word = spelling_word((enum spelling_kind)kind);

        assert_int_equal(spelling_find(slice_of(word)), kind);
        assert_int_equal(strspn(word, "abcdefghijklmnopqrstuvwxyz-"), strlen(word));
    }
    assert_int_equal(spelling_find(slice_of("emoticon")), SPELLING_EMOTICON);
}

static void test_other_words_are_no_kind(void **state)
{
    static const char *const words[] = {"",         "emoti",    "emoticons",
                                        "Emoticon", "EMOTICON", "emoticon "};

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_int_equal(spelling_find(slice_of(words[i])), SPELLING_KINDS);
    assert_int_equal(spelling_find((struct slice){.bytes = "site\0", .size = 5}), SPELLING_KINDS);
}

static void test_labels_differ(void **state)
{
    (void)state;
    for (unsigned a = 0; a < SPELLING_KINDS; a++)
        for (unsigned b = 0; b < a; b++)
            assert_string_not_equal(spelling_label((enum spelling_kind)a),
                                    spelling_label((enum spelling_kind)b));
    assert_string_equal(spelling_label(SPELLING_LATEX), "LaTeX");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind_is_found_by_its_word),
        cmocka_unit_test(test_other_words_are_no_kind),
        cmocka_unit_test(test_labels_differ),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
