/*
 * What is shown: lines, JSON and bars, with hostile reasons.
 */

#include "index/update/base/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <stdlib.h>

static char *bytes;
static size_t size;
static FILE *out;
static struct progress progress;

static void begin(enum progress_style style)
{
    out = open_memstream(&bytes, &size);
    assert_non_null(out);
    assert_true(progress_begin(&progress, out, style, 3));
    progress_name(&progress, 0, "one");
    progress_name(&progress, 1, "two");
    progress_name(&progress, 2, "three");
}

static void end(void)
{
    progress_release(&progress);
    (void)fclose(out);
    free(bytes);
}

static void play(void)
{
    const struct reason hostile = {.text = "no \x1b[2J \xff\"quote\""};

    progress_bytes(&progress, 0, 1500, 3000);
    progress_draw(&progress, 1000);
    progress_again(&progress, 0, 1500, &hostile);
    progress_done(&progress, 0, OUTCOME_OK, &hostile);
    progress_done(&progress, 1, OUTCOME_DAMAGED, &hostile);
    progress_done(&progress, 2, OUTCOME_UNCHANGED, &hostile);
    progress_summary(&progress, "Done.");
}

static void test_lines(void **state)
{
    (void)state;
    begin(PROGRESS_LINES);
    play();
    assert_string_equal(bytes, "one: no \\x1b[2J \\xff\"quote\"; trying again in 1.5 s\n"
                               "one: OK, 1.5 kB\n"
                               "two: damaged: no \\x1b[2J \\xff\"quote\"\n"
                               "three: unchanged\n"
                               "3 files: 1 OK, 1 unchanged, 1 damaged (two)\n"
                               "Done.\n");
    end();
}

static void test_json(void **state)
{
    (void)state;
    begin(PROGRESS_JSON);
    play();
    assert_null(memchr(bytes, '\x1b', size));
    assert_non_null(strstr(bytes, "{\"event\":\"file\",\"file\":\"two\",\"outcome\":\"damaged\","));
    assert_non_null(strstr(bytes, "\"OK\":1,\"unchanged\":1,\"not found\":0"));
    assert_non_null(strstr(bytes, "\"result\":\"Done.\"}\n"));
    end();
}

static void test_bars_are_replaced(void **state)
{
    (void)state;
    begin(PROGRESS_BARS);
    progress_bytes(&progress, 0, 1500, 3000);
    progress_draw(&progress, 1000);
    assert_non_null(strstr(
        bytes, "one                            [############------------] 1.5 kB of 3.0 kB\n"));
    assert_non_null(strstr(bytes, "0 of 3 files"));
    size_t before = size;
    progress_draw(&progress, 1050); /* too early */
    (void)fflush(out);
    assert_int_equal(size, before);
    progress_draw(&progress, 1100);
    assert_non_null(strstr(bytes + before, "\x1b[2A\r\x1b[J"));
    before = size;
    progress_summary(&progress, "Done.");
    assert_int_equal(strncmp(bytes + before, "\x1b[2A\r\x1b[J", 8), 0);
    end();
}

/* A row that went on in the next line could not be removed. Not a terminal: 80 columns. */
static void test_rows_are_cut(void **state)
{
    (void)state;
    begin(PROGRESS_BARS);
    progress_bytes(&progress, 2, 1500, 3000);
    progress_doing(&progress, 2, "being unpacked and checked, which takes very long");
    for (const char *row = bytes, *next; (next = strchr(row, '\n')) != NULL; row = next + 1)
        assert_true(next - row < 80);
    assert_non_null(strstr(bytes, "] being unpacked and"));
    end();
}

static void test_what_has_no_name_does_not_count(void **state)
{
    (void)state;
    out = open_memstream(&bytes, &size);
    assert_non_null(out);
    assert_true(progress_begin(&progress, out, PROGRESS_LINES, 2));
    progress_name(&progress, 1, "two");
    progress_done(&progress, 1, OUTCOME_OK, &(struct reason){.text = ""});
    progress_summary(&progress, "Done.");
    assert_string_equal(bytes, "two: OK\n1 file: 1 OK\nDone.\n");
    end();
}

/* What was there before a run does not count, and a moment counts a tenth. */
static void test_the_rate(void **state)
{
    (void)state;
    begin(PROGRESS_BARS);
    progress_bytes(&progress, 0, 5000000, 9000000);
    progress_draw(&progress, 1000);
    assert_null(strstr(bytes, "/s"));
    progress_bytes(&progress, 0, 5200000, 9000000);
    progress_draw(&progress, 1100);
    assert_non_null(strstr(bytes, "5.2 MB, 2.0 MB/s\n"));
    progress_bytes(&progress, 0, 5500000, 9000000);
    progress_draw(&progress, 1200);
    assert_non_null(strstr(bytes, "5.5 MB, 2.1 MB/s\n"));
    end();
}

static void test_what_is_done_with_a_file(void **state)
{
    size_t before;

    (void)state;
    begin(PROGRESS_BARS);
    progress_bytes(&progress, 0, 1500, 0);
    progress_draw(&progress, 1000);
    before = size;
    progress_doing(&progress, 0, "unpacked"); /* at once */
    assert_int_equal(strncmp(bytes + before, "\x1b[2A\r\x1b[J", 8), 0);
    assert_non_null(strstr(bytes + before, "[########################] unpacked\n"));
    end();
    begin(PROGRESS_LINES);
    progress_doing(&progress, 0, "unpacked");
    (void)fflush(out);
    assert_int_equal(size, 0);
    end();
}

/* Bars that are no longer needed do not stay on the screen. */
static void test_bars_go(void **state)
{
    char *shown;
    size_t shown_size, before;

    (void)state;
    begin(PROGRESS_BARS);
    progress_draw(&progress, 1000);
    before = size;
    progress_release(&progress);
    (void)fclose(out);
    shown = bytes;
    shown_size = size;
    assert_int_equal(shown_size - before, strlen("\x1b[1A\r\x1b[J"));
    assert_memory_equal(shown + before, "\x1b[1A\r\x1b[J", 7);
    free(shown);
}

static void test_sizes_beyond_what_was_expected(void **state)
{
    (void)state;
    begin(PROGRESS_BARS);
    progress_bytes(&progress, 0, UINT64_MAX, 1);
    progress_bytes(&progress, 1, 5, 0);
    progress_draw(&progress, 0);
    assert_non_null(strstr(bytes, "[########################]"));
    end();
}

static void test_counts(void **state)
{
    size_t counts[OUTCOMES];

    (void)state;
    begin(PROGRESS_LINES);
    progress_count(&progress, counts);
    assert_int_equal(counts[OUTCOME_PENDING], 3);
    play();
    progress_count(&progress, counts);
    assert_int_equal(counts[OUTCOME_PENDING], 0);
    assert_int_equal(counts[OUTCOME_DAMAGED], 1);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_bars_are_replaced),
        cmocka_unit_test(test_rows_are_cut),
        cmocka_unit_test(test_what_has_no_name_does_not_count),
        cmocka_unit_test(test_the_rate),
        cmocka_unit_test(test_what_is_done_with_a_file),
        cmocka_unit_test(test_bars_go),
        cmocka_unit_test(test_sizes_beyond_what_was_expected),
        cmocka_unit_test(test_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
