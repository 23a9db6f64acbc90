/*
 * Three walls, so that one with a hole is not all there is: limits of the process, Landlock without any
 * rule (no file at all) where the kernel has it, and a filter that lets through the few system calls
 * that work on memory and on open descriptors. Other calls fail with EPERM instead of killing, because a C
 * library tries some that it can do without.
 */

#include "server/fonts/program/sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <linux/landlock.h>

static const int allowed[] = {
    SCMP_SYS(read),         SCMP_SYS(write),           SCMP_SYS(readv),
    SCMP_SYS(writev),       SCMP_SYS(recvmsg),         SCMP_SYS(sendmsg),
    SCMP_SYS(sendto),       SCMP_SYS(recvfrom),        SCMP_SYS(close),
    SCMP_SYS(fstat),        SCMP_SYS(newfstatat),      SCMP_SYS(lseek),
    SCMP_SYS(mmap),         SCMP_SYS(munmap),          SCMP_SYS(mremap),
    SCMP_SYS(mprotect),     SCMP_SYS(madvise),         SCMP_SYS(brk),
    SCMP_SYS(futex),        SCMP_SYS(getrandom),       SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday), SCMP_SYS(setitimer),       SCMP_SYS(getpid),
    SCMP_SYS(gettid),       SCMP_SYS(tgkill),          SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigreturn),    SCMP_SYS(sigaltstack),
    SCMP_SYS(sched_yield),  SCMP_SYS(restart_syscall), SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

static int limit(__rlimit_resource_t resource, rlim_t most)
{
    const struct rlimit limit = {.rlim_cur = most, .rlim_max = most};

    return setrlimit(resource, &limit) == 0 ? 0 : -errno;
}

static int limit_all(void)
{
    /* A sanitizer's shadow takes terabytes of address space. */
    int r = SANDBOX_TALKS ? 0 : limit(RLIMIT_AS, SANDBOX_MEMORY);

    if (r == 0)
        r = limit(RLIMIT_CPU, SANDBOX_TOTAL_SECONDS);
    if (r == 0)
        r = limit(RLIMIT_CORE, 0);
    if (r == 0)
        r = limit(RLIMIT_FSIZE, 0);
    return r == 0 ? limit(RLIMIT_NOFILE, 16) : r;
}

/* Denies every way to reach a file that this kernel knows. One without Landlock has the filter. */
static void close_files(void)
{
    const struct landlock_ruleset_attr all = {
        .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                             LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                             LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                             LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                             LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                             LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
                             LANDLOCK_ACCESS_FS_MAKE_SYM};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);

    if (rules < 0)
        return;
    (void)syscall(SYS_landlock_restrict_self, rules, 0);
    (void)close(rules);
}

static int filter_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int r = filter ? 0 : -ENOMEM;

    for (size_t i = 0; r == 0 && i < sizeof allowed / sizeof *allowed; i++)
        r = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    if (r == 0)
        r = seccomp_load(filter);
    seccomp_release(filter);
    return r;
}

int sandbox_enter(const char **what)
{
    int r;

    *what = "end with the daemon";
    r = prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 ? 0 : -errno;
    if (r == 0) {
        *what = "give up privileges";
        r = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : -errno;
    }
    if (r == 0) {
        *what = "limit memory and time";
        r = limit_all();
    }
    if (r == 0) {
        close_files();
        *what = "filter system calls";
        r = filter_calls();
    }
    return r;
}

void sandbox_begin_task(void)
{
    const struct itimerval time = {.it_value = {.tv_sec = SANDBOX_TASK_SECONDS}};

    (void)setitimer(ITIMER_PROF, &time, NULL);
}
