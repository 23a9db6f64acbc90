/*
 * Root becomes the owner of the folder; others stay who they are.
 */

#include "index/update/owner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/index/update/scripted_folder.h"

static void test_becoming_the_owner(void **state)
{
    const struct scripted_folder *it = *state;
    const uid_t nobody = 65534;
    char path[128];
    int status;
    pid_t child;

    (void)snprintf(path, sizeof path, "%s/not/yet", it->path);
    if (geteuid() == 0)
        assert_int_equal(chown(it->path, nobody, nobody), 0);
    child = fork();
    if (child == 0) {
        struct reason reason = {.text = ""};
        const uid_t expected = geteuid() == 0 ? nobody : geteuid();

        _exit(owner_become(path, &reason) == 0 && geteuid() == expected && getuid() == expected
                  ? 0
                  : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_nothing_to_become(void **state)
{
    struct reason reason = {.text = ""};
    const uid_t before = geteuid();

    (void)state;
    assert_int_equal(owner_become("/nonexistent/a/b", &reason), 0); /* "/" is root's */
    assert_int_equal(geteuid(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_becoming_the_owner, scripted_folder_make,
                                        scripted_folder_remove),
        cmocka_unit_test(test_nothing_to_become),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
