#ifndef CHARFINDER_SERVER_TRANSPORT_ACCEPT_SOCKET_FILE_H
#define CHARFINDER_SERVER_TRANSPORT_ACCEPT_SOCKET_FILE_H

#include <stdbool.h>
#include <sys/stat.h>

#include "index/base/reason.h"
#include "server/config/endpoint.h"

/*
 * The file of a listening Unix socket: made with its rights, and removed at the end.
 *
 * A stale socket, on which no process listens, is replaced. Everything else that may be at the path (a
 * socket in use, a link, another file) is left alone. Two daemons of this project
 * that start at once do not take each other's file away: each locks the folder while it looks.
 */

/* Which file is ours. Zeroed: none. The time is that of its making, because the number of an inode is
 * used again. */
struct socket_file {
    bool ours;
    dev_t device;
    ino_t inode;
    struct timespec made;
};

/* Listens on the socket, an unbound one, at the address, which is a path. Returns 0; or -errno with
 * the end of a sentence about the address, and no file of ours: -EADDRINUSE where a process listens
 * there, -EEXIST where another file is there. */
int socket_file_listen(struct socket_file *file, int socket, const struct config_address *address,
                       struct reason *why);

/* Would that work for this user? Changes nothing. A process that listens there already is not an obstacle, because
 * it may be the daemon itself. Returns 0, or -errno with the end of a sentence about the address. */
int socket_file_check(const struct config_address *address, struct reason *why);

/* Was the file removed or replaced? False where none was ours. */
bool socket_file_lost(const struct socket_file *file, const struct config_address *address);

/* Removes the file, if it is still ours. To be called while the socket listens: afterwards another
 * process may replace it at any moment. */
void socket_file_remove(struct socket_file *file, const struct config_address *address);

#endif
