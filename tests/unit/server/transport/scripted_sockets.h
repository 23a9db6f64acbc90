#ifndef CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_SOCKETS_H
#define CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_SOCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"

/*
 * Connections for tests: real socket pairs, so that a shutdown, a close and a leaked descriptor
 * are real. One end is the server's, and belongs to the code under test; the client's end is the
 * test's own.
 *
 * The program is linked with --wrap=close and --wrap=getsockopt: a close of a server's end is
 * checked against the scripted ring (nothing may be in flight on it), and TCP_INFO, which a socket
 * pair does not have, is answered with what the test says the peer has acknowledged.
 */

/* Returns the server's end. Both close on exec; the client's end does not block. */
int scripted_socket_pair(int *client);

/* Has the code under test closed this server's end? libmicrohttpd's own close() is not seen. */
bool scripted_socket_is_closed(int server);

/* What TCP_INFO says of the server's end from now on, acknowledged and received: 0 after
 * scripted_socket_pair(). */
void scripted_socket_acknowledge(int server, uint64_t bytes);
void scripted_socket_receive(int server, uint64_t bytes);

/* Appends all that the client can read now. Returns whether the server's side has ended. */
bool scripted_socket_read(int client, struct buffer *heard);

/* Open descriptors of this process. */
size_t scripted_descriptors(void);

#endif
