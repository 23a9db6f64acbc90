/*
 * When `charfinder update` is meant. tests/integration/test_update.py runs it.
 */

#include "index/cli/update.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool wanted(const char *first, const char *second)
{
    char *argv[] = {(char *)"charfinder", (char *)first, (char *)second, NULL};

    return update_wanted(second ? 3 : first ? 2 : 1, argv);
}

static void test_only_the_first_word_counts(void **state)
{
    (void)state;
    assert_true(wanted("update", NULL));
    assert_true(wanted("update", "--check"));
    assert_false(wanted(NULL, NULL));
    assert_false(wanted("--", "update"));
    assert_false(wanted("-n1", "update"));
    assert_false(wanted("updates", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_the_first_word_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
