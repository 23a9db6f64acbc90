#ifndef CHARFINDER_SERVER_TRANSPORT_PEER_H
#define CHARFINDER_SERVER_TRANSPORT_PEER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

/*
 * What a socket can tell of the other end.
 */

enum { PEER_TEXT_SIZE = 64 };

/* "127.0.0.1:4242", "[::1]:4242". */
void peer_text(const struct sockaddr_storage *address, char out[static PEER_TEXT_SIZE]);
void peer_name(int socket, char out[static PEER_TEXT_SIZE]); /* of the connected peer */

/* Whether a peer reads what it is sent. The kernel knows, but asking it is a system call, a tenth of
 * what a telnet reply costs; and nearly every reply is gone at once. So nobody asks before a reply
 * has been on its way for PEER_WATCH_MS: begin with a watch of zeroes and a deadline so far off. */
enum { PEER_WATCH_MS = 1000 };
struct peer_watch {
    bool begun;
    uint64_t acknowledged; /* bytes, when the peer was last looked at */
};

/* Has the peer taken nothing since it was looked at before? The first look never says so. */
bool peer_stuck(struct peer_watch *watch, int socket);

/* Has the peer closed its side, with everything read that it sent before? Takes nothing. */
bool peer_ended(int socket);

#endif
