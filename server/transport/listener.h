#ifndef CHARFINDER_TRANSPORT_LISTENER_H
#define CHARFINDER_TRANSPORT_LISTENER_H

#include "index/reason.h"
#include "server/config.h"
#include "server/transport/peer.h"

/*
 * Listening sockets: opened from the configuration or adopted from systemd.
 */

enum listener_service { LISTENER_TELNET, LISTENER_HTTP, LISTENER_SERVICES };

struct listener {
    int socket; /* owned */
    enum listener_service service;
    char address[PEER_TEXT_SIZE]; /* the real one, with the port the kernel chose */
};

/* Binds and listens. Returns 0, or -errno with a reason. */
int listener_open(struct listener *listener, enum listener_service service,
                  const struct config_address *address, struct reason *reason);

/* Takes over a socket that is bound already; it is the listener's own on success only. */
int listener_adopt(struct listener *listener, enum listener_service service, int socket,
                   struct reason *reason);

void listener_close(struct listener *listener);

#endif
