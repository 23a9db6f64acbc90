/*
 * The log: one message, one line, one write(2).
 *
 * A line is composed on the stack and written with one call, so threads need no lock and their
 * lines never mix. Everything that could end a line, move the cursor or reorder the text is
 * escaped. A backslash is not, so that text quoted by the caller is not escaped twice. There is no
 * log file and no rotation: journald or a container's runtime provides both.
 *
 * The level and the form are the only file-level state. The form is set once, before there are
 * threads.
 */

#include "server/base/log.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "index/base/terminal.h"
#include "server/base/limits.h"

static const char cut_mark[] = "…"; /* marks a truncated line */

_Static_assert(LIMIT_LOG_LINE <= PIPE_BUF, "a write to a pipe must be atomic");

enum { CUT_MARK_SIZE = sizeof cut_mark - 1 };

/* What a line starts with. */
enum form {
    FORM_BARE,    /* nothing */
    FORM_JOURNAL, /* the priority: the journal adds the time */
    FORM_DATED,   /* the time and the level */
};

static struct {
    atomic_int level;
    enum form form;
} settings = {.level = LOG_LEVEL_INFO};

static const struct {
    const char *name;
    enum log_level level;
} level_names[] = {
    {"error", LOG_LEVEL_ERROR}, {"warning", LOG_LEVEL_WARNING}, {"notice", LOG_LEVEL_NOTICE},
    {"info", LOG_LEVEL_INFO},   {"debug", LOG_LEVEL_DEBUG},
};

enum { LEVEL_COUNT = sizeof level_names / sizeof level_names[0] };

/* Is standard error the stream that systemd has connected to the journal? See systemd.exec(5). */
static bool is_journal(void)
{
    const char *stream = getenv("JOURNAL_STREAM");
    char own[64];
    struct stat status;

    if (!stream || fstat(STDERR_FILENO, &status) < 0)
        return false;
    (void)snprintf(own, sizeof own, "%ju:%ju", (uintmax_t)status.st_dev, (uintmax_t)status.st_ino);
    return strcmp(stream, own) == 0;
}

void log_set_level(enum log_level level)
{
    atomic_store_explicit(&settings.level, (int)level, memory_order_relaxed);
}

void log_init(enum log_level level)
{
    log_set_level(level);
    if (isatty(STDERR_FILENO))
        settings.form = FORM_BARE;
    else
        settings.form = is_journal() ? FORM_JOURNAL : FORM_DATED;
}

bool log_level_parse(const char *name, enum log_level *level)
{
    for (size_t i = 0; i < LEVEL_COUNT; i++)
        if (strcmp(name, level_names[i].name) == 0) {
            *level = level_names[i].level;
            return true;
        }
    return false;
}

const char *log_level_name(enum log_level level)
{
    for (size_t i = 0; i < LEVEL_COUNT; i++)
        if (level_names[i].level == level)
            return level_names[i].name;
    assert(false && "unknown log level");
    return "";
}

bool log_wants(enum log_level level)
{
    return (int)level <= atomic_load_explicit(&settings.level, memory_order_relaxed);
}

/* Returns the bytes written. */
static size_t line_begin(char *line, size_t capacity, enum log_level level)
{
    struct timespec now;
    struct tm utc;
    size_t size;

    switch (settings.form) {
    case FORM_BARE:
        break;
    case FORM_JOURNAL:
        return (size_t)snprintf(line, capacity, "<%d>", (int)level);
    case FORM_DATED:
        (void)clock_gettime(CLOCK_REALTIME, &now);
        (void)gmtime_r(&now.tv_sec, &utc);
        size = strftime(line, capacity, "%Y-%m-%dT%H:%M:%S", &utc);
        return size + (size_t)snprintf(line + size, capacity - size,
                                       ".%03ldZ %s: ", now.tv_nsec / 1000000,
                                       log_level_name(level));
    }
    return 0;
}

/* Copies the message, escaped, and returns the bytes written. A message longer than `space` is cut
 * and marked; the mark adds at most CUT_MARK_SIZE bytes. */
static size_t line_fill(char *line, size_t space, const char *message, size_t size)
{
    size_t length = 0;

    for (size_t at = 0; at < size;) {
        char escaped[TERMINAL_ESCAPE_SIZE];
        size_t piece_size;
        const char *piece = terminal_next(message, size, &at, escaped, &piece_size);

        if (piece_size > space - length) {
            memcpy(line + length, cut_mark, CUT_MARK_SIZE); /* beyond `space` */
            return length + CUT_MARK_SIZE;
        }
        memcpy(line + length, piece, piece_size);
        length += piece_size;
    }
    return length;
}

void log_write(enum log_level level, const char *format, ...)
{
    /* A message that fills its buffer overflows the line too, because the line also holds a
     * prefix and an end. So the line is cut before the bytes where vsnprintf may have split a
     * character. */
    char message[LIMIT_LOG_LINE], line[LIMIT_LOG_LINE];
    size_t begin, size;
    int error = errno;
    va_list arguments;

    if (!log_wants(level))
        return;
    va_start(arguments, format);
    if (vsnprintf(message, sizeof message, format, arguments) < 0)
        message[0] = '\0';
    va_end(arguments);

    begin = line_begin(line, sizeof line, level);
    size = begin + line_fill(line + begin, sizeof line - begin - CUT_MARK_SIZE - 1, message,
                             strlen(message));
    line[size++] = '\n';
    /* If the log cannot be written, there is no other place to report it. */
    while (write(STDERR_FILENO, line, size) < 0 && errno == EINTR)
        ;
    errno = error;
}
