#ifndef CHARFINDER_TRANSPORT_PEER_H
#define CHARFINDER_TRANSPORT_PEER_H

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

/* Bytes that the peer's kernel has acknowledged: grows as long as the peer reads. 0 where the
 * socket cannot tell. */
uint64_t peer_acknowledged(int socket);

/* Has the peer closed its side, with everything read that it sent before? Takes nothing. */
bool peer_ended(int socket);

#endif
