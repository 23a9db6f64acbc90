/*
 * Listening sockets. Options are set here once, because on Linux every accepted socket inherits
 * them.
 */

#include "server/transport/listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

enum {
    /* Unsent bytes the kernel may hold for one connection. Without a limit, a client that reads slowly
     * would fill megabytes of kernel memory, and acknowledge nothing for minutes. */
    UNSENT_BYTES = 128 * 1024,
};

static void set_option(int socket, int level, int name, int value)
{
    /* Optional: an adopted socket may refuse it. */
    (void)setsockopt(socket, level, name, &value, sizeof value);
}

static int describe(struct listener *listener, enum listener_service service, int socket)
{
    struct sockaddr_storage address = {.ss_family = AF_UNSPEC};
    socklen_t size = sizeof address;

    if (getsockname(socket, (struct sockaddr *)&address, &size) < 0)
        return -errno;
    set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, UNSENT_BYTES);
    set_option(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
    /* Telnet's Synch sends its Data Mark as urgent data, which has to stay in the stream. */
    set_option(socket, SOL_SOCKET, SO_OOBINLINE, 1);
    listener->socket = socket;
    listener->service = service;
    listener->bound = address;
    listener->bound_size = size;
    peer_text(&address, listener->address);
    return 0;
}

/* A new socket that listens there, or -errno. */
static int listen_on(const struct sockaddr_storage *address, socklen_t size)
{
    int fd = socket(address->ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0), r;

    if (fd < 0)
        return -errno;
    set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    if (bind(fd, (const struct sockaddr *)address, size) == 0 && listen(fd, SOMAXCONN) == 0)
        return fd;
    r = -errno;
    (void)close(fd);
    return r;
}

int listener_open(struct listener *listener, enum listener_service service,
                  const struct config_address *address, struct reason *reason)
{
    int fd = listen_on(&address->address, address->size), r = fd;

    if (fd >= 0) {
        r = describe(listener, service, fd);
        if (r < 0)
            (void)close(fd);
    }
    if (r < 0)
        reason_set(reason, "cannot listen on %s: %s", address->text, strerror(-r));
    return r;
}

int listener_adopt(struct listener *listener, enum listener_service service, int socket,
                   struct reason *reason)
{
    int type = 0, listening = 0, r;
    socklen_t size = sizeof type;

    if (getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &size) < 0 || type != SOCK_STREAM ||
        getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) < 0 || !listening) {
        reason_set(reason, "descriptor %d from systemd is not a listening stream socket", socket);
        return -EINVAL;
    }
    r = describe(listener, service, socket);
    listener->adopted = true;
    if (r < 0)
        reason_set(reason, "descriptor %d from systemd has no address: %s", socket, strerror(-r));
    return r;
}

/* Is the descriptor still the socket that was bound? It may have been closed, and its number given to
 * another one. */
static bool is_bound(const struct listener *listener)
{
    struct sockaddr_storage address = {.ss_family = AF_UNSPEC};
    socklen_t size = sizeof address;

    return getsockname(listener->socket, (struct sockaddr *)&address, &size) == 0 &&
           size == listener->bound_size && memcmp(&address, &listener->bound, size) == 0;
}

int listener_revive(struct listener *listener, struct reason *reason)
{
    int fd, r;

    /* A socket that was shut down, as "ss --kill" does, is bound all the same; and if systemd has it
     * too, it listens for both. A connection has the same address, but cannot listen. */
    if (is_bound(listener) && listen(listener->socket, SOMAXCONN) == 0) {
        if (is_bound(listener))
            return 0;
        /* The kernel had chosen the port, and now it has chosen another one. */
        (void)close(listener->socket);
    }
    fd = listen_on(&listener->bound, listener->bound_size);
    r = fd < 0 ? fd : describe(listener, listener->service, fd);
    if (r == 0) {
        listener->adopted = false;
        return 0; /* the number before was not ours any more: it is not closed */
    }
    reason_set(reason, "cannot listen on %s again: %s", listener->address, strerror(-r));
    if (fd >= 0)
        (void)close(fd);
    return r;
}

void listener_stop(struct listener *listener)
{
    if (!listener->adopted)
        (void)shutdown(listener->socket, SHUT_RDWR);
}

void listener_close(struct listener *listener)
{
    if (listener->socket >= 0)
        (void)close(listener->socket);
    listener->socket = -1;
}
