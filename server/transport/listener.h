#ifndef CHARFINDER_SERVER_TRANSPORT_LISTENER_H
#define CHARFINDER_SERVER_TRANSPORT_LISTENER_H

#include <stdbool.h>
#include <sys/socket.h>

#include "index/base/reason.h"
#include "server/config/config.h"
#include "server/transport/peer.h"

/*
 * Listening sockets: opened from the configuration or adopted from systemd.
 */

enum listener_service { LISTENER_TELNET, LISTENER_HTTP, LISTENER_SERVICES };

enum { LISTENERS_MAX = 10 }; /* those of systemd, and one for each service */

struct listener {
    int socket;   /* owned */
    bool adopted; /* shared with systemd, which goes on listening on it */
    enum listener_service service;
    char address[PEER_TEXT_SIZE];  /* with the port that the kernel chose */
    struct sockaddr_storage bound; /* the same */
    socklen_t bound_size;
};

/* Binds and listens. Returns 0, or -errno with a reason. */
int listener_open(struct listener *listener, enum listener_service service,
                  const struct config_address *address, struct reason *reason);

/* Takes over a socket that listens already; on failure it remains the caller's. */
int listener_adopt(struct listener *listener, enum listener_service service, int socket,
                   struct reason *reason);

/* It does not accept any more: somebody has shut the socket down, or closed it. Listens again on the
 * same address; the socket may be another one afterwards. Returns 0, or -errno with a reason. */
int listener_revive(struct listener *listener, struct reason *reason);

/* Stops listening: further connections are refused, pending accepts end with -EINVAL. An adopted socket
 * is left alone: its queue waits for the next daemon. */
void listener_stop(struct listener *listener);
void listener_close(struct listener *listener);

#endif
