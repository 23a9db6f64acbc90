/*
 * Peers, as the socket's options tell. Progress comes from TCP_INFO, because neither a completed send
 * nor libmicrohttpd says whether the peer reads the bytes.
 */

#include "server/transport/peer.h"

#include <arpa/inet.h>
#include <linux/tcp.h> /* tcpi_bytes_acked, which <netinet/tcp.h> does not have */
#include <netinet/in.h>
#include <stdio.h>

void peer_text(const struct sockaddr_storage *address, char out[static PEER_TEXT_SIZE])
{
    char host[INET6_ADDRSTRLEN] = "?";

    if (address->ss_family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)address;

        (void)inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
        (void)snprintf(out, PEER_TEXT_SIZE, "%s:%u", host, ntohs(in->sin_port));
    } else if (address->ss_family == AF_INET6) {
        const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)address;

        (void)inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof host);
        (void)snprintf(out, PEER_TEXT_SIZE, "[%s]:%u", host, ntohs(in6->sin6_port));
    } else {
        (void)snprintf(out, PEER_TEXT_SIZE, "a local socket");
    }
}

void peer_name(int socket, char out[static PEER_TEXT_SIZE])
{
    struct sockaddr_storage address = {.ss_family = AF_UNSPEC};
    socklen_t size = sizeof address;

    (void)getpeername(socket, (struct sockaddr *)&address, &size);
    peer_text(&address, out);
}

/* Bytes that the peer's kernel has acknowledged; grows as long as the peer reads. 0 for a socket that
 * is not TCP. */
static uint64_t acknowledged_bytes(int socket)
{
    struct tcp_info info = {.tcpi_state = 0};
    socklen_t size = sizeof info;

    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) < 0)
        return 0;
    return info.tcpi_bytes_acked;
}

bool peer_stuck(struct peer_watch *watch, int socket)
{
    struct peer_watch before = *watch;

    *watch = (struct peer_watch){.begun = true, .acknowledged = acknowledged_bytes(socket)};
    return before.begun && before.acknowledged == watch->acknowledged;
}

bool peer_ended(int socket)
{
    char byte;

    return recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}
