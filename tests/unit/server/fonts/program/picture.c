/* A text as the reply that the daemon gets. */

#include "server/fonts/program/picture.h"

#include <string.h>

#include "server/fonts/wire.h"
#include "tests/unit/server/fonts/program/a_font.h"

static void test_a_picture(void **state)
{
    static const uint32_t text[] = {'N', 'B', 'S', 'P'};
    struct slice font = a_font(SIZE_MAX);
    struct buffer out = BUFFER_INIT;
    struct wire_picture told;

    (void)state;
    assert_true(picture_draw(font, 0, text, 4, true, &out));
    memcpy(&told, out.bytes, sizeof told);
    assert_int_equal(out.size, sizeof told + told.path + told.image + told.preview);
    assert_true(told.side > 0 && told.path > 0 && told.preview > 0);
    assert_int_equal(told.image, 0);
    assert_int_equal(out.bytes[sizeof told], 'M');
    assert_memory_equal(out.bytes + sizeof told + told.path, "\x89PNG", 4);
    buffer_release(&out);
    free((void *)font.bytes);
}

static void test_what_cannot_be_drawn(void **state)
{
    static const uint32_t blank[] = {' '}, lacking[] = {'A', 0x12000};
    struct slice font = a_font(SIZE_MAX);
    struct buffer out = BUFFER_INIT;

    (void)state;
    assert_false(picture_draw(font, 0, blank, 1, false, &out));
    assert_false(picture_draw(font, 0, blank, 1, true, &out));
    assert_false(picture_draw(font, 0, lacking, 2, false, &out));
    assert_false(picture_draw(font, 0, lacking, 0, false, &out));
    assert_false(picture_draw(font, 7, lacking, 1, false, &out));
    assert_int_equal(out.size, 0);
    free((void *)font.bytes);
}

static void use(struct slice font)
{
    static const uint32_t text[] = {'a', 0x301};
    struct buffer out = BUFFER_INIT;

    (void)picture_draw(font, 0, text, 2, false, &out);
    buffer_release(&out);
}

static void test_damaged_fonts_are_survived(void **state)
{
    (void)state;
    damaged_fonts(20, use);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_picture),
        cmocka_unit_test(test_what_cannot_be_drawn),
        cmocka_unit_test(test_damaged_fonts_are_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
