/* Drawings of glyphs, with and without a frame, and of what has none. */

#include "server/fonts/program/outline.h"

#include <string.h>

#include "tests/unit/server/fonts/program/a_font.h"

static bool draw(struct slice font, uint32_t point, bool boxed, struct outline *out)
{
    struct shaped_glyph glyphs[SHAPE_MAX];
    size_t count = shape_text(font, 0, &point, 1, glyphs);

    return count > 0 && outline_draw(font, 0, glyphs, count, boxed, out);
}

/* The share of pixels with ink, in percent; and on the margin, in *margin. */
static unsigned ink(const struct outline *outline, unsigned *margin)
{
    unsigned all = 0;

    *margin = 0;
    for (unsigned i = 0; i < OUTLINE_PIXELS * OUTLINE_PIXELS; i++) {
        unsigned x = i % OUTLINE_PIXELS, y = i / OUTLINE_PIXELS;

        all += outline->pixels[i] > 127;
        *margin += outline->pixels[i] > 0 &&
                   (x < 16 || y < 16 || x >= OUTLINE_PIXELS - 16 || y >= OUTLINE_PIXELS - 16);
    }
    return all * 100 / (OUTLINE_PIXELS * OUTLINE_PIXELS);
}

static void test_a_glyph_is_a_drawing(void **state)
{
    struct slice font = a_font(SIZE_MAX);
    struct outline plain, boxed;
    unsigned margin, share;

    (void)state;
    assert_true(draw(font, 0x2588, false, &plain)); /* a full block */
    assert_int_equal(plain.path.bytes[0], 'M');
    assert_true(plain.side > 2048);
    share = ink(&plain, &margin);
    assert_true(share > 30 && share < 80);
    assert_int_equal(margin, 0);
    outline_release(&plain);
    assert_true(draw(font, '.', false, &plain)); /* stays small */
    assert_true(ink(&plain, &margin) < 3);
    assert_true(draw(font, '.', true, &boxed));
    assert_true(boxed.path.size > plain.path.size);
    assert_true(ink(&boxed, &margin) > ink(&plain, &margin));
    outline_release(&boxed);
    outline_release(&plain);
    free((void *)font.bytes);
}

static void test_what_has_no_drawing(void **state)
{
    static const struct shaped_glyph none = {.number = 60000}, far = {.number = 36, .x = 1 << 30},
                                     deep = {.number = 36, .y = INT32_MIN};
    struct slice font = a_font(SIZE_MAX);
    struct outline out;

    (void)state;
    assert_false(draw(font, ' ', false, &out));
    assert_false(outline_draw(font, 0, &none, 1, false, &out));
    assert_false(outline_draw(font, 0, &far, 1, false, &out));
    assert_false(outline_draw(font, 0, &deep, 1, true, &out));
    assert_false(outline_draw(font, 0, &none, 0, false, &out));
    assert_false(outline_draw(font, 9, &none, 1, false, &out));
    assert_false(outline_draw(slice_of("OTTO"), 0, &none, 1, false, &out));
    free((void *)font.bytes);
}

static void use(struct slice font)
{
    static const struct shaped_glyph glyphs[] = {{.number = 36}, {.number = 300, .x = 900}};
    struct outline out;

    if (outline_draw(font, 0, glyphs, 2, true, &out))
        outline_release(&out);
}

static void test_damaged_fonts_are_survived(void **state)
{
    (void)state;
    damaged_fonts(60, use);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_glyph_is_a_drawing),
        cmocka_unit_test(test_what_has_no_drawing),
        cmocka_unit_test(test_damaged_fonts_are_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
