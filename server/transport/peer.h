#ifndef CHARFINDER_SERVER_TRANSPORT_PEER_H
#define CHARFINDER_SERVER_TRANSPORT_PEER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

/*
 * What a connected socket tells about its peer.
 */

enum { PEER_TEXT_SIZE = 64 };

/* "127.0.0.1:4242", "[::1]:4242". */
void peer_text(const struct sockaddr_storage *address, char out[static PEER_TEXT_SIZE]);
void peer_name(int socket, char out[static PEER_TEXT_SIZE]); /* of the connected peer */

/* Whether a peer reads what it is sent. Asking the kernel is a system call, a tenth of the cost of a
 * telnet reply, and nearly every reply is sent at once. So start with a zeroed watch when a reply is
 * sent, and ask for the first time after PEER_WATCH_MS. */
enum { PEER_WATCH_MS = 1000 };
struct peer_watch {
    bool begun;        /* it has been asked before */
    uint64_t progress; /* at the last call */
};

/* Has the peer taken nothing since the last call? False at the first call. On a Unix socket the
 * kernel counts what one system call has sent as taken when all of it has been read; and a peer is
 * not stuck while the socket takes more. */
bool peer_stuck(struct peer_watch *watch, int socket);

/* Has the peer closed its side, and has everything been read that it sent? Reads nothing. */
bool peer_ended(int socket);

#endif
