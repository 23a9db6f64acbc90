/*
 * The table of irregular forms: its order, and that no form leads to another.
 */

#include "index/text/irregular.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *word, *base;
} rows[] = {
#define ROW(word, base) {word, base},
#include "index/text/irregular_table.h"
#undef ROW
};

static void test_the_table_ascends(void **state)
{
    (void)state;
    for (size_t i = 1; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i - 1].word, rows[i].word) >= 0)
            fail_msg("%s comes after %s", rows[i].word, rows[i - 1].word);
}

static void test_every_row_is_found(void **state)
{
    struct slice base;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(irregular_base(slice_of(rows[i].word), &base));
        assert_true(slice_is(base, rows[i].base));
        if (irregular_base(slice_of(rows[i].base), &base) && !slice_is(base, rows[i].base))
            fail_msg("%s is a form itself", rows[i].base);
    }
}

static void test_other_words_are_regular(void **state)
{
    static const char *const words[] = {"",      "a",     "mous", "mouse",    "mices", "mic",
                                        "zebra", "11111", "1 ",   "\xFF\xFF", "cats"};
    struct slice base = slice_of("unchanged");

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_false(irregular_base(slice_of(words[i]), &base));
    assert_true(slice_is(base, "unchanged"));
    /* The word ends at its size. */
    assert_true(irregular_base((struct slice){.bytes = "micel", .size = 4}, &base));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_ascends),
        cmocka_unit_test(test_every_row_is_found),
        cmocka_unit_test(test_other_words_are_regular),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
