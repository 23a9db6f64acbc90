#ifndef CHARFINDER_SERVER_CONFIG_ENDPOINT_H
#define CHARFINDER_SERVER_CONFIG_ENDPOINT_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * Where a service listens: "HOST:PORT" as an operator writes it, and the socket address it means.
 *
 * HOST is an IPv4 address, an IPv6 address in brackets, localhost (127.0.0.1), * (every IPv4
 * address) or a name. PORT is a number; 0 picks a free one.
 */

enum { CONFIG_ADDRESS_SIZE = 80 };

struct config_address {
    bool enabled;
    char text[CONFIG_ADDRESS_SIZE]; /* as written: "127.0.0.1:2323", "[::1]:0" */
    struct sockaddr_storage address;
    socklen_t size; /* of the address; 0: the host is a name that is not resolved yet */
};

/* Parses the text without resolving: a name is left with size 0. Returns NULL and an enabled
 * address; or what is wrong, as the end of a sentence about the text ("has no :PORT", static), and
 * an address that must not be used. */
const char *endpoint_parse(struct config_address *address, const char *text);

enum endpoint_outcome {
    ENDPOINT_RESOLVED = 0,
    ENDPOINT_UNKNOWN, /* the host is unknown, or no resolver answered */
};

/* Resolves the name, which may use the network, and takes the first answer. The address comes from
 * endpoint_parse(); one that needs no resolving is left unchanged. Sets *why (static) on
 * ENDPOINT_UNKNOWN. Returns -ENOMEM when memory ran out. Thread-safe as getaddrinfo() is. */
int endpoint_resolve(struct config_address *address, const char **why);

#endif
