#ifndef CHARFINDER_SERVER_BASE_PRESSURE_H
#define CHARFINDER_SERVER_BASE_PRESSURE_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/reason.h"

/*
 * Memory pressure, as the kernel reports it (Documentation/accounting/psi.rst): tasks wait for memory.
 * The only module that knows where it is reported:
 *
 * - where MEMORY_PRESSURE_WATCH and MEMORY_PRESSURE_WRITE say (systemd.io/MEMORY_PRESSURE): a file of
 *   the kernel, a FIFO or a socket;
 * - else in memory.pressure of this process's own control group, version 2. Where the file may not be
 *   written, which sets a trigger, it is read again and again instead.
 *
 * Not thread-safe.
 */

enum {
    PRESSURE_WINDOW_MS = 2000, /* what the kernel asks of ordinary users, and systemd's default */
    PRESSURE_STALL_MS = 150,   /* of waiting in a window is pressure */
};

enum pressure_source {
    PRESSURE_NONE,    /* nothing is watched */
    PRESSURE_TRIGGER, /* a file of the kernel with a trigger */
    PRESSURE_MESSAGE, /* a FIFO or socket: each message is an event */
    PRESSURE_TOTAL,   /* a file of the kernel that is read and compared */
};

struct pressure {
    enum pressure_source source;
    int descriptor; /* owned, unless PRESSURE_NONE */
    uint64_t total; /* PRESSURE_TOTAL: microseconds waited so far, at the time `read` */
    uint64_t read;  /* milliseconds */
};

/* Where to look; tests have their own. */
struct pressure_places {
    const char *watch, *write; /* the environment's, or NULL */
    const char *groups;        /* "/proc/self/cgroup" */
    const char *mount;         /* "/sys/fs/cgroup" */
};
extern const struct pressure_places pressure_system_places; /* without the environment's */

/* Begins to watch. Returns false with a reason, and PRESSURE_NONE, where nothing can be watched; also
 * with an empty reason, where the environment switches it off ("/dev/null"). */
bool pressure_open(struct pressure *pressure, const struct pressure_places *places,
                   struct reason *reason);
void pressure_close(struct pressure *pressure);

/* Has there been pressure since the last call? Does not wait. `now` is in milliseconds. */
bool pressure_arrived(struct pressure *pressure, uint64_t now);

#endif
