/*
 * Glyphs in colour. No test machine needs a font that has some; where one is installed it is read, and
 * tests/fonts/run draws every emoji.
 */

#include "server/fonts/program/colour.h"

#include <string.h>

#include "tests/unit/server/fonts/program/a_font.h"

#define EMOJI "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"

static void test_a_font_without_colour(void **state)
{
    static const struct shaped_glyph glyph = {.number = 36};
    struct slice font = a_font(SIZE_MAX);
    struct colour out;

    (void)state;
    assert_false(colour_draw(font, 0, &glyph, 1, &out));
    assert_false(colour_draw(font, 9, &glyph, 1, &out));
    assert_false(colour_draw(slice_of("OTTO"), 0, &glyph, 1, &out));
    free((void *)font.bytes);
}

static void draw(struct slice font)
{
    static const uint32_t flag[] = {0x1F1E8, 0x1F1ED};
    struct shaped_glyph glyphs[SHAPE_MAX], wrong = {.number = 65000}, far;
    struct colour out;
    size_t red = 0;

    assert_int_equal(shape_text(font, 0, flag, 2, glyphs), 1);
    assert_true(colour_draw(font, 0, glyphs, 1, &out));
    for (size_t i = 0; i < (size_t)out.width * out.height; i++)
        red += out.pixels[i * 4] > 200 && out.pixels[i * 4 + 1] < 80 && out.pixels[i * 4 + 3] > 200;
    assert_true(red > (size_t)out.width * out.height / 4);
    colour_release(&out);
    far = glyphs[0];
    far.x = INT32_MAX;
    glyphs[1] = far;
    assert_false(colour_draw(font, 0, glyphs, 2, &out));
    assert_false(colour_draw(font, 0, &wrong, 1, &out));
    assert_false(colour_draw(font, 0, glyphs, 0, &out));
}

static void test_a_font_with_colour(void **state)
{
    FILE *file = fopen(EMOJI, "r");
    struct slice font;
    char *bytes;

    (void)state;
    if (!file)
        return;
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    font.size = (size_t)ftell(file);
    rewind(file);
    font.bytes = bytes = malloc(font.size);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, font.size, file), font.size);
    (void)fclose(file);
    draw(font);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_font_without_colour),
        cmocka_unit_test(test_a_font_with_colour),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
