#ifndef CHARFINDER_SERVER_TRANSPORT_ACCEPT_PLACES_H
#define CHARFINDER_SERVER_TRANSPORT_ACCEPT_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "server/config/config.h"
#include "server/transport/accept/listener.h"

/*
 * Places: how many connections each address has open, for each service, over all reactors. So one
 * address cannot take them all.
 *
 * An address is one of IPv4, or the first 64 bits of one of IPv6, which is the least that one
 * customer gets. Trusted proxies and Unix sockets are not counted.
 *
 * A place belongs to a socket, and is given back before that is closed; at the latest when the number
 * of the socket is used again. One thread takes places, the
 * one that accepts. Any thread gives them back, without a lock.
 */

struct places;

/* Returns NULL when memory ran out. */
struct places *places_new(const struct config *config);
void places_free(struct places *places); /* NULL is allowed */

/* Other limits and trusted peers, for connections that begin from here on. Those that began without a
 * limit are not counted. Only for the thread that takes places. */
void places_limit(struct places *places, const struct config_live *settings);

/* A connection of that peer has begun on the socket. Returns false if its address has as many as it
 * may have; else the socket has a place, if it is counted. Takes constant time and allocates nothing. */
bool places_take(struct places *places, enum listener_service service, int socket,
                 const struct sockaddr_storage *peer);

/* The socket is about to be closed; it need not have a place. Thread-safe. NULL is allowed, as for
 * tests of modules that close sockets. */
void places_give_back(struct places *places, int socket);

/* Addresses that are remembered: those that have places, and some that had. Only for the thread that
 * takes places. */
size_t places_addresses(const struct places *places);

#endif
