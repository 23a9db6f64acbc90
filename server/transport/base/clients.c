/*
 * An array by socket. Three words an entry, as atomics, because the kernel orders what two threads do
 * to a socket that passes between them, and tools that look for races do not know of that.
 */

#include "server/transport/base/clients.h"

#include <netinet/in.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The family in the upper half and the port in the lower. 0: the peer is the client. */
struct entry {
    atomic_uint kind;
    atomic_uint_least64_t address[2]; /* as a struct network_address */
};

struct clients {
    unsigned count;
    struct entry entries[];
};

struct clients *clients_new(unsigned sockets)
{
    /* Untouched memory takes none. */
    struct clients *clients = calloc(1, sizeof *clients + sockets * sizeof clients->entries[0]);

    if (clients)
        clients->count = sockets;
    return clients;
}

void clients_free(struct clients *clients)
{
    free(clients);
}

void clients_forget(struct clients *clients, int socket)
{
    if ((unsigned)socket < clients->count &&
        atomic_load_explicit(&clients->entries[socket].kind, memory_order_relaxed) != 0)
        atomic_store_explicit(&clients->entries[socket].kind, 0, memory_order_release);
}

static in_port_t *port_of(struct sockaddr_storage *address)
{
    return address->ss_family == AF_INET6 ? &((struct sockaddr_in6 *)address)->sin6_port
                                          : &((struct sockaddr_in *)address)->sin_port;
}

void clients_set(struct clients *clients, int socket, const struct sockaddr_storage *client)
{
    struct sockaddr_storage copy = *client;
    struct network_address address = {.bytes = {0}};
    uint64_t words[2];
    unsigned port = 0;
    struct entry *entry;

    if ((unsigned)socket >= clients->count)
        return;
    if (network_address_of(&address, client))
        port = *port_of(&copy);
    memcpy(words, &address, sizeof words);
    entry = &clients->entries[socket];
    for (int i = 0; i < 2; i++)
        atomic_store_explicit(&entry->address[i], words[i], memory_order_relaxed);
    atomic_store_explicit(&entry->kind, (unsigned)client->ss_family << 16 | port,
                          memory_order_release);
}

static void peer_address(int socket, struct sockaddr_storage *peer)
{
    socklen_t size = sizeof *peer;

    *peer = (struct sockaddr_storage){.ss_family = AF_UNSPEC};
    (void)getpeername(socket, (struct sockaddr *)peer, &size);
}

void clients_address(const struct clients *clients, int socket, struct sockaddr_storage *client)
{
    const struct entry *entry = NULL;
    uint8_t bytes[NETWORK_ADDRESS_SIZE];
    uint64_t words[2];
    unsigned kind = 0;

    if (clients && (unsigned)socket < clients->count) {
        entry = &clients->entries[socket];
        kind = atomic_load_explicit(&entry->kind, memory_order_acquire);
    }
    if (kind == 0) {
        peer_address(socket, client);
        return;
    }
    for (int i = 0; i < 2; i++)
        words[i] = atomic_load_explicit(&entry->address[i], memory_order_relaxed);
    memcpy(bytes, words, sizeof bytes);
    *client = (struct sockaddr_storage){.ss_family = (sa_family_t)(kind >> 16)};
    if (client->ss_family == AF_INET)
        memcpy(&((struct sockaddr_in *)client)->sin_addr, bytes + 12, 4);
    else if (client->ss_family == AF_INET6)
        memcpy(&((struct sockaddr_in6 *)client)->sin6_addr, bytes, sizeof bytes);
    else
        return;
    *port_of(client) = (in_port_t)(kind & 0xFFFF);
}

bool clients_trusted(const struct clients *clients, int socket, const struct networks *networks)
{
    struct sockaddr_storage client;

    if (networks->count == 0 && !networks->unix_sockets)
        return false; /* without a system call */
    clients_address(clients, socket, &client);
    return networks_trust(networks, &client);
}

void clients_name(const struct clients *clients, int socket, char out[static PEER_TEXT_SIZE])
{
    struct sockaddr_storage client;

    clients_address(clients, socket, &client);
    peer_text(&client, out);
}
