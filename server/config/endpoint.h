#ifndef CHARFINDER_SERVER_CONFIG_ENDPOINT_H
#define CHARFINDER_SERVER_CONFIG_ENDPOINT_H

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/types.h>

/*
 * Where a service listens, as an operator writes it, "HOST:PORT" or "unix:/PATH", and the socket
 * address it means.
 *
 * HOST is an IPv4 address, an IPv6 address in brackets, localhost (127.0.0.1), * (every IPv4
 * address) or a name. PORT is a number; 0 picks a free one. PATH has at most 107 bytes, which is
 * what Linux takes.
 */

enum {
    CONFIG_ADDRESS_SIZE = 128,
    CONFIG_OWNER_SIZE = 33, /* Linux has names of up to 32 bytes */
    CONFIG_FILE_MODE = 0666,
};

/* Of the file of a Unix socket. To connect takes the right to write. */
struct config_file_rights {
    mode_t mode;
    char owner[CONFIG_OWNER_SIZE], group[CONFIG_OWNER_SIZE]; /* as written; empty: not changed */
    uid_t uid;                                               /* what they mean; -1: not changed */
    gid_t gid;
};

struct config_address {
    char text[CONFIG_ADDRESS_SIZE]; /* as written: "127.0.0.1:2323", "[::1]:0", "unix:/run/x" */
    struct sockaddr_storage address;
    socklen_t size;      /* of the address; 0: the host is a name that is not resolved yet */
    bool proxy_protocol; /* a PROXY header precedes each connection */
    struct config_file_rights file;
};

/* Parses the text without resolving: a name is left with size 0. Returns NULL; or what is wrong, as
 * the end of a sentence about the text ("has no :PORT", static), and an address that must not be
 * used. */
const char *endpoint_parse(struct config_address *address, const char *text);

enum endpoint_outcome {
    ENDPOINT_RESOLVED = 0,
    ENDPOINT_UNKNOWN, /* the host is unknown, or no resolver answered */
};

/* Resolves the name, which may use the network, and takes the first answer. The address comes from
 * endpoint_parse(); one that needs no resolving is left unchanged. Sets *why (static) on
 * ENDPOINT_UNKNOWN. Returns -ENOMEM when memory ran out. Thread-safe as getaddrinfo() is. */
int endpoint_resolve(struct config_address *address, const char **why);

bool endpoint_is_unix(const struct config_address *address);

/* Could only one of them be listened on? They are resolved. The same port of * and of one IPv4
 * address overlaps, and [::] overlaps every address. Port 0 overlaps nothing. Two paths are the same
 * if they lead to one folder and have one name in it. */
bool endpoint_overlaps(const struct config_address *one, const struct config_address *other);

#endif
