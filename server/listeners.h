#ifndef CHARFINDER_SERVER_LISTENERS_H
#define CHARFINDER_SERVER_LISTENERS_H

#include <stddef.h>

#include "index/base/reason.h"
#include "server/config/config.h"
#include "server/service.h"
#include "server/transport/accept/listener.h"

/*
 * All sockets that the daemon listens on: those that systemd passed to it, and those of the
 * configuration.
 */

/* Zeroed: none. */
struct listeners {
    struct listener list[LISTENERS_MAX];
    size_t count;
};

/* Takes over the sockets from systemd, and opens the addresses of each service that has none of them.
 * Waits up to a second for an address that is in use. Returns 0; or -errno with a reason, and what was opened until then is to be closed all the same. */
int listeners_open(struct listeners *listeners, const struct config *config,
                   const struct service_socket *passed, size_t count, struct reason *reason);
void listeners_close(struct listeners *listeners);

/* Writes a line for each to stderr, and how to stop the daemon. */
void listeners_announce(const struct listeners *listeners);

#endif
