/*
 * Reads /proc/self (proc(5)). The files of it that count everything, such as `status`, take longer to
 * write than `stat`, which has all that is needed.
 */

#include "server/base/process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

const char process_folder[] = "/proc/self";

static void set(atomic_uint_least64_t *figure, uint64_t value)
{
    atomic_store_explicit(figure, value, memory_order_relaxed);
}

void process_start(struct process_figures *figures)
{
    struct timespec now = {.tv_sec = 0};

    (void)clock_gettime(CLOCK_REALTIME, &now);
    set(&figures->started_ms, (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000);
}

/* The file's text, cut to fit. Returns false when it cannot be read. */
static bool read_text(const char *folder, const char *name, char *text, size_t capacity)
{
    char path[256];
    ssize_t size = -1;
    int file;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    do
        size = read(file, text, capacity - 1);
    while (size < 0 && errno == EINTR);
    (void)close(file);
    text[size > 0 ? size : 0] = '\0';
    return size > 0;
}

void process_look(struct process_figures *figures, const char *folder)
{
    char text[1024];
    const char *fields;
    uint64_t user, system, threads, memory, pages;
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
        set(&figures->max_files, limit.rlim_cur);
    if (!read_text(folder, "stat", text, sizeof text))
        return;
    fields = strrchr(text, ')'); /* the program's name may contain anything */
    if (!fields || sscanf(fields,
                          ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %" SCNu64 " %" SCNu64
                          " %*d %*d %*d %*d %" SCNu64 " %*d %*u %" SCNu64 " %" SCNu64,
                          &user, &system, &threads, &memory, &pages) != 5)
        return;
    set(&figures->cpu_microseconds, (user + system) * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK));
    set(&figures->threads, threads);
    set(&figures->virtual_bytes, memory);
    set(&figures->resident_bytes, pages * (uint64_t)sysconf(_SC_PAGESIZE));
}

void process_count_files(struct process_figures *figures, const char *folder)
{
    char path[256];
    uint64_t count = 0;
    DIR *files;

    (void)snprintf(path, sizeof path, "%s/fd", folder);
    files = opendir(path);
    if (!files)
        return;
    for (const struct dirent *entry = readdir(files); entry; entry = readdir(files))
        count += entry->d_name[0] != '.';
    (void)closedir(files);
    set(&figures->open_files, count > 0 ? count - 1 : 0); /* without the folder itself */
}
