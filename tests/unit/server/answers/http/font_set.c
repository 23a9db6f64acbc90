/* Sets of slices: who keeps them alive, how they are found, and what CSS says of them. */

#include "server/answers/http/font_set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct font_slice *slice_new(uint32_t row, uint32_t first, uint32_t last, const char *name,
                                    const char *bytes)
{
    struct font_points points = {.bits = {0}};

    for (uint32_t point = first; point <= last; point++)
        font_points_add(&points, point);
    return font_slice_new(row, &points, name, name, slice_of(bytes));
}

static void test_slices_are_found_by_their_digests_alone(void **state)
{
    static const struct font_rows made;
    struct font_slice *slices[100];
    struct font_set *set;
    char bytes[16];

    (void)state;
    for (uint32_t i = 0; i < 100; i++) {
        (void)snprintf(bytes, sizeof bytes, "slice %u", i);
        slices[i] = slice_new(99 - i, 0, i, "", bytes);
    }
    set = font_set_new(slices, 100, &made);
    assert_int_equal(font_set_count(set), 100);
    for (uint32_t i = 0; i < 100; i++) {
        struct slice digest = slice_of(font_slice_digest(slices[i]));

        assert_ptr_equal(font_set_find(set, digest), slices[i]);
        digest.size--;
        assert_null(font_set_find(set, digest));
        font_slice_unref(slices[i]); /* the set has references of its own */
    }
    assert_null(font_set_find(set, slice_of("00000000000000000000000000000000")));
    assert_null(font_set_find(set, slice_of("ffffffffffffffffffffffffffffffff")));
    assert_null(font_set_find(set, slice_of("")));
    font_set_unref(font_set_ref(set));
    font_set_unref(set);
}

static void test_the_rules_of_a_row(void **state)
{
    struct font_slice *slices[] = {slice_new(1, 0x100, 0x1ff, "One", "1"),
                                   slice_new(2, 0x2ff, 0x2ff, "", "2"),
                                   slice_new(1, 0x13f, 0x140, "Two", "3")};
    struct font_rows made = {.words = {0}};
    struct buffer css = BUFFER_INIT;
    struct font_set *set;

    (void)state;
    font_rows_add(&made, 1);
    set = font_set_new(slices, 3, &made);
    font_set_append_css(set, 1, &css);
    buffer_append(&css, "", 1);
    assert_non_null(strstr(css.bytes, "src:local(\"One\"),url(fonts/")); /* one name, once */
    assert_non_null(strstr(css.bytes, ":U+100-1FF;"));
    assert_non_null(strstr(css.bytes, ":U+13F-140;"));
    assert_null(strstr(css.bytes, "2FF"));
    css.size = 0;
    font_set_append_css(set, 2, &css);
    buffer_append(&css, "", 1);
    assert_non_null(strstr(css.bytes, "src:url(fonts/"));
    assert_non_null(strstr(css.bytes, ":U+2FF;"));
    css.size = 0;
    font_set_append_css(set, 0, &css);
    font_set_append_css(set, FONT_ROWS - 1, &css);
    assert_int_equal(css.size, 0);
    assert_true(font_set_made(set, 1));
    assert_false(font_set_made(set, 0) || font_set_made(set, 2) || font_set_made(set, 65));
    buffer_release(&css);
    for (size_t i = 0; i < 3; i++)
        font_slice_unref(slices[i]);
    font_set_unref(set);
}

static void test_nothing_at_all(void **state)
{
    static const struct font_rows made;
    struct font_set *set = font_set_new(NULL, 0, &made);

    (void)state;
    assert_int_equal(font_set_count(set), 0);
    assert_null(font_set_find(set, slice_of("00000000000000000000000000000000")));
    font_set_unref(set);
    font_set_unref(NULL);
    font_slice_unref(NULL);
}

static void test_what_is_asked_for_twice_is_one_row(void **state)
{
    struct font_demand demand = {{0}};

    (void)state;
    font_demand_add(&demand, 64);
    font_demand_add(&demand, 64);
    font_demand_add(&demand, FONT_ROWS - 1);
    assert_true(demand.words[1] == 1);
    assert_true(demand.words[FONT_ROWS / 64 - 1] == (uint64_t)1 << 63);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slices_are_found_by_their_digests_alone),
        cmocka_unit_test(test_the_rules_of_a_row),
        cmocka_unit_test(test_nothing_at_all),
        cmocka_unit_test(test_what_is_asked_for_twice_is_one_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
