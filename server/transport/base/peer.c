/*
 * What the kernel reports about peers. Progress comes from TCP_INFO, or from SIOCOUTQ where a
 * socket is not TCP, because neither a completed send nor libmicrohttpd says whether the peer reads
 * the bytes.
 */

#include "server/transport/base/peer.h"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <linux/tcp.h> /* tcpi_bytes_acked, which <netinet/tcp.h> does not have */
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/un.h>

enum { UNIX_PATH_SIZE = sizeof((struct sockaddr_un *)0)->sun_path }; /* a full one has no NUL */

void peer_text(const struct sockaddr_storage *address, char out[static PEER_TEXT_SIZE])
{
    const char *path = ((const struct sockaddr_un *)address)->sun_path;
    char host[INET6_ADDRSTRLEN] = "?";

    if (address->ss_family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)address;

        (void)inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
        (void)snprintf(out, PEER_TEXT_SIZE, "%s:%u", host, ntohs(in->sin_port));
    } else if (address->ss_family == AF_INET6) {
        const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)address;

        if (IN6_IS_ADDR_V4MAPPED(&in6->sin6_addr)) {
            (void)inet_ntop(AF_INET, &in6->sin6_addr.s6_addr[12], host, sizeof host);
            (void)snprintf(out, PEER_TEXT_SIZE, "%s:%u", host, ntohs(in6->sin6_port));
            return;
        }
        (void)inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof host);
        (void)snprintf(out, PEER_TEXT_SIZE, "[%s]:%u", host, ntohs(in6->sin6_port));
    } else if (address->ss_family == AF_UNIX && path[0] != '\0') {
        (void)snprintf(out, PEER_TEXT_SIZE, "unix:%.*s", UNIX_PATH_SIZE, path);
    } else {
        (void)snprintf(out, PEER_TEXT_SIZE, "a local socket");
    }
}

/* Returns false for a socket that is not TCP. */
static bool tcp_info(int socket, struct tcp_info *info)
{
    socklen_t size = sizeof *info;

    *info = (struct tcp_info){.tcpi_state = 0};
    return getsockopt(socket, IPPROTO_TCP, TCP_INFO, info, &size) == 0;
}

/* Bytes that the peer's kernel has acknowledged; they grow as long as the peer reads. Returns false for
 * a socket that is not TCP. */
static bool acknowledged_bytes(int socket, uint64_t *bytes)
{
    struct tcp_info info;

    if (!tcp_info(socket, &info))
        return false;
    *bytes = info.tcpi_bytes_acked;
    return true;
}

/* Memory of what was sent on a Unix socket and not read. It shrinks as long as the peer reads, because
 * nothing is sent until the socket is writable. Returns false when it is: then the peer is not what a
 * reply waits for. */
static bool unread_bytes(int socket, uint64_t *bytes)
{
    struct pollfd query = {.fd = socket, .events = POLLOUT};
    int unread = 0;

    if (poll(&query, 1, 0) > 0 && (query.revents & POLLOUT))
        return false;
    (void)ioctl(socket, SIOCOUTQ, &unread);
    *bytes = (uint64_t)unread;
    return true;
}

bool peer_stuck(struct peer_watch *watch, int socket)
{
    struct peer_watch before = *watch;

    watch->begun =
        acknowledged_bytes(socket, &watch->progress) || unread_bytes(socket, &watch->progress);
    return before.begun && watch->begun && before.progress == watch->progress;
}

bool peer_has_sent(int socket)
{
    char byte;

    return recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

bool peer_has_begun(int socket)
{
    struct tcp_info info;

    return !tcp_info(socket, &info) || info.tcpi_bytes_received > 0;
}

bool peer_ended(int socket)
{
    char byte;

    return recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}
