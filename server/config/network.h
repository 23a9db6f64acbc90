#ifndef CHARFINDER_SERVER_CONFIG_NETWORK_H
#define CHARFINDER_SERVER_CONFIG_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/*
 * Addresses of peers, and networks as an operator writes them: "192.0.2.7", "10.0.0.0/8", "::1",
 * "2001:db8::/32". "unix:" is every peer on a Unix socket, as nginx has it.
 *
 * An address of IPv4 and the same one mapped into IPv6 (::ffff:192.0.2.7) are equal: a socket that
 * listens on [::] sees the second where a client uses the first. Thread-safe.
 */

enum { NETWORK_ADDRESS_SIZE = 16, NETWORKS_MAX = 64 };

/* IPv6 as it is sent; IPv4 as mapped into IPv6. */
struct network_address {
    uint8_t bytes[NETWORK_ADDRESS_SIZE];
};

struct network {
    struct network_address address; /* zero after the prefix */
    unsigned prefix;                /* bits, 0 to 128; IPv4's are counted in the mapped form */
};

struct networks {
    struct network list[NETWORKS_MAX];
    size_t count;
    bool unix_sockets; /* peers on Unix sockets belong to it as well: "unix:" */
};

/* Returns false for an address of another family, such as that of a Unix socket. */
bool network_address_of(struct network_address *address, const struct sockaddr_storage *socket);
bool network_address_is_ipv4(const struct network_address *address);

/* Returns NULL and the network; or what is wrong, as the end of a sentence about the text (static). */
const char *network_parse(struct network *network, const char *text);

/* Adds a network, or Unix sockets. Returns NULL; or what is wrong, as network_parse() does. */
const char *networks_add(struct networks *networks, const char *text);

/* Is the peer in one of the networks, or on a Unix socket where these are? */
bool networks_trust(const struct networks *networks, const struct sockaddr_storage *peer);

/* Is the address in one of the networks? No address of IPv4 is in a network of IPv6. */
bool networks_have(const struct networks *networks, const struct network_address *address);

/* The same list, in the same order. */
bool networks_equal(const struct networks *a, const struct networks *b);

#endif
