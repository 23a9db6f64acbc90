#ifndef CHARFINDER_SERVER_SERVICE_H
#define CHARFINDER_SERVER_SERVICE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/uio.h>

#include "index/base/reason.h"

/*
 * The daemon as a service of systemd: the sockets that were passed to it, and its notifications. The
 * only module that knows libsystemd. Without systemd, every call does nothing.
 */

enum { SERVICE_SOCKETS_MAX = 8 };

struct service_socket {
    int socket;
    bool telnet, http; /* by FileDescriptorName= */
};

/* The sockets that systemd passed, by name. Returns how many, or -errno with a reason: an unknown
 * name, or more than SERVICE_SOCKETS_MAX. Call once, before any thread is started. */
int service_sockets(struct service_socket sockets[static SERVICE_SOCKETS_MAX],
                    struct reason *reason);

void service_ready(void);     /* the sockets serve; or reloading is done */
void service_reloading(void); /* service_ready() will follow */
/* Draining has begun. systemd waits for that many seconds, however short its own TimeoutStopSec= is. */
void service_stopping(unsigned seconds);
__attribute__((format(printf, 1, 2))) void service_status(const char *format, ...);

/* Microseconds within which service_alive() is expected; 0: there is no watchdog. */
uint64_t service_watchdog(void);
void service_alive(void);

/* Is there a journal? Its absence is not an error of service_journal(). */
bool service_has_journal(void);
/* Writes an entry of the journal: the fields are "NAME=value". Returns 0 or -errno. May wait for the journal.
 * Thread-safe. */
int service_journal(const struct iovec *fields, int count);

#endif
