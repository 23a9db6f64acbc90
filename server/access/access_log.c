/*
 * The thread that writes the access log. It sleeps on an eventfd, which a reactor writes only when the
 * thread has said that it is about to sleep: under load only the writer makes system calls.
 *
 * A pipe takes PIPE_BUF bytes at once, or none: so lines stay whole, and a reader that has stopped reading
 * cannot keep the thread from its end.
 */

#include "server/access/access_log.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/base/buffer.h"
#include "server/access/line.h"
#include "server/access/queue.h"
#include "server/base/clock.h"
#include "server/base/limits.h"
#include "server/base/log.h"

enum {
    FILE_BATCH = 64 * 1024,  /* bytes written at once */
    STUCK_MS = 1000,         /* until what cannot be written is dropped */
    COMPLAIN_MS = 60 * 1000, /* between two lines of the log about what was dropped */
    FILE_MODE = 0640,        /* addresses of clients are not for everybody */
};

struct access_log {
    struct access_log_options options;
    struct access_queue queues[LIMIT_REACTORS];
    int wake; /* eventfd */
    atomic_bool asleep, ending, reopening;
    atomic_uint_least64_t unwritten;
    pthread_t thread;

    /* Of the thread. */
    int file;
    size_t batch; /* bytes that the file takes at once */
    struct buffer lines;
    size_t count;       /* of lines */
    bool stuck;         /* the file could not be written */
    bool cut;           /* the file ends within a line, for which there was no space */
    int error;          /* of the last write that failed */
    uint64_t told;      /* of what was dropped, how much the log has said */
    uint64_t told_when; /* by clock_now(); 0: never */
};

_Static_assert(3 * (ACCESS_TARGET_MAX + ACCESS_METHOD_SIZE) + ACCESS_CLIENT_SIZE + 256 <= PIPE_BUF,
               "a pipe takes every line at once");

/*
 * The file.
 */

/* Without O_NONBLOCK, opening a FIFO without a reader would block. */
enum { FILE_FLAGS = O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK };

static bool is_standard_output(const struct access_log_options *options)
{
    return strcmp(options->path, "-") == 0;
}

static int open_file(const struct access_log *log)
{
    return is_standard_output(&log->options)
               ? STDOUT_FILENO
               : open(log->options.path, FILE_FLAGS | O_CREAT, FILE_MODE);
}

static int refuse_file(const struct access_log_options *options, int error, struct reason *reason)
{
    reason_set(reason, "access_log_file: cannot open '%s': %s", options->path, strerror(error));
    return -error;
}

static void use_file(struct access_log *log, int file)
{
    struct stat status;

    log->file = file;
    log->batch = PIPE_BUF;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        log->batch = FILE_BATCH;
        log->cut = log->cut && status.st_size > 0;
    }
}

static void close_file(struct access_log *log)
{
    if (log->file >= 0 && log->file != STDOUT_FILENO)
        (void)close(log->file);
    log->file = -1;
}

static void reopen(struct access_log *log)
{
    int file;

    if (log->options.format == ACCESS_JOURNAL || is_standard_output(&log->options))
        return;
    file = open_file(log);
    if (file < 0) {
        log_error("The access log stays in the file that it was in: cannot open '%s': %s",
                  log->options.path, strerror(errno));
        return;
    }
    close_file(log);
    use_file(log, file);
}

/*
 * Writing.
 */

static uint64_t dropped(const struct access_log *log)
{
    uint64_t count = atomic_load_explicit(&log->unwritten, memory_order_relaxed);

    for (unsigned i = 0; i < log->options.reactors; i++)
        count += atomic_load_explicit(&log->queues[i].dropped, memory_order_relaxed);
    return count;
}

static void complain(struct access_log *log, bool at_once)
{
    uint64_t count = dropped(log), now = clock_now();

    if (count == log->told ||
        (log->told_when > 0 && now - log->told_when < COMPLAIN_MS && !at_once))
        return;
    log_warning("The access log has dropped %llu line%s: %s",
                (unsigned long long)(count - log->told), count - log->told == 1 ? "" : "s",
                log->error ? strerror(log->error) : "they come faster than they can be written");
    log->told = count;
    log->told_when = now;
    log->error = 0;
}

static void lose(struct access_log *log, size_t count, int error)
{
    log->error = error;
    atomic_fetch_add_explicit(&log->unwritten, count, memory_order_relaxed);
}

/* Can the file be written? Waits for that a little, and not again before it could. */
static bool await_file(struct access_log *log)
{
    struct pollfd poll_file = {.fd = log->file, .events = POLLOUT};

    if (log->batch == FILE_BATCH)
        return true;
    log->stuck = poll(&poll_file, 1, log->stuck ? 0 : STUCK_MS) == 0;
    return !log->stuck;
}

/* Returns how many of the bytes were written: all of them, or fewer with errno. */
static size_t write_bytes(struct access_log *log, const char *bytes, size_t size)
{
    size_t written = 0;

    while (written < size) {
        ssize_t more = -1;

        errno = ETIMEDOUT;
        if (await_file(log))
            more = write(log->file, bytes + written, size - written);
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            break;
        written += (size_t)more;
    }
    return written;
}

static size_t count_lines(const char *bytes, size_t size)
{
    size_t lines = 0;

    for (size_t i = 0; i < size; i++)
        lines += bytes[i] == '\n';
    return lines;
}

/* Readers of the file must find each line whole, except one that a full disk has cut. */
static void write_lines(struct access_log *log)
{
    size_t written = 0;

    if (!log->cut || write_bytes(log, "\n", 1) == 1) {
        log->cut = false;
        written = write_bytes(log, log->lines.bytes, log->lines.size);
    }
    if (written < log->lines.size)
        lose(log, count_lines(log->lines.bytes + written, log->lines.size - written), errno);
    if (written > 0)
        log->cut = log->lines.bytes[written - 1] != '\n';
    buffer_clear(&log->lines);
    log->count = 0;
}

static void write_fields(struct access_log *log, const struct access_entry *entry)
{
    struct iovec fields[ACCESS_FIELDS];
    size_t count = access_line_fields(&log->lines, entry);
    char *at = log->lines.bytes;
    int r = -ENOMEM;

    for (size_t i = 0; i < count && !log->lines.failed; i++) {
        fields[i] = (struct iovec){.iov_base = at, .iov_len = strlen(at)};
        at += fields[i].iov_len + 1;
    }
    if (!log->lines.failed)
        r = log->options.journal(fields, (int)count);
    if (r < 0)
        lose(log, 1, -r);
    buffer_clear(&log->lines);
}

static void write_entry(struct access_log *log, const struct access_entry *entry)
{
    size_t before = log->lines.size;

    if (log->options.format == ACCESS_JOURNAL) {
        write_fields(log, entry);
        return;
    }
    if (log->options.format == ACCESS_JSON)
        access_line_json(&log->lines, entry);
    else
        access_line_common(&log->lines, entry);
    if (log->lines.failed) {
        lose(log, log->count + 1, ENOMEM);
        buffer_clear(&log->lines);
        log->count = 0;
        return;
    }
    if (before > 0 && log->lines.size > log->batch) { /* this one with the next ones */
        size_t size = log->lines.size - before;

        log->lines.size = before;
        write_lines(log);
        memmove(log->lines.bytes, log->lines.bytes + before, size);
        log->lines.size = size;
    }
    log->count++;
}

/* Returns whether there was anything. */
static bool write_all(struct access_log *log)
{
    struct access_entry entry;
    char target[ACCESS_TARGET_MAX];
    bool any = false;

    for (unsigned i = 0; i < log->options.reactors; i++)
        while (access_queue_pop(&log->queues[i], &entry, target)) {
            write_entry(log, &entry);
            any = true;
        }
    if (log->lines.size > 0)
        write_lines(log);
    return any;
}

/* Until something was handed over, or there is something to say about what was dropped. */
static void sleep_until_woken(struct access_log *log)
{
    struct pollfd wake = {.fd = log->wake, .events = POLLIN};
    bool more = dropped(log) != log->told;
    eventfd_t value;

    (void)poll(&wake, 1, more ? COMPLAIN_MS : -1);
    (void)eventfd_read(log->wake, &value);
}

static void *main_of_thread(void *context)
{
    struct access_log *log = context;

    for (;;) {
        bool ending = atomic_load(&log->ending);

        if (atomic_exchange(&log->reopening, false))
            reopen(log);
        if (write_all(log)) {
            complain(log, false);
            continue;
        }
        if (ending)
            break;
        complain(log, false);
        atomic_store(&log->asleep, true);
        if (!write_all(log) && !atomic_load(&log->ending) && !atomic_load(&log->reopening))
            sleep_until_woken(log);
        atomic_store(&log->asleep, false);
    }
    complain(log, true);
    return NULL;
}

/*
 * From other threads.
 */

static void wake(struct access_log *log)
{
    if (atomic_exchange(&log->asleep, false))
        (void)eventfd_write(log->wake, 1);
}

bool access_log_add(struct access_log *log, unsigned reactor, const struct access_entry *entry)
{
    bool added;

    assert(reactor < log->options.reactors);
    added = access_queue_push(&log->queues[reactor], entry);
    if (atomic_load(&log->asleep)) /* either it sees the entry, or we see that it sleeps */
        wake(log);
    return added;
}

void access_log_reopen(struct access_log *log)
{
    if (!log)
        return;
    atomic_store(&log->reopening, true);
    wake(log);
}

uint64_t access_log_unwritten(const struct access_log *log)
{
    return atomic_load_explicit(&log->unwritten, memory_order_relaxed);
}

/*
 * Beginning and end.
 */

static void release(struct access_log *log)
{
    close_file(log);
    if (log->wake >= 0)
        (void)close(log->wake);
    for (unsigned i = 0; i < log->options.reactors; i++)
        access_queue_release(&log->queues[i]);
    buffer_release(&log->lines);
    free(log);
}

static int start(struct access_log *log, struct reason *reason)
{
    bool failed;
    int file, r;

    log->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    failed = log->wake < 0;
    for (unsigned i = 0; i < log->options.reactors; i++)
        failed |= !access_queue_init(&log->queues[i]);
    if (failed) {
        reason_set(reason, "no memory or descriptors for the access log");
        return -ENOMEM;
    }
    if (log->options.format != ACCESS_JOURNAL) {
        file = open_file(log);
        if (file < 0)
            return refuse_file(&log->options, errno, reason);
        use_file(log, file);
    }
    r = pthread_create(&log->thread, NULL, main_of_thread, log);
    if (r != 0)
        reason_set(reason, "cannot start a thread: %s", strerror(r));
    else
        (void)pthread_setname_np(log->thread, "access log");
    return -r;
}

static int check_journal(const struct access_log_options *options, struct reason *reason)
{
    if (options->format != ACCESS_JOURNAL || options->journal)
        return 0;
    reason_set(reason, "access_log: no journal is running; use \"common\" or \"json\"");
    return -ENOENT;
}

/* May this user make the file? Returns 0 or -errno. */
static int check_new_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder;
    int r;

    if (slash && slash[1] == '\0')
        return -EISDIR;
    folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    if (!folder)
        return -ENOMEM;
    r = faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) < 0 ? -errno : 0;
    free(folder);
    return r;
}

int access_log_check(const struct access_log_options *options, struct reason *reason)
{
    int file, r;

    if (options->format == ACCESS_OFF)
        return 0;
    if (options->format == ACCESS_JOURNAL || is_standard_output(options))
        return check_journal(options, reason);
    file = open(options->path, FILE_FLAGS);
    r = file < 0 ? -errno : 0;
    if (file >= 0)
        (void)close(file);
    if (r == -ENOENT)
        r = check_new_file(options->path);
    return r < 0 ? refuse_file(options, -r, reason) : 0;
}

int access_log_open(struct access_log **out, const struct access_log_options *options,
                    struct reason *reason)
{
    struct access_log *log;
    int r;

    *out = NULL;
    if (options->format == ACCESS_OFF)
        return 0;
    r = check_journal(options, reason);
    if (r < 0)
        return r;
    assert(options->reactors <= LIMIT_REACTORS);
    log = aligned_alloc(_Alignof(struct access_log), sizeof *log);
    if (!log) {
        reason_set(reason, "no memory for the access log");
        return -ENOMEM;
    }
    memset(log, 0, sizeof *log);
    log->options = *options;
    log->file = log->wake = -1;
    r = start(log, reason);
    if (r < 0)
        release(log);
    else
        *out = log;
    return r;
}

void access_log_close(struct access_log *log)
{
    if (!log)
        return;
    atomic_store(&log->ending, true);
    wake(log);
    (void)pthread_join(log->thread, NULL);
    release(log);
}
