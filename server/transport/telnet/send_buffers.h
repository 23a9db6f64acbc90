#ifndef CHARFINDER_SERVER_TRANSPORT_TELNET_SEND_BUFFERS_H
#define CHARFINDER_SERVER_TRANSPORT_TELNET_SEND_BUFFERS_H

#include <stddef.h>

/*
 * The send buffers of one reactor's sessions, LIMIT_SEND bytes each: taken when a reply begins,
 * given back when it has been sent, so that an idle session has none. Some free ones are kept for
 * the next reply. Not thread-safe.
 */

enum { SEND_BUFFERS_FREE = 64 }; /* free ones, at most */

/* Zeroed it is empty. */
struct send_buffers {
    char *free[SEND_BUFFERS_FREE];
    size_t count;
    size_t spare; /* of them, those that no reply has needed since send_buffers_trim() */
};

/* Frees those that were given back. */
void send_buffers_release(struct send_buffers *buffers);

/* Returns NULL when memory ran out. Its bytes have any value. */
char *send_buffers_take(struct send_buffers *buffers);
/* NULL is allowed. */
void send_buffers_give_back(struct send_buffers *buffers, char *buffer);

/* Frees those that no reply has needed since the last call. */
void send_buffers_trim(struct send_buffers *buffers);

#endif
