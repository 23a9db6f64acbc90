/* Slices of a font, and of damaged ones. */

#include "server/fonts/program/cut.h"

#include "tests/unit/server/fonts/program/a_font.h"

static const uint32_t letters[] = {'a', 'b', 'c'}, lacking[] = {'a', 0x12000};

static void test_a_slice_is_small_and_in_woff2(void **state)
{
    struct slice font = a_font(SIZE_MAX);
    struct buffer out = BUFFER_INIT;

    (void)state;
    assert_true(cut_slice(font, 0, letters, 3, &out));
    assert_memory_equal(out.bytes, "wOF2", 4);
    assert_true(out.size < 4096);
    buffer_release(&out);
    free((void *)font.bytes);
}

static void test_what_cannot_be_cut(void **state)
{
    struct slice font = a_font(SIZE_MAX);
    struct buffer out = BUFFER_INIT;

    (void)state;
    assert_false(cut_slice(font, 0, lacking, 2, &out)); /* not all: nothing */
    assert_false(cut_slice(font, 1, letters, 3, &out)); /* no such face */
    assert_false(cut_slice(font, UINT16_MAX, letters, 3, &out));
    assert_false(cut_slice(slice_of("OTTO"), 0, letters, 3, &out));
    assert_false(cut_slice(slice_of(""), 0, letters, 3, &out));
    assert_int_equal(out.size, 0);
    free((void *)font.bytes);
}

static void cut(struct slice font)
{
    struct buffer out = BUFFER_INIT;

    (void)cut_slice(font, 0, letters, 3, &out);
    buffer_release(&out);
}

static void test_damaged_fonts_are_survived(void **state)
{
    (void)state;
    damaged_fonts(60, cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_slice_is_small_and_in_woff2),
        cmocka_unit_test(test_what_cannot_be_cut),
        cmocka_unit_test(test_damaged_fonts_are_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
