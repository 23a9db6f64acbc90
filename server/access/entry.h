#ifndef CHARFINDER_SERVER_ACCESS_ENTRY_H
#define CHARFINDER_SERVER_ACCESS_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A request of HTTP, or a query of telnet, as the access log has it. Method and target are bytes of a
 * client. */

enum {
    ACCESS_CLIENT_SIZE = 128, /* bytes, with a NUL */
    ACCESS_METHOD_SIZE = 16,  /* bytes, with a NUL; a longer method is cut */
    ACCESS_TARGET_MAX = 1024, /* bytes; a longer target is cut */
};

struct access_entry {
    bool telnet;                     /* else HTTP */
    bool cached;                     /* the reply came from the response cache */
    bool old;                        /* HTTP/1.0 */
    unsigned status;                 /* of HTTP; 0: the client left before there was a reply */
    uint32_t results;                /* of telnet */
    uint64_t time;                   /* of the end, in milliseconds since 1970 */
    uint64_t microseconds;           /* from the beginning to the end */
    uint64_t bytes;                  /* of the body */
    char client[ACCESS_CLIENT_SIZE]; /* an address; "" for a local socket */
    char method[ACCESS_METHOD_SIZE]; /* of HTTP */
    const char *target;              /* or query; borrowed; NULL: it is not logged */
    size_t target_size;
};

#endif
