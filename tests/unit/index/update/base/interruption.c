/*
 * Signals: the first asks, the second ends the process.
 */

#include "index/update/base/interruption.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void test_the_first_signal_asks(void **state)
{
    struct pollfd wake = {.events = POLLIN};

    (void)state;
    wake.fd = interruption_watch();
    assert_true(wake.fd >= 0);
    assert_int_equal(interruption_signal(), 0);
    assert_int_equal(poll(&wake, 1, 0), 0);
    assert_int_equal(raise(SIGTERM), 0);
    assert_int_equal(interruption_signal(), SIGTERM);
    assert_int_equal(poll(&wake, 1, 0), 1);
}

static void test_the_second_ends_the_process(void **state)
{
    int status;
    pid_t child = fork(); /* the first one has arrived, in the test before */

    (void)state;
    assert_true(child >= 0);
    if (child == 0) {
        (void)raise(SIGINT);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 128 + SIGINT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_signal_asks),
        cmocka_unit_test(test_the_second_ends_the_process),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
