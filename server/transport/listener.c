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
    peer_text(&address, listener->address);
    return 0;
}

int listener_open(struct listener *listener, enum listener_service service,
                  const struct config_address *address, struct reason *reason)
{
    int fd = socket(address->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0), r = 0;

    if (fd < 0) {
        r = -errno;
    } else {
        set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
        if (bind(fd, (const struct sockaddr *)&address->address, address->size) < 0 ||
            listen(fd, SOMAXCONN) < 0)
            r = -errno;
        else
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
