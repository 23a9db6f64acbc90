/*
 * Socket pairs, and the two system calls that the test stands in for. Facts are kept by descriptor
 * number, which the kernel gives out again: scripted_socket_pair() begins them afresh.
 */

#include "tests/unit/server/transport/scripted_sockets.h"

#include <dirent.h>
#include <errno.h>
#include <linux/tcp.h> /* tcpi_bytes_acked, tcpi_bytes_received */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/server/transport/scripted_ring.h"

enum { DESCRIPTORS_MAX = 4096 };

static struct {
    bool open; /* a server's end that has not been closed */
    uint64_t acknowledged, received;
} facts[DESCRIPTORS_MAX];

int __real_close(int descriptor);
int __wrap_close(int descriptor);
int __real_getsockopt(int socket, int level, int name, void *value, socklen_t *size);
int __wrap_getsockopt(int socket, int level, int name, void *value, socklen_t *size);

static bool is_server(int descriptor)
{
    return descriptor >= 0 && descriptor < DESCRIPTORS_MAX && facts[descriptor].open;
}

int scripted_socket_pair(int *client)
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0 ||
        ends[0] >= DESCRIPTORS_MAX) {
        perror("socketpair");
        abort();
    }
    facts[ends[0]].open = true;
    facts[ends[0]].acknowledged = facts[ends[0]].received = 0;
    *client = ends[1];
    return ends[0];
}

bool scripted_socket_is_closed(int server)
{
    return !is_server(server);
}

void scripted_socket_acknowledge(int server, uint64_t bytes)
{
    if (is_server(server))
        facts[server].acknowledged = bytes;
}

void scripted_socket_receive(int server, uint64_t bytes)
{
    if (is_server(server))
        facts[server].received = bytes;
}

bool scripted_socket_read(int client, struct buffer *heard)
{
    static char bytes[64 * 1024];
    ssize_t size;

    while ((size = recv(client, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
        buffer_append(heard, bytes, (size_t)size);
    return size == 0 || (errno != EAGAIN && errno != EINTR);
}

int __wrap_close(int descriptor)
{
    if (is_server(descriptor)) {
        scripted_ring_closes(descriptor);
        facts[descriptor].open = false;
    }
    return __real_close(descriptor);
}

int __wrap_getsockopt(int socket, int level, int name, void *value, socklen_t *size)
{
    struct tcp_info info = {.tcpi_bytes_acked = 0};

    if (level != IPPROTO_TCP || name != TCP_INFO || !is_server(socket))
        return __real_getsockopt(socket, level, name, value, size);
    info.tcpi_bytes_acked = facts[socket].acknowledged;
    info.tcpi_bytes_received = facts[socket].received;
    if (*size > sizeof info)
        *size = sizeof info;
    memcpy(value, &info, *size);
    return 0;
}

size_t scripted_descriptors(void)
{
    DIR *directory = opendir("/proc/self/fd");
    size_t count = 0;

    if (!directory) {
        perror("/proc/self/fd");
        abort();
    }
    while (readdir(directory))
        count++;
    (void)closedir(directory);
    return count - 3; /* ".", "..", and the directory itself */
}
