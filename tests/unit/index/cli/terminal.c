/*
 * Styles, and what is found out without a terminal. tests/integration/test_terminal.py has one.
 */

#include "index/cli/terminal.h"

#include "tests/unit/index/cli/capture.h"

/* What is found while standard output is a file. */
static struct terminal find(enum color color)
{
    struct capture output;
    struct terminal terminal;

    capture_begin(&output, stdout);
    terminal = terminal_find(color);
    (void)capture_end(&output);
    return terminal;
}

static void test_a_file_is_not_a_terminal(void **state)
{
    struct terminal terminal;

    (void)state;
    (void)setenv("TERM", "xterm", 1);
    (void)unsetenv("NO_COLOR");
    (void)setenv("COLUMNS", "70", 1);
    terminal = find(COLOR_AUTO);
    assert_false(terminal.is || terminal.columns || terminal.colour);
    assert_int_equal(terminal.width, 0);
    terminal = find(COLOR_NEVER);
    assert_false(terminal.is || terminal.columns || terminal.colour);
    terminal = find(COLOR_ALWAYS);
    assert_false(terminal.is);
    assert_true(terminal.columns && terminal.colour);
    assert_int_equal(terminal.width, 70);
    (void)setenv("NO_COLOR", "1", 1);
    assert_true(find(COLOR_ALWAYS).colour); /* who asks for it gets it */
}

static void test_widths_that_are_none(void **state)
{
    static const char *const widths[] = {"", "0", "-5", "x", "99999999999999999999", "5000"};

    (void)state;
    for (size_t i = 0; i < COUNT(widths); i++) {
        (void)setenv("COLUMNS", widths[i], 1);
        assert_int_equal(find(COLOR_ALWAYS).width, 0);
    }
    (void)unsetenv("COLUMNS");
    assert_int_equal(find(COLOR_ALWAYS).width, 0);
}

static void test_styles(void **state)
{
    struct terminal terminal = {.colour = true};
    struct buffer out = BUFFER_INIT;

    (void)state;
    terminal_append(&out, &terminal, TERMINAL_BOLD, slice_of("a"));
    terminal_append(&out, &terminal, TERMINAL_PLAIN, slice_of("b"));
    terminal_append(&out, &terminal, TERMINAL_DIM, slice_of(""));
    terminal_pad(&out, 2);
    terminal_pad(&out, 0);
    terminal.colour = false;
    terminal_append(&out, &terminal, TERMINAL_GLYPH, slice_of("c"));
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, "\x1b[1ma\x1b[0mb  c");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_is_not_a_terminal),
        cmocka_unit_test(test_widths_that_are_none),
        cmocka_unit_test(test_styles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
