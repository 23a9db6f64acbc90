/*
 * Ways to type characters of the real index, and of none.
 */

#include "index/present/typing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/indexes/fixture.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct {
    uint32_t points[3];
    enum typing_way way;
    const char *expected;
} forms[] = {
    {{0x2665}, TYPING_COMPOSE, "Compose < 3\n"},
    {{0x2665}, TYPING_ALT, "Alt 3\n"},
    {{0x2665}, TYPING_KEYSYM, "heart\nU2665\n"},
    {{0x2665}, TYPING_HTML, "&hearts;\n&heartsuit;\n"},
    {{0x2764}, TYPING_GTK, "Ctrl-Shift-U 2764 Enter\n"},
    {{0x2764}, TYPING_MACOS, "Option 2764\n"},
    {{0x2764}, TYPING_ALT_HEX, "Alt + 2764\n"},
    {{0x2764}, TYPING_ALT_X, "2764 Alt-X\n"},
    {{0x2764}, TYPING_ALT, ""},
    {{0x2764}, TYPING_VIM, "Ctrl-V u 2764\n"},
    {{0x2764}, TYPING_EMACS, "Ctrl-X 8 Enter 2764 Enter\n"},
    {{0x2764}, TYPING_KEYSYM, "U2764\n"},
    {{0x1F996}, TYPING_MACOS, "Option D83E DD96\n"},
    {{0x1F996}, TYPING_VIM, "Ctrl-V U 0001F996\n"},
    {{0x1F996}, TYPING_ALT_HEX, ""}, /* the registry's way takes four digits */
    {{0x1F996}, TYPING_ALT_X, "1F996 Alt-X\n"},
    {{0x3C0}, TYPING_DIGRAPH, "Ctrl-K p *\n"},
    {{0x3C0}, TYPING_KEYSYM, "Greek_pi\nU03C0\n"},
    {{0x3C0}, TYPING_LATEX, "\\pi\n\\uppi\n\\muppi\n"},
    {{0x3C0}, TYPING_TYPST, "pi\n"},
    {{0x22A5}, TYPING_LATEX, "\\bot\n\\orth\n\\perp\n"},
    {{0xA0}, TYPING_COMPOSE, ""}, /* made by two spaces, which no query can be */
    {{0xA9}, TYPING_ALT, "Alt 0169\n"},
    {{0x20AC}, TYPING_ALT, "Alt 0128\n"},
    {{0xFE19}, TYPING_LATEX, ""},
    /* What has no number that can be typed. */
    {{0xD800}, TYPING_GTK, ""},
    {{0xD800}, TYPING_VIM, ""},
    {{0xD800}, TYPING_MACOS, ""},
    {{0xDFFF}, TYPING_EMACS, ""},
    {{0xDFFF}, TYPING_KEYSYM, ""},
    {{0}, TYPING_GTK, ""},
    {{0}, TYPING_CONTROL, "Ctrl-@\n"},
    {{0x1B}, TYPING_CONTROL, "Ctrl-[\n"},
    {{0x7F}, TYPING_CONTROL, "Backspace\n"},
    {{'a'}, TYPING_CONTROL, ""},
    {{'a'}, TYPING_KEYSYM, ""},    /* its own name */
    {{0x378}, TYPING_COMPOSE, ""}, /* not assigned */
    {{0x378}, TYPING_GTK, "Ctrl-Shift-U 0378 Enter\n"},
    {{0x10FFFF}, TYPING_MACOS, "Option DBFF DFFF\n"},
    /* Sequences have no number, and a selector is none of their characters. */
    {{0x1F1E8, 0x1F1ED}, TYPING_GTK, ""},
    {{0x1F1E8, 0x1F1ED}, TYPING_ALT_X, ""},
    {{0x1F1E8, 0x1F1ED}, TYPING_COMPOSE, ""},
    {{'x', 'y'}, TYPING_HTML, ""},
};

static size_t count_points(const uint32_t points[static 3])
{
    size_t count = 1;

    while (count < 3 && points[count])
        count++;
    return count;
}

static size_t lines_of(const struct buffer *text)
{
    size_t lines = 0;

    for (size_t i = 0; i < text->size; i++)
        lines += text->bytes[i] == '\n';
    return lines;
}

static void test_forms(void **state)
{
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct buffer out = BUFFER_INIT;
        size_t count = typing_append(&out, forms[i].way, *state, forms[i].points,
                                     count_points(forms[i].points));

        assert_int_equal(count, lines_of(&out));
        buffer_append(&out, "", 1);
        assert_string_equal(out.bytes, forms[i].expected);
        buffer_release(&out);
    }
}

/* A text of several characters is a way to type the likeliest of them alone. */
static void test_every_text_is_of_one_character(void **state)
{
    static const uint32_t hyphen = 0x2010, soft_hyphen = 0xAD; /* both are \- */
    struct buffer out = BUFFER_INIT;

    assert_true(typing_append(&out, TYPING_LATEX, *state, &hyphen, 1) > 0);
    assert_non_null(memmem(out.bytes, out.size, "\\-\n", 3));
    out.size = 0;
    (void)typing_append(&out, TYPING_LATEX, *state, &soft_hyphen, 1);
    assert_null(memmem(out.bytes, out.size, "\\-\n", 3));
    buffer_release(&out);
}

static void test_no_index(void **state)
{
    static const uint32_t heart = 0x2665;
    struct buffer out = BUFFER_INIT;

    (void)state;
    for (enum typing_way way = 0; way < TYPING_COUNT; way++)
        (void)typing_append(&out, way, NULL, &heart, 1);
    assert_int_equal(lines_of(&out), 8);
    buffer_release(&out);
}

/* All characters: few forms, all of them plain lines of the length that pages allow for. */
static void test_all_documents(void **state)
{
    const struct charindex *index = *state;
    struct buffer out = BUFFER_INIT;

    for (uint32_t document = 0; document < charindex_documents(index); document += 7) {
        uint32_t points[SEQUENCE_MAX];
        size_t count = charindex_points(index, document, points);

        for (enum typing_way way = 0; way < TYPING_COUNT; way++) {
            out.size = 0;
            assert_in_range(typing_append(&out, way, index, points, count), 0,
                            TYPING_FORMS_MAX + 1);
            assert_true(out.size < 512);
            assert_true(out.size == 0 || out.bytes[out.size - 1] == '\n');
        }
    }
    buffer_release(&out);
}

static void test_words(void **state)
{
    (void)state;
    assert_string_equal(typing_key(TYPING_ALT_HEX), "alt_hex");
    assert_string_equal(typing_label(TYPING_COMPOSE), "Compose key");
    for (enum typing_way way = 0; way < TYPING_COUNT; way++)
        assert_true(typing_where(way)[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),    cmocka_unit_test(test_every_text_is_of_one_character),
        cmocka_unit_test(test_no_index), cmocka_unit_test(test_all_documents),
        cmocka_unit_test(test_words),
    };

    return cmocka_run_group_tests(tests, english_setup, index_teardown);
}
