/*
 * What is shown in the place of a character that cannot be shown alone. Names come from the small index
 * (small_index.h), which has U+0007 only.
 */

#include "index/present/glyph.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/terminal.h"
#include "index/base/utf8.h"
#include "tests/unit/index/file/small_index.h"

static void test_glyphs_and_their_cells(void **state)
{
    static const struct {
        uint32_t points[4];
        size_t count;
        const char *shown;
        size_t cells;
    } table[] = {
        {{'A'}, 1, "A", 1},
        {{0x65E5}, 1, "\u65E5", 2},
        {{0x301}, 1, "\u25CC\u0301", 1},
        {{0x903}, 1, "\u25CC\u0903", 2},
        {{0x301, 0x302}, 2, "\u25CC\u0301\u0302", 1},
        {{0x07}, 1, "\u2407", 1},
        {{0x7F}, 1, "\u2421", 1},
        {{0x9B}, 1, "\uFFFD", 1},
        {{0x202E}, 1, "\uFFFD", 1},
        {{0x2028}, 1, "\uFFFD", 1},
        {{0x200B}, 1, "\u2423", 1},
        {{' '}, 1, "\u2423", 1},
        {{0x3164}, 1, "\u2423", 1},
        {{0xD800}, 1, "\uFFFD", 1},
        {{'a', 0x1B}, 2, "a\uFFFD", 2},
        {{'a', 0x202E}, 2, "a\uFFFD", 2},
        {{0x2764, 0xFE0F}, 2, "\u2764\uFE0F", 2},
        {{0x1F1E8, 0x1F1ED}, 2, "\U0001F1E8\U0001F1ED", 2},
        {{0}, 0, "\uFFFD", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct buffer out = BUFFER_INIT;
        size_t cells = glyph_append_points(&out, small, table[i].points, table[i].count);

        buffer_append(&out, "", 1);
        assert_string_equal(out.bytes, table[i].shown);
        if (cells != table[i].cells)
            fail_msg("glyph %zu takes %zu cells", i, cells);
        buffer_release(&out);
    }
}

static void test_documents(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    assert_int_equal(glyph_append(&out, small, SMALL_IS_BELL), 1);
    assert_int_equal(glyph_append(&out, small, SMALL_IS_PALE_FACE), 2);
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, "\u2407\U0001F600\U0001F3FB");
    buffer_release(&out);
}

/* Whatever the code point: nothing that a terminal obeys is appended. */
static void test_nothing_is_obeyed(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x10FFFF; point = point == 0x3000 ? 0xD7F0 : point + 1) {
        struct buffer out = BUFFER_INIT;

        (void)glyph_append_points(&out, small, &point, 1);
        for (size_t at = 0; at < out.size;) {
            int32_t shown = utf8_next(out.bytes, out.size, &at);

            assert_true(shown >= 0 && !terminal_obeys((uint32_t)shown, (uint32_t)shown));
        }
        buffer_release(&out);
        if (point == 0xE1000)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_glyphs_and_their_cells),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_nothing_is_obeyed),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
