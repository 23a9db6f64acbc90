/*
 * The signal handler. A pipe wakes the loop of transfers; the flag tells all others.
 */

#include "index/update/base/interruption.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t arrived, wake = -1;

static void note(int number)
{
    const int before = errno;

    if (arrived)
        _exit(128 + number);
    arrived = number;
    (void)!write(wake, "", 1);
    errno = before;
}

int interruption_watch(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    int ends[2];

    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
        return -errno;
    wake = ends[1];
    (void)sigemptyset(&action.sa_mask);
    for (unsigned i = 0; i < sizeof signals / sizeof signals[0]; i++)
        if (sigaction(signals[i], &action, NULL) < 0)
            return -errno;
    return ends[0];
}

int interruption_signal(void)
{
    return arrived;
}
