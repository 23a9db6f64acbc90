/*
 * Slices compared with each other and with C strings. The texts are in memory of exactly their
 * size, so that a sanitizer sees a read past the end.
 */

#include "index/base/slice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* In byte order: the index in the table is the expected order. */
static const struct slice ascending[] = {
    {NULL, 0},       {"\0", 1},   {"\0\0", 2}, {"A", 1},        {"a", 1},        {"a\0", 2},
    {"a\0b", 3},     {"aa", 2},   {"ab", 2},   {"abc", 3},      {"b", 1},        {"\x7F", 1},
    {"\xC3\xA9", 2}, {"\xEF", 1}, {"\xFF", 1}, {"\xFF\xFF", 2}, {"\xFF\xFFz", 3}};

static struct slice copy_of(struct slice slice)
{
    char *bytes = malloc(slice.size > 0 ? slice.size : 1);

    assert_non_null(bytes);
    if (slice.size > 0)
        memcpy(bytes, slice.bytes, slice.size);
    return (struct slice){.bytes = bytes, .size = slice.size};
}

static void test_every_pair_is_in_byte_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ascending); i++)
        for (size_t j = 0; j < COUNT(ascending); j++) {
            struct slice a = copy_of(ascending[i]), b = copy_of(ascending[j]);
            int order = slice_compare(a, b);

            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
            assert_int_equal(slice_equal(a, b), i == j);
            free((void *)a.bytes);
            free((void *)b.bytes);
        }
}

static void test_prefixes(void **state)
{
    static const struct {
        const char *text, *prefix;
        bool expected;
    } table[] = {
        {"", "", true},       {"a", "", true},       {"", "a", false},     {"abc", "a", true},
        {"abc", "ab", true},  {"abc", "abc", true},  {"ab", "abc", false}, {"abc", "b", false},
        {"abc", "aB", false}, {"abc", "abd", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct slice text = copy_of(slice_of(table[i].text));
        struct slice prefix = copy_of(slice_of(table[i].prefix));

        assert_int_equal(slice_has_prefix(text, prefix), table[i].expected);
        free((void *)text.bytes);
        free((void *)prefix.bytes);
    }
}

static void test_null_is_allowed_where_the_size_is_0(void **state)
{
    const struct slice nothing = {.bytes = NULL, .size = 0};

    (void)state;
    assert_true(slice_equal(nothing, nothing));
    assert_true(slice_equal(nothing, slice_of("")));
    assert_true(slice_is(nothing, ""));
    assert_false(slice_is(nothing, "a"));
    assert_true(slice_has_prefix(nothing, nothing));
    assert_true(slice_has_prefix(slice_of("a"), nothing));
    assert_false(slice_has_prefix(nothing, slice_of("a")));
    assert_int_equal(slice_compare(nothing, nothing), 0);
    assert_true(slice_compare(nothing, slice_of("a")) < 0);
    assert_true(slice_compare(slice_of("a"), nothing) > 0);
}

static void test_a_c_string_ends_at_its_nul(void **state)
{
    (void)state;
    assert_int_equal(slice_of("").size, 0);
    assert_int_equal(slice_of("arrow").size, 5);
    assert_true(slice_is((struct slice){"arrows", 5}, "arrow"));
    assert_false(slice_is((struct slice){"arrows", 6}, "arrow"));
    assert_false(slice_is((struct slice){"arro", 4}, "arrow"));
    assert_false(slice_is((struct slice){"arrow\0", 6}, "arrow")); /* NUL is an ordinary byte */
    assert_false(slice_is((struct slice){"Arrow", 5}, "arrow"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_pair_is_in_byte_order),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_null_is_allowed_where_the_size_is_0),
        cmocka_unit_test(test_a_c_string_ends_at_its_nul),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
