#ifndef CHARFINDER_SERVER_ACCESS_ACCESS_LOG_H
#define CHARFINDER_SERVER_ACCESS_ACCESS_LOG_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/uio.h>

#include "index/base/reason.h"
#include "server/access/entry.h"
#include "server/config/access_format.h"

/*
 * The access log: reactors hand entries over, and a thread of its own writes them to a file, to standard
 * output or to the journal. A reactor never waits for it: where entries come faster than they can be
 * written, they are dropped and counted, and the log says how many, once a minute at most.
 */

struct access_log;

struct access_log_options {
    enum access_format format;
    const char *path;  /* of the file, opened to append; "-": standard output; borrowed */
    unsigned reactors; /* how many hand entries over, up to LIMIT_REACTORS */
    /* For ACCESS_JOURNAL: writes an entry of these fields, and returns 0 or -errno. NULL: there is no
     * journal here. */
    int (*journal)(const struct iovec *fields, int count);
};

/* Returns 0 with NULL for ACCESS_OFF; or -errno with a reason. */
int access_log_open(struct access_log **out, const struct access_log_options *options,
                    struct reason *reason);
/* Would that work for this user? Changes nothing on disk. Returns 0, or -errno with a reason. */
int access_log_check(const struct access_log_options *options, struct reason *reason);
/* Writes what has been handed over, if that is possible within a second. After the reactors have ended.
 * NULL is allowed. */
void access_log_close(struct access_log *log);

/* For the thread of that reactor. Returns false when the entry was dropped. */
bool access_log_add(struct access_log *log, unsigned reactor, const struct access_entry *entry);

/* Opens the file again, which somebody has renamed. If that fails, the log says so, and the old file
 * stays in use. Thread-safe; NULL is allowed. */
void access_log_reopen(struct access_log *log);

/* Entries that were handed over and could not be written. Thread-safe. */
uint64_t access_log_unwritten(const struct access_log *log);

#endif
