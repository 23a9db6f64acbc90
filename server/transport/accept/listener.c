/*
 * Listening sockets. Options are set here once, because on Linux every accepted socket inherits
 * them.
 */

#include "server/transport/accept/listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
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

/* The rights of a Unix socket's file, in case that it has to be made again. */
static mode_t file_mode(const struct config_address *address)
{
    struct stat found;

    return endpoint_is_unix(address) &&
                   stat(((const struct sockaddr_un *)&address->address)->sun_path, &found) == 0
               ? found.st_mode & 0777
               : CONFIG_FILE_MODE;
}

static int describe(struct listener *listener, enum listener_service service, int socket)
{
    struct config_address bound = {.file = {.uid = (uid_t)-1, .gid = (gid_t)-1}};

    bound.size = sizeof bound.address;
    if (getsockname(socket, (struct sockaddr *)&bound.address, &bound.size) < 0)
        return -errno;
    set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, UNSENT_BYTES);
    set_option(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
    /* Telnet's Synch sends its Data Mark as urgent data, which has to stay in the stream. */
    set_option(socket, SOL_SOCKET, SO_OOBINLINE, 1);
    listener->socket = socket;
    listener->service = service;
    listener->bound = bound;
    listener->bound.file.mode = file_mode(&bound);
    peer_text(&bound.address, listener->address);
    return 0;
}

static int bind_to(int socket, const struct config_address *address)
{
    set_option(socket, SOL_SOCKET, SO_REUSEADDR, 1);
    /* [::] is for IPv4 as well, whatever the sysctl bindv6only says. */
    set_option(socket, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    return bind(socket, (const struct sockaddr *)&address->address, address->size) < 0 ? -errno : 0;
}

static int listen_at(struct listener *listener, int socket, const struct config_address *address,
                     struct reason *why)
{
    int r;

    if (endpoint_is_unix(address))
        return socket_file_listen(&listener->file, socket, address, why);
    r = bind_to(socket, address);
    return r == 0 && listen(socket, SOMAXCONN) < 0 ? -errno : r;
}

/* What the operator can do about it, where the error alone does not say. */
static void explain(const struct config_address *address, int error, struct reason *why)
{
    const char *advice = "";

    if (!endpoint_is_unix(address) && error == EACCES)
        advice = ": a port below 1024 needs a socket unit of systemd, or a proxy in front";
    else if (error == EADDRNOTAVAIL)
        advice = ": this machine does not have the address (yet)";
    reason_set(why, "%s%s", strerror(error), advice);
}

/* Sets all of the listener on success. Returns 0, or -errno with the end of a sentence. */
static int open_at(struct listener *listener, enum listener_service service,
                   const struct config_address *address, struct reason *why)
{
    struct listener opened = {.socket = -1};
    int fd = socket(address->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int r = fd < 0 ? -errno : 0;

    why->text[0] = '\0';
    if (r == 0)
        r = listen_at(&opened, fd, address, why);
    if (r == 0)
        r = describe(&opened, service, fd);
    if (r == 0) {
        opened.bound.file = address->file;
        opened.bound.proxy_protocol = address->proxy_protocol;
        *listener = opened;
        return 0;
    }
    if (!why->text[0])
        explain(address, -r, why);
    socket_file_remove(&opened.file, address);
    if (fd >= 0)
        (void)close(fd);
    return r;
}

int listener_open(struct listener *listener, enum listener_service service,
                  const struct config_address *address, struct reason *reason)
{
    struct reason why;
    int r = open_at(listener, service, address, &why);

    if (r < 0)
        reason_set(reason, "cannot listen on %s: %s", address->text, why.text);
    return r;
}

/* Between the two, another daemon that starts can bind the same port. */
static int check_port(const struct config_address *address, struct reason *why)
{
    int fd = socket(address->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int r = fd < 0 ? -errno : bind_to(fd, address);

    if (fd >= 0)
        (void)close(fd);
    if (r == -EADDRINUSE)
        r = 0;
    if (r < 0)
        explain(address, -r, why);
    return r;
}

int listener_check(const struct config_address *address, struct reason *reason)
{
    struct reason why;
    int r =
        endpoint_is_unix(address) ? socket_file_check(address, &why) : check_port(address, &why);

    if (r < 0)
        reason_set(reason, "cannot listen on %s: %s", address->text, why.text);
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
    *listener = (struct listener){.socket = -1};
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
           size == listener->bound.size && memcmp(&address, &listener->bound.address, size) == 0;
}

/* A socket that was shut down, as "ss --kill" does, is still bound; and if systemd has it too,
 * it listens for both. A connection has the same address, but cannot listen. A Unix socket that was
 * shut down listens, but never accepts again. Returns whether it listens; or closes what is ours. */
static bool listens_again(const struct listener *listener)
{
    if (!is_bound(listener) || listen(listener->socket, SOMAXCONN) < 0)
        return false;
    /* Where the kernel had chosen the port, it has chosen another one now. */
    if (!endpoint_is_unix(&listener->bound) && is_bound(listener))
        return true;
    (void)close(listener->socket);
    return false;
}

bool listener_has_path(const struct listener *listener)
{
    return endpoint_is_unix(&listener->bound) &&
           ((const struct sockaddr_un *)&listener->bound.address)->sun_path[0] != '\0';
}

bool listener_lost(const struct listener *listener)
{
    struct pollfd query = {.fd = listener->socket, .events = 0};

    return socket_file_lost(&listener->file, &listener->bound) ||
           (poll(&query, 1, 0) > 0 && (query.revents & (POLLHUP | POLLNVAL)));
}

int listener_revive(struct listener *listener, struct reason *reason)
{
    const struct config_address bound = listener->bound;
    struct reason why;
    int r;

    if (listens_again(listener))
        return 0;
    r = open_at(listener, listener->service, &bound, &why);
    if (r == 0)
        return 0; /* the number before was not ours any more: it is not closed */
    reason_set(reason, "cannot listen on %s again: %s", listener->address, why.text);
    return r;
}

void listener_stop(struct listener *listener)
{
    if (listener->adopted)
        return;
    socket_file_remove(&listener->file, &listener->bound);
    (void)shutdown(listener->socket, SHUT_RDWR);
}

void listener_close(struct listener *listener)
{
    socket_file_remove(&listener->file, &listener->bound);
    if (listener->socket >= 0)
        (void)close(listener->socket);
    listener->socket = -1;
}
