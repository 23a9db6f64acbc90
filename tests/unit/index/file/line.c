/*
 * The part of a line before the name: for every code point the same as printf and UTF-8 written by
 * hand, and never a control character.
 */

#include "index/file/line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void assert_prefix(uint32_t code_point, const char *expected)
{
    char prefix[LINE_PREFIX_MAX + 1];
    size_t size;

    memset(prefix, 0x55, sizeof prefix);
    size = line_prefix(prefix, &code_point, 1);
    assert_true(size <= LINE_PREFIX_MAX);
    assert_int_equal(prefix[size], 0x55); /* does not write a NUL */
    prefix[size] = '\0';
    assert_string_equal(prefix, expected);
    assert_int_equal(line_prefix_size(&code_point, 1), size);
}

static void test_a_line_begins_with_code_point_and_character(void **state)
{
    (void)state;
    assert_prefix(0x20, "U+0020\t \t");
    assert_prefix(0x39, "U+0039\t9\t");
    assert_prefix(0xA0, "U+00A0\t\xC2\xA0\t");
    assert_prefix(0x7FF, "U+07FF\t\xDF\xBF\t");
    assert_prefix(0x800, "U+0800\t\xE0\xA0\x80\t");
    assert_prefix(0x2600, "U+2600\t\xE2\x98\x80\t");
    assert_prefix(0xFFFD, "U+FFFD\t\xEF\xBF\xBD\t");
    assert_prefix(0xFFFF, "U+FFFF\t\xEF\xBF\xBF\t");
    assert_prefix(0x10000, "U+10000\t\xF0\x90\x80\x80\t");
    assert_prefix(0x1F600, "U+1F600\t\xF0\x9F\x98\x80\t");
    assert_prefix(0xE0100, "U+E0100\t\xF3\xA0\x84\x80\t");
    assert_prefix(0xFFFFF, "U+FFFFF\t\xF3\xBF\xBF\xBF\t");
    assert_prefix(0x100000, "U+100000\t\xF4\x80\x80\x80\t");
    assert_prefix(0x10FFFF, "U+10FFFF\t\xF4\x8F\xBF\xBF\t");
}

static void test_controls_are_shown_by_their_pictures(void **state)
{
    (void)state;
    assert_prefix(0x00, "U+0000\t\xE2\x90\x80\t");
    assert_prefix(0x07, "U+0007\t\xE2\x90\x87\t");
    assert_prefix(0x09, "U+0009\t\xE2\x90\x89\t");
    assert_prefix(0x0A, "U+000A\t\xE2\x90\x8A\t");
    assert_prefix(0x1B, "U+001B\t\xE2\x90\x9B\t");
    assert_prefix(0x1F, "U+001F\t\xE2\x90\x9F\t");
    assert_prefix(0x7F, "U+007F\t\xE2\x90\xA1\t");
    assert_prefix(0x80, "U+0080\t\xEF\xBF\xBD\t");
    assert_prefix(0x85, "U+0085\t\xEF\xBF\xBD\t");
    assert_prefix(0x9F, "U+009F\t\xEF\xBF\xBD\t");
}

/* UTF-8 by hand (RFC 3629, section 3). */
static void encode(uint32_t c, char out[5])
{
    memset(out, 0, 5);
    if (c < 0x80) {
        out[0] = (char)c;
    } else if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
    } else {
        out[0] = (char)(0xF0 | c >> 18);
        out[1] = (char)(0x80 | (c >> 12 & 0x3F));
        out[2] = (char)(0x80 | (c >> 6 & 0x3F));
        out[3] = (char)(0x80 | (c & 0x3F));
    }
}

static void test_code_points_of_every_plane(void **state)
{
    (void)state;
    /* All of the BMP, and every seventh code point above it. */
    for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x10000 ? 1 : 7) {
        char character[5], expected[32];

        if ((c >= 0xD800 && c <= 0xDFFF) || c < 0x20 || (c >= 0x7F && c <= 0x9F))
            continue;
        encode(c, character);
        (void)snprintf(expected, sizeof expected, "U+%04X\t%s\t", c, character);
        assert_prefix(c, expected);
    }
}

static void test_controls_are_never_written_raw(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0xA0; c++) {
        char prefix[LINE_PREFIX_MAX];
        size_t size = line_prefix(prefix, &c, 1);

        for (size_t i = 0; i < size; i++)
            assert_true((unsigned char)prefix[i] >= 0x20 ||
                        (prefix[i] == '\t' && (i == 6 || i + 1 == size)));
    }
}

static void assert_sequence(const uint32_t *points, size_t count, const char *expected)
{
    char prefix[LINE_PREFIX_MAX + 1];
    size_t size;

    memset(prefix, 0x55, sizeof prefix);
    size = line_prefix(prefix, points, count);
    assert_int_equal(size, strlen(expected));
    assert_memory_equal(prefix, expected, size);
    assert_int_equal(prefix[size], 0x55);
    assert_int_equal(line_prefix_size(points, count), size);
}

static void test_code_points_of_a_sequence_have_a_space_between(void **state)
{
    (void)state;
    assert_sequence((const uint32_t[]){0x1F1E8, 0x1F1ED}, 2,
                    "U+1F1E8 U+1F1ED\t\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD\t");
    assert_sequence((const uint32_t[]){0x23, 0xFE0F, 0x20E3}, 3,
                    "U+0023 U+FE0F U+20E3\t#\xEF\xB8\x8F\xE2\x83\xA3\t");
    assert_sequence((const uint32_t[]){0x67, 0x300}, 2, "U+0067 U+0300\tg\xCC\x80\t");
    assert_sequence((const uint32_t[]){0x41, 0x09, 0x90}, 3,
                    "U+0041 U+0009 U+0090\tA\xE2\x90\x89\xEF\xBF\xBD\t");
}

/* The longest possible prefix fits, and leaves space for a name. */
static void test_the_longest_sequence(void **state)
{
    uint32_t points[SEQUENCE_MAX];
    char expected[LINE_PREFIX_MAX + 1] = "", *end = expected;

    (void)state;
    for (size_t i = 0; i < SEQUENCE_MAX; i++) {
        points[i] = 0x10FFFF;
        end += snprintf(end, 16, "U+10FFFF%c", i + 1 < SEQUENCE_MAX ? ' ' : '\t');
    }
    for (size_t i = 0; i < SEQUENCE_MAX; i++)
        end += snprintf(end, 16, "\xF4\x8F\xBF\xBF");
    (void)snprintf(end, 16, "\t");
    assert_sequence(points, SEQUENCE_MAX, expected);
    assert_true(LINE_PREFIX_MAX + 128 + sizeof LINE_END <= LINE_MAX_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_line_begins_with_code_point_and_character),
        cmocka_unit_test(test_controls_are_shown_by_their_pictures),
        cmocka_unit_test(test_code_points_of_every_plane),
        cmocka_unit_test(test_controls_are_never_written_raw),
        cmocka_unit_test(test_code_points_of_a_sequence_have_a_space_between),
        cmocka_unit_test(test_the_longest_sequence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
