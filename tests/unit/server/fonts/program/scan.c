/* What is learned of a font, and of what only looks like one. */

#include "server/fonts/program/scan.h"

#include "server/fonts/wire.h"
#include "tests/unit/server/fonts/program/a_font.h"

static void test_a_font_tells_its_names_and_characters(void **state)
{
    struct slice font = a_font(SIZE_MAX);
    struct buffer out = BUFFER_INIT;
    struct wire_face face;
    struct wire_range first;

    (void)state;
    assert_true(scan_faces(font, &out));
    memcpy(&face, out.bytes, sizeof face);
    memcpy(&first, out.bytes + sizeof face, sizeof first);
    assert_string_equal(face.family, "DejaVu Sans");
    assert_string_equal(face.postscript_name, "DejaVuSans");
    assert_int_equal(face.weight, 80);
    assert_int_equal(face.slant, 0);
    assert_int_equal(face.colour, 0);
    assert_int_equal(first.first, ' ');
    assert_int_equal(first.last, '~');
    assert_int_equal(out.size, sizeof face + face.ranges * sizeof first); /* one face */
    buffer_release(&out);
    free((void *)font.bytes);
}

static void test_what_is_not_a_font(void **state)
{
    static const char *const texts[] = {"",     "x",    "OTTO",     "ttcf",
                                        "wOF2", "true", "%PDF-1.7", "#!/bin/sh\n"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buffer out = BUFFER_INIT;

        assert_false(scan_faces(slice_of(texts[i]), &out));
        buffer_release(&out);
    }
}

static void scan(struct slice font)
{
    struct buffer out = BUFFER_INIT;

    (void)scan_faces(font, &out);
    buffer_release(&out);
}

static void test_damaged_fonts_are_survived(void **state)
{
    (void)state;
    damaged_fonts(60, scan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_font_tells_its_names_and_characters),
        cmocka_unit_test(test_what_is_not_a_font),
        cmocka_unit_test(test_damaged_fonts_are_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
