/* Texts laid out: ligatures, marks, both directions, and what a face cannot give. */

#include "server/fonts/program/shape.h"

#include "tests/unit/server/fonts/program/a_font.h"

static size_t shape(struct slice font, const uint32_t *points, size_t count,
                    struct shaped_glyph glyphs[static SHAPE_MAX])
{
    return shape_text(font, 0, points, count, glyphs);
}

static void test_texts(void **state)
{
    static const uint32_t letters[] = {'A', 'B'}, ligature[] = {'f', 'i'}, marked[] = {'e', 0x301},
                          joined[] = {'A', 0x200D, 0xFE0F}, arabic[] = {0x644, 0x627},
                          hebrew[] = {0x5D0, 0x5D1};
    struct slice font = a_font(SIZE_MAX);
    struct shaped_glyph glyphs[SHAPE_MAX], alone[SHAPE_MAX];

    (void)state;
    assert_int_equal(shape(font, letters, 2, glyphs), 2);
    assert_int_equal(glyphs[0].x, 0);
    assert_true(glyphs[1].x > 1000 && glyphs[1].y == 0);
    assert_int_equal(shape(font, ligature, 2, glyphs), 1);
    assert_int_equal(shape(font, marked, 2, glyphs), 1); /* é */
    assert_int_equal(shape(font, joined, 3, glyphs), 1);
    assert_int_equal(shape(font, arabic, 2, glyphs), 1);
    assert_int_equal(shape(font, hebrew, 2, glyphs), 2);
    assert_int_equal(shape(font, hebrew, 1, alone), 1);
    assert_int_equal(glyphs[1].number, alone[0].number); /* from right to left */
    free((void *)font.bytes);
}

static void test_what_cannot_be_laid_out(void **state)
{
    static const uint32_t lacking[] = {'A', 0x12000}, invisible[] = {0x200D, 0xFE0F},
                          wrong[] = {0xD800, 0x110000, UINT32_MAX};
    uint32_t many[SHAPE_MAX + 1];
    struct slice font = a_font(SIZE_MAX);
    struct shaped_glyph glyphs[SHAPE_MAX];

    (void)state;
    for (size_t i = 0; i <= SHAPE_MAX; i++)
        many[i] = 'A';
    assert_int_equal(shape(font, many, SHAPE_MAX, glyphs), SHAPE_MAX);
    assert_int_equal(shape(font, many, SHAPE_MAX + 1, glyphs), 0);
    assert_int_equal(shape(font, lacking, 2, glyphs), 0);
    assert_int_equal(shape(font, invisible, 2, glyphs), 0);
    assert_int_equal(shape(font, wrong, 3, glyphs), 0);
    assert_int_equal(shape(font, wrong, 0, glyphs), 0);
    assert_int_equal(shape_text(font, 9, many, 1, glyphs), 0);
    assert_int_equal(shape(slice_of("OTTO"), many, 1, glyphs), 0);
    free((void *)font.bytes);
}

static void use(struct slice font)
{
    static const uint32_t points[] = {'f', 'i', 0x301, 0x644, 0x627};
    struct shaped_glyph glyphs[SHAPE_MAX];

    (void)shape(font, points, 5, glyphs);
}

static void test_damaged_fonts_are_survived(void **state)
{
    (void)state;
    damaged_fonts(60, use);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_what_cannot_be_laid_out),
        cmocka_unit_test(test_damaged_fonts_are_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
