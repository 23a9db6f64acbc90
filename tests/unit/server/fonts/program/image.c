/* Images as PNG: signature, size and kind, as its header has them. */

#include "server/fonts/program/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_images(void **state)
{
    static const struct {
        enum image_kind kind;
        uint8_t colour_type; /* of PNG */
    } kinds[] = {{IMAGE_GREY, 0}, {IMAGE_RGB, 2}, {IMAGE_RGBA, 6}};
    static const uint8_t pixels[3 * 300 * 4];

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct buffer out = BUFFER_INIT;

        buffer_append_text(&out, "before");
        assert_true(image_append(&out, kinds[i].kind, pixels, 300, 3));
        assert_memory_equal(out.bytes, "before\x89PNG\r\n\x1a\n", 14);
        assert_memory_equal(out.bytes + 22, "\0\0\x01\x2c\0\0\0\x03\x08", 9);
        assert_int_equal(out.bytes[31], kinds[i].colour_type);
        assert_memory_equal(out.bytes + out.size - 8, "IEND\xae\x42\x60\x82", 8);
        buffer_release(&out);
    }
}

static void test_no_memory(void **state)
{
    static const uint8_t pixel[4];
    char space[16];
    struct buffer out = BUFFER_OVER(space, sizeof space);

    (void)state;
    assert_false(image_append(&out, IMAGE_RGBA, pixel, 1, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_images),
                                       cmocka_unit_test(test_no_memory)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
