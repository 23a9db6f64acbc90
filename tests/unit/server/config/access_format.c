/*
 * The names of the access log's formats.
 */

#include "server/config/access_format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_each_name_is_its_format(void **state)
{
    (void)state;
    for (int i = 0; i < ACCESS_FORMATS; i++) {
        enum access_format format = ACCESS_FORMATS;

        assert_true(access_format_parse(access_format_name((enum access_format)i), &format));
        assert_int_equal(format, i);
    }
}

static void test_other_names(void **state)
{
    static const char *const bad[] = {"", "Common", "common ", "combined", "none", "journald"};
    enum access_format format = ACCESS_JSON;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(access_format_parse(bad[i], &format));
    assert_int_equal(format, ACCESS_JSON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_name_is_its_format),
        cmocka_unit_test(test_other_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
