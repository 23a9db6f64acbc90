#ifndef CHARFINDER_SERVER_BASE_LOG_H
#define CHARFINDER_SERVER_BASE_LOG_H

#include <stdbool.h>

/*
 * Writes one line per message to standard error, each with a single write(2). Thread-safe after
 * log_init().
 *
 * In the journal, a line starts with its priority in systemd's format ("<4>", sd-daemon(3)); in a file
 * or a container's log with the time and the name of its level ("2026-11-30T01:40:00.250Z warning: ").
 * A terminal gets neither. Control characters in a message are escaped, so no client can forge a line.
 */

enum log_level {
    LOG_LEVEL_ERROR = 3,
    LOG_LEVEL_WARNING = 4,
    LOG_LEVEL_NOTICE = 5,
    LOG_LEVEL_INFO = 6,
    LOG_LEVEL_DEBUG = 7
};

/* Finds out what standard error is. Call it once, before any thread is started. */
void log_init(enum log_level level);
void log_set_level(enum log_level level);                      /* thread-safe */
bool log_level_parse(const char *name, enum log_level *level); /* "debug" */
const char *log_level_name(enum log_level level);

/* Returns whether messages of this level are written. */
bool log_wants(enum log_level level);

__attribute__((format(printf, 2, 3))) void log_write(enum log_level level, const char *format, ...);

#define log_error(...)   log_write(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warning(...) log_write(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_notice(...)  log_write(LOG_LEVEL_NOTICE, __VA_ARGS__)
#define log_info(...)    log_write(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...)                                                                             \
    do {                                                                                           \
        if (log_wants(LOG_LEVEL_DEBUG))                                                            \
            log_write(LOG_LEVEL_DEBUG, __VA_ARGS__);                                               \
    } while (0)

#endif
