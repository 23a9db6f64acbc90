/*
 * There is no file with the number of the process: /proc says which there are, and cannot be out of date.
 * The process is held by a descriptor before it is looked at, so that the signal goes to no other one.
 */

#include "index/update/daemon.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <unistd.h>

#define NAME "charfinderd"

enum { STATUS_SIZE = 4096, PATH_SIZE = 64 };

static DIR *open_list(int folder, const char *path)
{
    int opened = openat(folder, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = opened < 0 ? NULL : fdopendir(opened);

    if (!list && opened >= 0)
        (void)close(opened);
    return list;
}

/* The next entry that is a number, or 0. */
static int next_number(DIR *list)
{
    struct dirent *entry;

    while ((entry = readdir(list)) != NULL)
        if (isdigit((unsigned char)entry->d_name[0])) {
            const long number = strtol(entry->d_name, NULL, 10);

            if (number > 0 && number <= INT_MAX)
                return (int)number;
        }
    return 0;
}

static bool read_status(int proc, const char *path, char status[static STATUS_SIZE])
{
    int file = openat(proc, path, O_RDONLY | O_CLOEXEC);
    ssize_t size = file < 0 ? -1 : read(file, status, STATUS_SIZE - 1);

    if (file >= 0)
        (void)close(file);
    status[size > 0 ? size : 0] = '\0';
    return size > 0;
}

/* Does a set of signals of the status have SIGHUP? */
static bool has_signal(const char *status, const char *set)
{
    const char *at = strstr(status, set);

    return at && (strtoull(at + strlen(set), NULL, 16) >> (SIGHUP - 1) & 1);
}

/* A thread that waits for the signal does not block it meanwhile; all others do. */
static bool expects_signal(int proc, int pid)
{
    char path[PATH_SIZE], status[STATUS_SIZE];
    bool expects = false;
    DIR *list;
    int thread;

    (void)snprintf(path, sizeof path, "%d/task", pid);
    list = open_list(proc, path);
    if (!list)
        return false;
    while (!expects && (thread = next_number(list)) > 0) {
        (void)snprintf(path, sizeof path, "%d/task/%d/status", pid, thread);
        expects = read_status(proc, path, status) &&
                  (has_signal(status, "\nSigBlk:\t") || has_signal(status, "\nSigCgt:\t"));
    }
    (void)closedir(list);
    return expects;
}

static bool is_daemon(int proc, int pid)
{
    static const char first_line[] = "Name:\t" NAME "\n";
    char path[PATH_SIZE], status[STATUS_SIZE];

    (void)snprintf(path, sizeof path, "%d/status", pid);
    return read_status(proc, path, status) &&
           strncmp(status, first_line, sizeof first_line - 1) == 0 && expects_signal(proc, pid);
}

static bool tell(int proc, int pid)
{
    int process = pidfd_open(pid, 0);
    bool told;

    if (process < 0)
        return false;
    told = is_daemon(proc, pid) && pidfd_send_signal(process, SIGHUP, NULL, 0) == 0;
    (void)close(process);
    return told;
}

size_t daemon_reload(int proc)
{
    DIR *list = open_list(proc, ".");
    size_t count = 0;
    int pid;

    if (!list)
        return 0;
    while ((pid = next_number(list)) > 0)
        count += tell(proc, pid);
    (void)closedir(list);
    return count;
}
