/*
 * Reasons: one line in bounded memory, always NUL-terminated.
 */

#include "index/base/reason.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_a_reason_is_formatted(void **state)
{
    struct reason reason;

    (void)state;
    memset(&reason, 'x', sizeof reason);
    reason_set(&reason, "%s has %zu bytes instead of %u", "it", (size_t)7, 9u);
    assert_string_equal(reason.text, "it has 7 bytes instead of 9");
    reason_set(&reason, "%s", "");
    assert_string_equal(reason.text, "");
}

static void test_the_last_reason_counts(void **state)
{
    struct reason reason;

    (void)state;
    reason_set(&reason, "a long first reason");
    reason_set(&reason, "a second");
    assert_string_equal(reason.text, "a second");
}

/* Every length around the limit. The bytes after the struct must not change. */
static void test_what_does_not_fit_is_cut(void **state)
{
    char text[2 * sizeof(struct reason)];

    (void)state;
    memset(text, 'x', sizeof text);
    for (size_t size = sizeof(struct reason) - 3; size < sizeof text; size++) {
        struct {
            struct reason reason;
            char after[8];
        } memory;
        size_t expected = size < sizeof memory.reason ? size : sizeof memory.reason - 1;

        memset(&memory, '!', sizeof memory);
        reason_set(&memory.reason, "%.*s", (int)size, text);
        assert_int_equal(strlen(memory.reason.text), expected);
        assert_memory_equal(memory.reason.text, text, expected);
        assert_memory_equal(memory.after, "!!!!!!!!", 8);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_reason_is_formatted),
        cmocka_unit_test(test_the_last_reason_counts),
        cmocka_unit_test(test_what_does_not_fit_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
