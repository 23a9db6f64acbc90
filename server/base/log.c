/*
 * The log: one message, one line, one write(2).
 *
 * A line is composed on the stack and written with one call, so threads need no lock and their
 * lines never mix. Everything that could end a line, move the cursor or reorder the text is
 * escaped. A backslash is not, so that text quoted by the caller is not escaped twice. There is no
 * log file, no timestamp and no rotation: journald provides all three.
 *
 * The level and the prefix are the only file-level state: set once, before there are threads, and
 * then only read.
 */

#include "server/base/log.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "index/base/utf8.h"
#include "server/base/limits.h"

static const char cut_mark[] = "…"; /* marks a truncated line */

_Static_assert(LIMIT_LOG_LINE <= PIPE_BUF, "a write to a pipe must be atomic");

enum { CUT_MARK_SIZE = sizeof cut_mark - 1, ESCAPE_SIZE = sizeof "\\u2028" };

static struct {
    enum log_level level;
    bool prefixed;
} settings = {.level = LOG_LEVEL_INFO};

static const struct {
    const char *name;
    enum log_level level;
} level_names[] = {
    {"error", LOG_LEVEL_ERROR}, {"warning", LOG_LEVEL_WARNING}, {"notice", LOG_LEVEL_NOTICE},
    {"info", LOG_LEVEL_INFO},   {"debug", LOG_LEVEL_DEBUG},
};

enum { LEVEL_COUNT = sizeof level_names / sizeof level_names[0] };

void log_init(enum log_level level)
{
    settings.level = level;
    settings.prefixed = !isatty(STDERR_FILENO);
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
    return level <= settings.level;
}

/* Control characters, line and paragraph separators, and bidi controls. */
static bool forges_lines(int32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
           (code_point >= 0x2028 && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

static const char *escape(char out[static ESCAPE_SIZE], uint32_t code)
{
    switch (code) {
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        (void)snprintf(out, ESCAPE_SIZE, code > 0xFF ? "\\u%04x" : "\\x%02x", code);
        return out;
    }
}

/* Copies the message, escaped, and returns the bytes written. A message longer than `space` is cut
 * and marked; the mark adds at most CUT_MARK_SIZE bytes. */
static size_t line_fill(char *line, size_t space, const char *message, size_t size)
{
    size_t length = 0;

    for (size_t at = 0; at < size;) {
        size_t begin = at;
        int32_t code_point = utf8_next(message, size, &at);
        char escaped[ESCAPE_SIZE];
        const char *piece = message + begin;
        size_t piece_size = at - begin;

        if (code_point < 0) /* invalid UTF-8: escape the byte */
            piece = escape(escaped, (unsigned char)message[begin]);
        else if (forges_lines(code_point))
            piece = escape(escaped, (uint32_t)code_point);
        if (piece != message + begin)
            piece_size = strlen(piece);

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
    size_t begin = 0, size;
    int error = errno;
    va_list arguments;

    if (!log_wants(level))
        return;
    va_start(arguments, format);
    if (vsnprintf(message, sizeof message, format, arguments) < 0)
        message[0] = '\0';
    va_end(arguments);

    if (settings.prefixed)
        begin = (size_t)snprintf(line, sizeof line, "<%d>", (int)level);
    size = begin + line_fill(line + begin, sizeof line - begin - CUT_MARK_SIZE - 1, message,
                             strlen(message));
    line[size++] = '\n';
    /* If the log cannot be written, there is no other place to report it. */
    while (write(STDERR_FILENO, line, size) < 0 && errno == EINTR)
        ;
    errno = error;
}
