/* Inside of the sandbox, in a process of its own: what still works, and what does not. */

#include "server/fonts/program/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Runs it inside. Returns its result, or minus the signal that killed it. */
static int inside(int (*run)(void))
{
    pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (child == 0) {
        const char *what;

        _exit(sandbox_enter(&what) == 0 ? run() : 99);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int use_memory(void)
{
    char *memory = malloc(1 << 20);

    if (!memory)
        return 1;
    memory[1000] = 1;
    free(memory);
    return 0;
}

static int open_files(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0 || open("/tmp/x", O_CREAT | O_RDWR, 0600) >= 0 ||
           open("/", O_PATH) >= 0 || unlink("/tmp/charfinder-nothing") == 0 || errno == ENOENT;
}

static int start_others(void)
{
    static char name[] = "true";
    char *const arguments[] = {name, NULL};

    if (fork() >= 0)
        return 1;
    (void)execv("/bin/true", arguments);
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ||
           kill(getppid(), SIGKILL) == 0;
}

static int take_much_memory(void)
{
    return mmap(NULL, (size_t)SANDBOX_MEMORY + 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
           MAP_FAILED;
}

static void test_memory_is_all_that_works(void **state)
{
    (void)state;
    assert_int_equal(inside(use_memory), 0);
    assert_int_equal(inside(open_files), 0);
    assert_int_equal(inside(start_others), 0);
    if (!SANDBOX_TALKS)
        assert_int_equal(inside(take_much_memory), 0);
}

static int take_for_ever(void)
{
    sandbox_begin_task();
    raise(SIGPROF); /* what the timer sends */
    return 0;
}

static void test_a_task_without_an_end_is_killed(void **state)
{
    (void)state;
    assert_int_equal(inside(take_for_ever), -SIGPROF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_is_all_that_works),
        cmocka_unit_test(test_a_task_without_an_end_is_killed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
