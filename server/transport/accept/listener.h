#ifndef CHARFINDER_SERVER_TRANSPORT_ACCEPT_LISTENER_H
#define CHARFINDER_SERVER_TRANSPORT_ACCEPT_LISTENER_H

#include <stdbool.h>
#include <sys/socket.h>

#include "index/base/reason.h"
#include "server/config/config.h"
#include "server/transport/accept/socket_file.h"
#include "server/transport/base/peer.h"

/*
 * Listening sockets: opened from the configuration or adopted from systemd.
 */

enum listener_service { LISTENER_TELNET, LISTENER_HTTP, LISTENER_SERVICES };

/* Those of systemd, and those of the configuration. */
enum { LISTENERS_MAX = 8 + LISTENER_SERVICES * CONFIG_ADDRESSES_MAX };

struct listener {
    int socket;   /* owned */
    bool adopted; /* shared with systemd, which keeps listening on it */
    enum listener_service service;
    char address[PEER_TEXT_SIZE]; /* with the port that the kernel chose */
    struct config_address bound;  /* the same, with its options */
    struct socket_file file;      /* of a Unix socket that was opened here */
};

/* Binds and listens. Returns 0, or -errno with a reason. */
int listener_open(struct listener *listener, enum listener_service service,
                  const struct config_address *address, struct reason *reason);

/* Would that work for this user? Listens nowhere and leaves nothing; a port or a path that is in use is not
 * an obstacle, because the daemon itself may use it. Returns 0, or -errno with a reason. */
int listener_check(const struct config_address *address, struct reason *reason);

/* Takes over a socket that listens already; on failure it remains the caller's. */
int listener_adopt(struct listener *listener, enum listener_service service, int socket,
                   struct reason *reason);

/* Is it a Unix socket with a path? Then it may be lost without an accept that ends: its file is removed, or
 * it is shut down. */
bool listener_has_path(const struct listener *listener);
bool listener_lost(const struct listener *listener);

/* It does not accept any more: the socket was shut down, or closed. Listens again on the
 * same address; the socket may be another one afterwards. Returns 0, or -errno with a reason. */
int listener_revive(struct listener *listener, struct reason *reason);

/* Stops listening: further connections are refused, pending accepts end with -EINVAL, and the file of a
 * Unix socket is removed. An adopted socket is left alone: its queue waits for the next daemon. */
void listener_stop(struct listener *listener);
/* Stops listening, and closes the socket. */
void listener_close(struct listener *listener);

#endif
