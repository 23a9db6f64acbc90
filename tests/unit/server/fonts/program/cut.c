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

/* No test machine needs a font with images; where one is installed it is cut. */
#define EMOJI "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"

enum { SLICE_MAX = 60 << 10 };

/* Two people with a skin tone each: all that their characters can be shaped to is too much. Without U+FE0F, which the
 * font shapes with, but does not have. */
static const uint32_t couple[] = {0x1F469, 0x1F3FB, 0x200D, 0x2764, 0x200D, 0x1F468, 0x1F3FF};
enum { COUPLE = sizeof couple / sizeof *couple };

static void test_a_text_has_its_own_images_alone(void **state)
{
    FILE *file = fopen(EMOJI, "r");
    struct buffer all = BUFFER_INIT, own = BUFFER_INIT;
    struct slice font;
    char *bytes;

    (void)state;
    if (!file)
        skip(); /* fonts-noto-color-emoji is not installed */
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    font.size = (size_t)ftell(file);
    rewind(file);
    font.bytes = bytes = malloc(font.size);
    assert_int_equal(fread(bytes, 1, font.size, file), font.size);
    (void)fclose(file);
    assert_true(cut_slice(font, 0, couple, COUPLE, &all));
    assert_true(all.size > SLICE_MAX);
    assert_true(cut_text(font, 0, couple, COUPLE, &own));
    assert_memory_equal(own.bytes, "wOF2", 4);
    assert_in_range(own.size, 2048, SLICE_MAX);
    buffer_release(&all);
    buffer_release(&own);
    free(bytes);
}

static void test_a_font_without_images(void **state)
{
    struct slice font = a_font(SIZE_MAX);
    struct buffer out = BUFFER_INIT;

    (void)state;
    assert_false(cut_text(font, 0, letters, 3, &out));
    assert_false(cut_text(font, 0, lacking, 2, &out));
    assert_false(cut_text(font, 9, letters, 3, &out));
    assert_false(cut_text(slice_of("OTTO"), 0, letters, 3, &out));
    assert_int_equal(out.size, 0);
    free((void *)font.bytes);
}

static void cut_whole(struct slice font)
{
    struct buffer out = BUFFER_INIT;

    (void)cut_text(font, 0, letters, 3, &out);
    buffer_release(&out);
}

static void test_damaged_fonts_are_survived_by_texts(void **state)
{
    (void)state;
    damaged_fonts(20, cut_whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_slice_is_small_and_in_woff2),
        cmocka_unit_test(test_what_cannot_be_cut),
        cmocka_unit_test(test_damaged_fonts_are_survived),
        cmocka_unit_test(test_a_text_has_its_own_images_alone),
        cmocka_unit_test(test_a_font_without_images),
        cmocka_unit_test(test_damaged_fonts_are_survived_by_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
