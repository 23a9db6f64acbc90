/*
 * Which processes are told to read the files. A folder says what /proc would: the processes are ours, so
 * that no daemon of this machine hears of the test.
 */

#include "index/update/daemon.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sys/wait.h>
#include <unistd.h>

#include "index/update/tree/folder_tree.h"
#include "tests/unit/index/update/scripted_folder.h"

#define NOTHING "0000000000000000"
#define HANGUP  "0000000000000001"

static pid_t child;

/* A process that a signal ends. */
static int start(void **state)
{
    child = fork();
    if (child == 0)
        for (;;)
            (void)pause();
    return child < 0 ? -1 : scripted_folder_make(state);
}

static int stop(void **state)
{
    (void)kill(child, SIGKILL);
    (void)waitpid(child, NULL, 0);
    return scripted_folder_remove(state);
}

static void describe(const struct scripted_folder *it, const char *name, const char *blocked,
                     const char *caught)
{
    char folder[64], path[128], status[256];

    (void)snprintf(folder, sizeof folder, "%d/task/%d", child, child);
    assert_int_equal(tree_make(it->folder, folder), 0);
    (void)snprintf(status, sizeof status,
                   "Name:\t%s\nUid:\t1\nSigBlk:\t%s\nSigIgn:\t%s\nSigCgt:\t%s\n", name, blocked,
                   HANGUP, caught);
    (void)snprintf(path, sizeof path, "%d/status", child);
    (void)tree_remove(it->folder, path);
    scripted_put_text(it->folder, path, status);
    (void)snprintf(path, sizeof path, "%d/task/%d/status", child, child);
    (void)tree_remove(it->folder, path);
    scripted_put_text(it->folder, path, status);
}

static bool lives(void)
{
    return waitpid(child, NULL, WNOHANG) == 0;
}

static void test_a_daemon_is_told(void **state)
{
    const struct scripted_folder *it = *state;
    int status;

    describe(it, "charfinderd", HANGUP, NOTHING);
    assert_int_equal(daemon_reload(it->folder), 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP);
    assert_int_equal(daemon_reload(it->folder), 0); /* it is gone */
    child = fork();
    if (child == 0)
        for (;;)
            (void)pause();
    describe(it, "charfinderd", NOTHING, "0000000000000003");
    assert_int_equal(daemon_reload(it->folder), 1);
}

static void test_others_are_not(void **state)
{
    const struct scripted_folder *it = *state;

    describe(it, "charfinder", HANGUP, HANGUP);
    assert_int_equal(daemon_reload(it->folder), 0);
    describe(it, "charfinderd-x", HANGUP, HANGUP);
    assert_int_equal(daemon_reload(it->folder), 0);
    describe(it, "charfinderd", NOTHING, "0000000000000002"); /* it would die of it */
    assert_int_equal(daemon_reload(it->folder), 0);
    assert_int_equal(tree_make(it->folder, "999999999999/task"), 0);
    assert_int_equal(tree_make(it->folder, "self/task"), 0);
    assert_int_equal(daemon_reload(it->folder), 0);
    assert_int_equal(daemon_reload(-1), 0);
    assert_true(lives());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_daemon_is_told, start, stop),
        cmocka_unit_test_setup_teardown(test_others_are_not, start, stop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
