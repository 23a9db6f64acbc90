/*
 * One descriptor of one of three kinds, asked from time to time. The kernel and systemd keep an event
 * until it is read, so no thread has to wait for it.
 */

#include "server/base/pressure.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

const struct pressure_places pressure_system_places = {
    .groups = "/proc/self/cgroup",
    .mount = "/sys/fs/cgroup",
};

enum {
    FILE_MAX = 512,   /* bytes of memory.pressure: two lines */
    GROUPS_MAX = 8192 /* bytes of /proc/self/cgroup that are read */
};

static bool refuse(struct reason *reason, const char *path, int error)
{
    reason_set(reason, "cannot watch memory pressure at %s: %s", path, strerror(error));
    return false;
}

/*
 * What the environment says.
 */

/* Decodes base64 (RFC 4648) in place. Returns the size, or -1. */
static ssize_t decode(char *text)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t length = strcspn(text, "="), size = 0;
    uint32_t bits = 0;

    if (strlen(text) % 4 != 0 || strspn(text + length, "=") != strlen(text + length) ||
        strlen(text) - length > 2)
        return -1;
    for (size_t i = 0; i < length; i++) {
        const char *letter = strchr(letters, text[i]);

        if (!letter)
            return -1;
        bits = bits << 6 | (uint32_t)(letter - letters);
        if (i % 4 > 0) /* a whole byte more */
            text[size++] = (char)(bits >> (6 - 2 * (i % 4)));
    }
    return (ssize_t)size;
}

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int descriptor;

    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path); // NOLINT(clang-analyzer-security.insecureAPI.strcpy)
    descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor >= 0 && connect(descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        int error = errno;

        (void)close(descriptor);
        errno = error;
        return -1;
    }
    return descriptor;
}

/* Opens it by its kind and writes what is to be written. Returns 0 or an errno. */
static int watch(struct pressure *pressure, const char *path, const char *text, size_t size)
{
    struct stat status;
    ssize_t written;

    if (stat(path, &status) < 0)
        return errno;
    if (S_ISSOCK(status.st_mode))
        pressure->descriptor = connect_to(path);
    else if (S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode))
        pressure->descriptor =
            open(path, (size > 0 || S_ISFIFO(status.st_mode) ? O_RDWR : O_RDONLY) | O_CLOEXEC |
                           O_NONBLOCK | O_NOCTTY);
    else
        return EINVAL;
    if (pressure->descriptor < 0)
        return errno;
    written = size > 0 ? write(pressure->descriptor, text, size) : 0;
    if (written != (ssize_t)size) {
        int error = written < 0 ? errno : EIO;

        (void)close(pressure->descriptor);
        return error;
    }
    pressure->source = S_ISREG(status.st_mode) ? PRESSURE_TRIGGER : PRESSURE_MESSAGE;
    return 0;
}

static bool watch_as_told(struct pressure *pressure, const struct pressure_places *places,
                          struct reason *reason)
{
    char *text = strdup(places->write ? places->write : "");
    ssize_t size = text ? decode(text) : 0;
    int error = ENOMEM;

    if (size < 0)
        reason_set(reason, "cannot watch memory pressure: MEMORY_PRESSURE_WRITE is not base64");
    else if (text)
        error = watch(pressure, places->watch, text, (size_t)size);
    free(text);
    if (size < 0)
        return false;
    return error == 0 || refuse(reason, places->watch, error);
}

/*
 * The control group's own file.
 */

/* Reads the beginning of a file as a string. Returns its size, or -errno. */
static ssize_t read_file(const char *path, char *text, size_t capacity)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size;

    if (descriptor < 0)
        return -errno;
    size = read(descriptor, text, capacity - 1);
    size = size < 0 ? -errno : size;
    (void)close(descriptor);
    text[size > 0 ? size : 0] = '\0';
    return size;
}

/* The path of memory.pressure, for free(); or NULL with a reason. */
static char *own_file(const struct pressure_places *places, struct reason *reason)
{
    char groups[GROUPS_MAX], *line, *end, *path;
    ssize_t size = read_file(places->groups, groups, sizeof groups);

    if (size < 0) {
        (void)refuse(reason, places->groups, (int)-size);
        return NULL;
    }
    for (line = groups; strncmp(line, "0::/", 4) != 0; line = end + 1) {
        end = strchr(line, '\n');
        if (!end) {
            reason_set(reason, "cannot watch memory pressure: no control group of version 2");
            return NULL;
        }
    }
    line[strcspn(line, "\n")] = '\0';
    if (asprintf(&path, "%s%s/memory.pressure", places->mount,
                 strcmp(line, "0::/") ? line + 3 : "") < 0) {
        (void)refuse(reason, places->mount, ENOMEM);
        return NULL;
    }
    return path;
}

/* "some avg10=0.00 avg60=0.00 avg300=0.00 total=1234", in microseconds. */
static bool total_read(int descriptor, uint64_t *total)
{
    char text[FILE_MAX], *at;
    ssize_t size = pread(descriptor, text, sizeof text - 1, 0);

    if (size <= 0)
        return false;
    text[size] = '\0';
    text[strcspn(text, "\n")] = '\0';
    at = strncmp(text, "some ", 5) == 0 ? strstr(text, " total=") : NULL;
    if (!at)
        return false;
    *total = strtoull(at + strlen(" total="), NULL, 10);
    return true;
}

static bool watch_total(struct pressure *pressure, const char *path, struct reason *reason)
{
    pressure->descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (pressure->descriptor < 0)
        return refuse(reason, path, errno);
    if (!total_read(pressure->descriptor, &pressure->total)) {
        (void)close(pressure->descriptor);
        return refuse(reason, path, EINVAL);
    }
    pressure->source = PRESSURE_TOTAL;
    return true;
}

static bool watch_own(struct pressure *pressure, const struct pressure_places *places,
                      struct reason *reason)
{
    char trigger[64], *path = own_file(places, reason);
    int size;
    bool watched;

    if (!path)
        return false;
    size = snprintf(trigger, sizeof trigger, "some %d %d", PRESSURE_STALL_MS * 1000,
                    PRESSURE_WINDOW_MS * 1000);
    watched = watch(pressure, path, trigger, (size_t)size + 1) == 0 ||
              watch_total(pressure, path, reason);
    free(path);
    return watched;
}

bool pressure_open(struct pressure *pressure, const struct pressure_places *places,
                   struct reason *reason)
{
    *pressure = (struct pressure){.source = PRESSURE_NONE};
    *reason = (struct reason){.text = ""};
    if (!places->watch)
        return watch_own(pressure, places, reason);
    if (strcmp(places->watch, "/dev/null") == 0)
        return false;
    return watch_as_told(pressure, places, reason);
}

void pressure_close(struct pressure *pressure)
{
    if (pressure->source != PRESSURE_NONE)
        (void)close(pressure->descriptor);
    pressure->source = PRESSURE_NONE;
}

/*
 * Events.
 */

/* What it says does not matter. The end of it ends the watch. */
static bool message_arrived(struct pressure *pressure)
{
    char bytes[256];
    bool arrived = false;
    ssize_t size;

    while ((size = read(pressure->descriptor, bytes, sizeof bytes)) > 0)
        arrived = true;
    if (size == 0 || (errno != EAGAIN && errno != EINTR))
        pressure_close(pressure);
    return arrived;
}

/* Its control group may be removed, which is an error on the descriptor. */
static bool trigger_arrived(struct pressure *pressure)
{
    struct pollfd poll_for = {.fd = pressure->descriptor, .events = POLLPRI};

    if (poll(&poll_for, 1, 0) <= 0)
        return false;
    if (poll_for.revents & (POLLERR | POLLNVAL))
        pressure_close(pressure);
    return poll_for.revents & POLLPRI;
}

static bool total_grew(struct pressure *pressure, uint64_t now)
{
    uint64_t before = pressure->total;

    if (pressure->read != 0 && now - pressure->read < PRESSURE_WINDOW_MS)
        return false;
    pressure->read = now;
    if (!total_read(pressure->descriptor, &pressure->total)) {
        pressure_close(pressure);
        return false;
    }
    return pressure->total >= before + (uint64_t)PRESSURE_STALL_MS * 1000;
}

bool pressure_arrived(struct pressure *pressure, uint64_t now)
{
    switch (pressure->source) {
    case PRESSURE_NONE:
        return false;
    case PRESSURE_TRIGGER:
        return trigger_arrived(pressure);
    case PRESSURE_MESSAGE:
        return message_arrived(pressure);
    case PRESSURE_TOTAL:
        return total_grew(pressure, now);
    }
    assert(false && "unknown source of memory pressure");
    return false;
}
