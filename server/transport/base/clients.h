#ifndef CHARFINDER_SERVER_TRANSPORT_BASE_CLIENTS_H
#define CHARFINDER_SERVER_TRANSPORT_BASE_CLIENTS_H

#include <stdbool.h>
#include <sys/socket.h>

#include "server/config/network.h"
#include "server/transport/base/peer.h"

/*
 * Clients: the address at the other end of each connection. That is the socket's peer, or what a
 * trusted proxy has said in a PROXY header.
 *
 * One thread, the one that accepts, sets and forgets addresses; the one that has got the socket from
 * it reads. Without locks.
 */

struct clients;

/* For sockets below that number; those above have their peer's address. Returns NULL when memory ran
 * out. */
struct clients *clients_new(unsigned sockets);
void clients_free(struct clients *clients); /* NULL is allowed */

/* The socket is a new connection: its number may have been another one's. */
void clients_forget(struct clients *clients, int socket);
/* A proxy has named the client. Only IPv4, IPv6 and AF_UNIX without a path are kept. */
void clients_set(struct clients *clients, int socket, const struct sockaddr_storage *client);

/* The client's address; of family AF_UNSPEC when it has gone. NULL is allowed for the clients: then it
 * is the peer's. */
void clients_address(const struct clients *clients, int socket, struct sockaddr_storage *client);
/* Is the client itself one of those? A client that a proxy has named is not a proxy because of that. */
bool clients_trusted(const struct clients *clients, int socket, const struct networks *networks);
/* The address as text, as peer_text() writes it. */
void clients_name(const struct clients *clients, int socket, char out[static PEER_TEXT_SIZE]);

#endif
