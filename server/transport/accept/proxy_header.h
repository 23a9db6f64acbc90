#ifndef CHARFINDER_SERVER_TRANSPORT_ACCEPT_PROXY_HEADER_H
#define CHARFINDER_SERVER_TRANSPORT_ACCEPT_PROXY_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/*
 * The PROXY protocol, versions 1 and 2 (W. Tarreau, "The PROXY protocol", HAProxy's
 * doc/proxy-protocol.txt): what a proxy sends before the first byte of a connection, so that the server
 * knows the client's address. A machine without I/O.
 *
 * It takes no byte after the header. Version 1 has at most 107 bytes. Of version 2 the extensions
 * (TLVs) are skipped, up to a bound, and their checksum is not verified: TCP has its own.
 */

enum {
    PROXY_HEADER_KEPT = 107,           /* bytes: all of version 1 */
    PROXY_HEADER_REST_MAX = 16 * 1024, /* bytes of version 2 after the first 16 */
};

enum proxy_header_outcome {
    PROXY_HEADER_MORE, /* more bytes are needed */
    PROXY_HEADER_DONE,
    PROXY_HEADER_WRONG, /* `problem` says why */
};

enum proxy_header_state {
    PROXY_HEADER_START,
    PROXY_HEADER_LINE,      /* in version 1 */
    PROXY_HEADER_FIXED,     /* in the first 16 bytes of version 2 */
    PROXY_HEADER_ADDRESSES, /* in the addresses of version 2 */
    PROXY_HEADER_REST,      /* in what is skipped */
    PROXY_HEADER_END,
    PROXY_HEADER_FAILED,
};

/* Zeroed, it is at the start. */
struct proxy_header {
    enum proxy_header_state state;
    uint8_t bytes[PROXY_HEADER_KEPT];
    size_t size;                    /* of what is kept */
    size_t wanted;                  /* in PROXY_HEADER_ADDRESSES: of what is to be kept */
    size_t rest;                    /* bytes to skip */
    const char *problem;            /* static */
    struct sockaddr_storage client; /* of family AF_UNSPEC where the header names none */
};

/* Takes bytes up to the end of the header, and sets *taken to how many. Where more are needed, it has
 * taken all. After DONE and WRONG it takes none. */
enum proxy_header_outcome proxy_header_take(struct proxy_header *header, const void *bytes,
                                            size_t size, size_t *taken);

/* Of a header that is DONE: the client's address, AF_UNIX without a path included. Returns false where
 * the connection's own address is meant: the proxy speaks for itself, or does not know. */
bool proxy_header_client(const struct proxy_header *header, struct sockaddr_storage *client);

#endif
