#ifndef CHARFINDER_SERVER_SERVICE_H
#define CHARFINDER_SERVER_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/reason.h"

/*
 * The daemon as a service of systemd: sockets it was given, news it tells. The only room that
 * knows libsystemd. Started from a shell, every call does nothing.
 */

enum { SERVICE_SOCKETS_MAX = 8 };

struct service_socket {
    int socket;
    bool telnet, http; /* by FileDescriptorName= */
};

/* The sockets given by name. Returns how many, or -errno with a reason: unknown names and
 * more than SERVICE_SOCKETS_MAX are refused. Call once, before any thread is started. */
int service_sockets(struct service_socket sockets[static SERVICE_SOCKETS_MAX],
                    struct reason *reason);

void service_ready(void);    /* the sockets serve */
void service_stopping(void); /* draining has begun */
__attribute__((format(printf, 1, 2))) void service_status(const char *format, ...);

/* Microseconds within which service_alive() is expected; 0: there is no watchdog. */
uint64_t service_watchdog(void);
void service_alive(void);

#endif
