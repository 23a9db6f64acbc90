/* The thread that makes slices: it is asked, it publishes, it ends. */

#include "server/fonts/fonts.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/base/log.h"
#include "tests/indexes/ready.h"

static const char *const folders[] = {"/usr/share/fonts/truetype/dejavu"};
static struct charindex *ready;

static int index_load(void **state)
{
    struct reason reason;

    (void)state;
    log_init(LOG_LEVEL_ERROR);
    return ready_index(READY_CHARACTERS, &ready, &reason);
}

static int index_drop(void **state)
{
    (void)state;
    charindex_unref(ready);
    return 0;
}

/* Waits until a set with the row is published: on a slow machine one without it may be, before. */
static void await_row(struct fonts *fonts, int wake, struct font_set **set, uint32_t row)
{
    eventfd_t value;

    do {
        assert_int_equal(eventfd_read(wake, &value), 0);
        (void)fonts_fetch(fonts, set);
    } while (!*set || !font_set_made(*set, row));
}

static void test_what_is_wanted_is_published(void **state)
{
    struct fonts *fonts = fonts_new(folders, 1, NULL);
    struct font_set *set = NULL;
    int wake = eventfd(0, EFD_CLOEXEC);

    (void)state;
    assert_non_null(fonts);
    assert_int_equal(fonts_start(fonts, &wake, 1), 0);
    assert_false(fonts_fetch(fonts, &set));
    font_demand_add(fonts_demand(fonts), 0x26);
    fonts_poll(fonts); /* without an index it waits */
    fonts_use_index(fonts, ready);
    await_row(fonts, wake, &set, 0x26);
    assert_true(font_set_count(set) > 0);
    assert_false(font_set_made(set, 0x120));
    font_demand_add(fonts_demand(fonts), 0x120);
    fonts_poll(fonts);
    await_row(fonts, wake, &set, 0x120);
    fonts_free(fonts); /* the set outlives it */
    assert_true(font_set_count(set) > 0);
    font_set_unref(set);
    assert_int_equal(close(wake), 0);
}

static void test_it_ends_in_the_middle_of_its_work(void **state)
{
    struct fonts *fonts = fonts_new(folders, 1, NULL);

    (void)state;
    fonts_use_program(fonts, "/bin/cat"); /* sends nothing by itself, and does not end */
    assert_int_equal(fonts_start(fonts, NULL, 0), 0);
    for (uint32_t row = 0; row < FONT_ROWS; row++)
        font_demand_add(fonts_demand(fonts), row);
    fonts_use_index(fonts, ready);
    fonts_free(fonts);
}

static void test_without_folders_nothing_is_started(void **state)
{
    struct fonts *fonts = fonts_new(NULL, 0, NULL);
    struct font_set *set = NULL;

    (void)state;
    assert_int_equal(fonts_start(fonts, NULL, 0), -ENOENT);
    assert_null(fonts_demand(fonts));
    fonts_use_index(fonts, ready);
    fonts_poll(fonts);
    assert_false(fonts_fetch(fonts, &set));
    assert_false(fonts_fetch(NULL, &set));
    assert_null(set);
    fonts_free(fonts);
    fonts_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_wanted_is_published),
        cmocka_unit_test(test_it_ends_in_the_middle_of_its_work),
        cmocka_unit_test(test_without_folders_nothing_is_started),
    };

    return cmocka_run_group_tests(tests, index_load, index_drop);
}
