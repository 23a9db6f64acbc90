#ifndef CHARFINDER_SERVER_TRANSPORT_BASE_PEER_H
#define CHARFINDER_SERVER_TRANSPORT_BASE_PEER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

/*
 * What a connected socket tells about its peer.
 */

enum { PEER_TEXT_SIZE = 128 };

/* "127.0.0.1:4242", "[::1]:4242"; "unix:/run/x", or "a local socket" where that has no path.
 * A client of IPv4 has the same text whether it came to a socket of IPv4 or of both kinds. */
void peer_text(const struct sockaddr_storage *address, char out[static PEER_TEXT_SIZE]);

/* Whether a peer reads what it is sent. Asking the kernel is a system call, a tenth of the cost of a
 * telnet reply, and nearly every reply is sent at once. So start with a zeroed watch when a reply is
 * sent, and ask for the first time after PEER_WATCH_MS. */
enum { PEER_WATCH_MS = 1000 };
struct peer_watch {
    bool begun;        /* it has been asked before */
    uint64_t progress; /* at the last call */
};

/* Returns whether the peer has read nothing since the last call; false at the first call. On a Unix
 * socket the kernel counts the bytes of one system call as read only when all of them are, so there
 * a peer is also not stuck while the socket accepts more bytes. */
bool peer_stuck(struct peer_watch *watch, int socket);

/* Returns whether bytes that the peer has sent wait to be read. Reads nothing. */
bool peer_has_sent(int socket);

/* Returns whether the peer has ever sent anything; true where the kernel does not say, on a Unix
 * socket. */
bool peer_has_begun(int socket);

/* Returns whether the peer has closed its side and all that it sent has been read. Reads nothing. */
bool peer_ended(int socket);

#endif
