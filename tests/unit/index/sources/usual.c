/*
 * Where newer files are usually found.
 */

#include "index/sources/usual.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static void set(const char *variable, const char *value)
{
    assert_int_equal(value ? setenv(variable, value, 1) : unsetenv(variable), 0);
}

static void test_the_persons_and_the_systems(void **state)
{
    static const struct {
        const char *data, *home, *path; /* NULL: only the system's */
    } cases[] = {
        {"/data", "/home/me", "/data/charfinder/sources"},
        {NULL, "/home/me", "/home/me/.local/share/charfinder/sources"},
        {"", "/home/me", "/home/me/.local/share/charfinder/sources"},
        {"relative", "/home/me", "/home/me/.local/share/charfinder/sources"},
        {NULL, NULL, NULL},
        {"relative", "", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char paths[USUAL_FOLDERS][PATH_MAX];
        size_t count;

        set("XDG_DATA_HOME", cases[i].data);
        set("HOME", cases[i].home);
        count = usual_folders(paths);
        assert_int_equal(count, cases[i].path ? 2 : 1);
        assert_string_equal(paths[count - 1], USUAL_SYSTEM);
        if (cases[i].path)
            assert_string_equal(paths[0], cases[i].path);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_persons_and_the_systems),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
