/*
 * Slices of real fonts by the real program: which characters they have, what is made again, and what a font
 * costs that is not one.
 */

#include "server/fonts/maker.h"

#include "tests/unit/server/fonts/a_stage.h"

enum { ROW = 0x26 };

/* Makes the row of the fonts of a folder. To be released. */
static int make(struct maker *maker, const char *folder, uint32_t row)
{
    struct reason reason;
    int r = stage_maker(maker, folder);

    return r == 0 ? maker_row(maker, row, &reason) : r;
}

static void test_a_row_has_what_the_fonts_have(void **state)
{
    struct buffer css = BUFFER_INIT;
    struct font_set *set;
    struct maker maker;

    (void)state;
    assert_int_equal(make(&maker, DEJAVU, ROW), MAKER_OK);
    assert_true(maker.slices.count > 0);
    set = font_set_new(maker.slices.items, maker.slices.count, &maker.made);
    font_set_append_css(set, ROW, &css);
    buffer_append(&css, "", 1);
    assert_non_null(strstr(css.bytes, "local(\"DejaVu Sans\")"));
    assert_non_null(strstr(css.bytes, "U+2600-269C"));
    assert_true(font_set_made(set, ROW));
    for (size_t i = 0; i < maker.slices.count; i++)
        assert_true(font_slice_bytes(maker.slices.items[i]).size <= FONT_SLICE_MAX);
    font_set_unref(set);
    buffer_release(&css);
    maker_release(&maker);
}

/* With all of it kept, no process is started. */
static void test_what_was_kept_is_not_made_again(void **state)
{
    char digest[FONT_DIGEST_SIZE];
    struct maker maker;

    (void)state;
    assert_int_equal(make(&maker, DEJAVU, ROW), MAKER_OK);
    (void)snprintf(digest, sizeof digest, "%s", font_slice_digest(maker.slices.items[0]));
    maker_release(&maker);
    helper_release(&stage.helper);
    helper_init(&stage.helper, "/nonexistent", stage.stop);
    assert_int_equal(make(&maker, DEJAVU, ROW), MAKER_OK);
    assert_string_equal(font_slice_digest(maker.slices.items[0]), digest);
    maker_release(&maker);
}

__attribute__((format(printf, 1, 2))) static void run(const char *format, ...)
{
    char command[512];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    assert_int_equal(system(command), 0); /* NOLINT: written here */
}

static void test_files_that_are_not_fonts_cost_nothing_else(void **state)
{
    struct maker maker;

    (void)state;
    run("cd %s; cp " DEJAVU "/DejaVuSans.ttf good.ttf; head -c 9999 good.ttf > a.ttf; "
        "head -c 99999 /dev/urandom > b.otf; truncate -s 250M huge.ttf; echo hello > c.ttc; "
        "(head -c 2000 good.ttf; head -c 700000 /dev/zero) > d.ttf",
        stage.folder);
    assert_int_equal(make(&maker, stage.folder, ROW), MAKER_OK);
    assert_true(maker.slices.count > 0);
    maker_release(&maker);
}

/* The program dies with each request for a slice, as if the font were to blame. */
static void test_a_deadly_font_is_given_up(void **state)
{
    struct maker maker;

    (void)state;
    helper_init(&stage.helper, stage_deadly_program(), stage.stop);
    assert_int_equal(make(&maker, DEJAVU, ROW), MAKER_OK);
    assert_int_equal(maker.slices.count, 0);
    maker_release(&maker);
    helper_release(&stage.helper); /* the next start does not try it again */
    helper_init(&stage.helper, "/nonexistent", stage.stop);
    assert_int_equal(make(&maker, DEJAVU, ROW), MAKER_OK);
    maker_release(&maker);
}

static void test_rows_that_no_font_has_are_made_too(void **state)
{
    struct maker maker;

    (void)state;
    assert_int_equal(make(&maker, DEJAVU, 0x120), MAKER_OK);
    assert_int_equal(maker.slices.count, 0);
    assert_true(font_rows_has(&maker.made, 0x120));
    maker_release(&maker);
    assert_int_equal(make(&maker, "/nonexistent", ROW), MAKER_OK);
    maker_release(&maker);
    assert_int_equal(make(&maker, DEJAVU, FONT_ROWS - 1), MAKER_OK);
    maker_release(&maker);
}

static void test_without_the_program_there_is_a_reason(void **state)
{
    struct maker maker;

    (void)state;
    helper_init(&stage.helper, "/nonexistent", stage.stop);
    assert_true(make(&maker, DEJAVU, ROW) < 0);
    maker_release(&maker);
}

static void test_the_end_of_the_daemon_is_the_end(void **state)
{
    struct maker maker;

    (void)state;
    (void)eventfd_write(stage.stop, 1);
    assert_true(make(&maker, DEJAVU, ROW) != MAKER_OK);
    assert_int_equal(maker.slices.count, 0);
    maker_release(&maker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_STAGE(test_a_row_has_what_the_fonts_have),
        ON_STAGE(test_what_was_kept_is_not_made_again),
        ON_STAGE(test_files_that_are_not_fonts_cost_nothing_else),
        ON_STAGE(test_a_deadly_font_is_given_up),
        ON_STAGE(test_rows_that_no_font_has_are_made_too),
        ON_STAGE(test_without_the_program_there_is_a_reason),
        ON_STAGE(test_the_end_of_the_daemon_is_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
