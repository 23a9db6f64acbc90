/*
 * Reasons: one line in bounded memory, always NUL-terminated.
 */

#include "index/base/reason.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
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

/* Part of a character is not left over, and nothing else is lost. */
static void test_it_is_cut_between_characters(void **state)
{
    static const char *const characters[] = {"x", "\u00E9", "\u2192", "\U0001F600"};
    const size_t limit = sizeof(struct reason) - 1;

    (void)state;
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
        for (size_t before = limit - 5; before <= limit; before++) {
            char text[2 * sizeof(struct reason)];
            struct reason reason;
            size_t size = strlen(characters[i]), expected = before;

            memset(text, 'x', before);
            for (size_t at = before; at + size < sizeof text; at += size) {
                memcpy(text + at, characters[i], size + 1);
                expected += at + size <= limit ? size : 0;
            }
            reason_set(&reason, "%s", text);
            assert_int_equal(strlen(reason.text), expected);
            assert_memory_equal(reason.text, text, expected);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_reason_is_formatted),
        cmocka_unit_test(test_the_last_reason_counts),
        cmocka_unit_test(test_what_does_not_fit_is_cut),
        cmocka_unit_test(test_it_is_cut_between_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
