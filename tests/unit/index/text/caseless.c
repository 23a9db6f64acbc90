/*
 * Texts compared without case: equal if only case differs, and otherwise in the order of their
 * folded code points, so that it can sort.
 */

#include "index/text/caseless.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

static void test_case_does_not_count(void **state)
{
    static const char *const equal[][2] = {
        {"", ""},
        {"Greek_LAMBDA", "greek_lambda"},
        {"\u00C9t\u00C9", "\u00E9t\u00E9"},
        {"\u0410\u0411", "\u0430\u0431"},
        {"\U00010400", "\U00010428"},
        {"\u212A", "k"},      /* KELVIN SIGN, three bytes against one */
        {"\u1E9E", "\u00DF"}, /* capital sharp s */
        {"\u03C3", "\u03C2"}, /* final sigma */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(equal); i++) {
        assert_int_equal(caseless_compare(slice_of(equal[i][0]), slice_of(equal[i][1])), 0);
        assert_int_equal(caseless_compare(slice_of(equal[i][1]), slice_of(equal[i][0])), 0);
    }
}

/* Whichever two are compared, and in either direction. */
static void test_all_others_are_in_order(void **state)
{
    static const char *const ascending[] = {
        "",   "->", "=", "@", "[",      "_",      "`",      "A",
        "aa", "Z",  "{", "~", "\u00DF", "\u00E9", "\uFFFD", "\U0001F600",
    };

    (void)state;
    for (size_t a = 0; a < COUNT(ascending); a++)
        for (size_t b = 0; b < COUNT(ascending); b++) {
            int order = caseless_compare(slice_of(ascending[a]), slice_of(ascending[b]));

            assert_int_equal(sign(order), (a > b) - (a < b));
        }
}

static void test_what_is_more_than_case(void **state)
{
    static const char *const different[][2] = {
        {"\u00DF", "ss"}, {"\u00E9", "e"}, {"\u00E9", "e\u0301"},
        {"a", "\uFF41"},  {"i", "\u0130"}, {"i", "\u0131"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(different); i++)
        assert_int_not_equal(caseless_compare(slice_of(different[i][0]), slice_of(different[i][1])),
                             0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case_does_not_count),
        cmocka_unit_test(test_all_others_are_in_order),
        cmocka_unit_test(test_what_is_more_than_case),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
