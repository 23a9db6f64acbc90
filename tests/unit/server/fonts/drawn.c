/* Pictures from a process that a font may have taken over: nothing gets out of the path or the image. */

#include "server/fonts/drawn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"
#include "server/fonts/wire.h"

#define PNG "\x89PNG\r\n\x1a\n and more"

/* The document of such a reply, NUL-terminated in `out`; "" if it is refused. */
static void svg_of(char out[static 512], struct wire_picture told, const char *path,
                   const char *image, const char *preview)
{
    struct buffer reply = BUFFER_INIT;
    struct made *picture;

    told.path = (uint32_t)strlen(path);
    told.image = (uint32_t)strlen(image);
    told.preview = (uint32_t)strlen(preview);
    buffer_append(&reply, &told, sizeof told);
    buffer_append_text(&reply, path);
    buffer_append_text(&reply, image);
    buffer_append_text(&reply, preview);
    picture = drawn_read((struct slice){reply.bytes, reply.size});
    out[0] = '\0';
    if (picture) {
        struct slice svg = made_part(picture, MADE_SVG);

        assert_true(slice_is(made_part(picture, MADE_PNG), preview));
        (void)snprintf(out, 512, "%.*s", (int)svg.size, svg.bytes);
    }
    made_unref(picture);
    buffer_release(&reply);
}

static const struct wire_picture square = {.left = -5, .top = -9, .side = 20};

static void test_a_path_and_an_image(void **state)
{
    char svg[512];

    (void)state;
    svg_of(svg, square, "M0 0L9 -9", "", PNG);
    assert_string_equal(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-5 -9 20 20\">"
                             "<path d=\"M0 0L9 -9\"/></svg>\n");
    svg_of(svg, square, "", "\x89PNG\r\n\x1a\n.", PNG);
    assert_non_null(strstr(svg, "<image width=\"20\" height=\"20\" href=\"data:image/png;base64,"
                                "iVBORw0KGgou\"/></svg>"));
}

static void test_what_is_not_a_picture(void **state)
{
    static const char *const paths[] = {
        "M0 0\"/><script>alert(1)</script>",
        "M0 0&#34;",
        "M0 0\n",
        "M0,0",
        "url(x)",
        "M1e9 0",
        "\xff",
    };
    struct wire_picture flat = square;
    char svg[512];

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        svg_of(svg, square, paths[i], "", PNG);
        assert_string_equal(svg, "");
    }
    svg_of(svg, square, "", "", PNG);
    assert_string_equal(svg, "");
    svg_of(svg, square, "", "<svg onload=alert(1)>", PNG);
    assert_string_equal(svg, "");
    svg_of(svg, square, "M0 0", "", "<html>");
    assert_string_equal(svg, "");
    svg_of(svg, square, "M0 0", "", "");
    assert_string_equal(svg, "");
    flat.side = 0;
    svg_of(svg, flat, "M0 0", "", PNG);
    assert_string_equal(svg, "");
    flat.side = -1;
    svg_of(svg, flat, "M0 0", "", PNG);
    assert_string_equal(svg, "");
}

static void test_sizes_that_lie(void **state)
{
    static const struct wire_picture lies[] = {
        {.side = 1, .path = 1, .preview = 8},
        {.side = 1, .path = UINT32_MAX, .image = 1, .preview = 16},
        {.side = 1, .path = 16, .preview = UINT32_MAX},
        {.side = 1, .image = UINT32_MAX, .preview = 17},
        {.side = 1},
    };
    char bytes[sizeof(struct wire_picture) + 16];

    (void)state;
    memset(bytes, 'M', sizeof bytes);
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        memcpy(bytes, &lies[i], sizeof lies[i]);
        assert_null(drawn_read((struct slice){bytes, sizeof bytes}));
    }
    for (size_t size = 0; size < sizeof(struct wire_picture); size++)
        assert_null(drawn_read((struct slice){bytes, size}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_path_and_an_image),
        cmocka_unit_test(test_what_is_not_a_picture),
        cmocka_unit_test(test_sizes_that_lie),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
