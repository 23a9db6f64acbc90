/*
 * Networks: an address, and how many of its first bits count.
 *
 * Every address has one form, that of IPv6, so there is one comparison. Nothing is guessed: bits
 * after the prefix are refused, because 10.1.2.3/8 may have been meant as 10.1.2.3 or as 10.0.0.0/8.
 */

#include "server/config/network.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

enum { ADDRESS_BITS = 8 * NETWORK_ADDRESS_SIZE, IPV4_BITS = 32, MAPPED_BITS = 96 };

static const uint8_t mapped[MAPPED_BITS / 8] = {[10] = 0xFF, [11] = 0xFF};

static void map(struct network_address *address, const struct in_addr *ipv4)
{
    memcpy(address->bytes, mapped, sizeof mapped);
    memcpy(address->bytes + sizeof mapped, ipv4, sizeof *ipv4);
}

bool network_address_of(struct network_address *address, const struct sockaddr_storage *socket)
{
    if (socket->ss_family == AF_INET) {
        map(address, &((const struct sockaddr_in *)socket)->sin_addr);
        return true;
    }
    if (socket->ss_family == AF_INET6) {
        memcpy(address->bytes, &((const struct sockaddr_in6 *)socket)->sin6_addr,
               sizeof address->bytes);
        return true;
    }
    return false;
}

bool network_address_is_ipv4(const struct network_address *address)
{
    return memcmp(address->bytes, mapped, sizeof mapped) == 0;
}

static bool is_ipv4(const struct network *network)
{
    return network->prefix >= MAPPED_BITS && network_address_is_ipv4(&network->address);
}

/* The bits of byte number `at` that are among the first `prefix` bits. */
static uint8_t mask(unsigned prefix, unsigned at)
{
    unsigned bits = prefix > 8 * at ? prefix - 8 * at : 0;

    return (uint8_t)(bits >= 8 ? 0xFFu : 0xFF00u >> bits);
}

/* Reads a whole number without sign, white space or leading zeros. */
static bool read_prefix(unsigned *prefix, const char *text)
{
    size_t size = strlen(text);

    if (size == 0 || size > 3 || strspn(text, "0123456789") != size || (size > 1 && *text == '0'))
        return false;
    *prefix = (unsigned)strtoul(text, NULL, 10);
    return true;
}

static bool read_address(struct network *network, const char *text)
{
    struct in_addr ipv4;

    if (inet_pton(AF_INET6, text, network->address.bytes) == 1)
        return true;
    if (inet_pton(AF_INET, text, &ipv4) != 1)
        return false;
    map(&network->address, &ipv4);
    return true;
}

const char *network_parse(struct network *network, const char *text)
{
    char address[INET6_ADDRSTRLEN];
    const char *slash = strchr(text, '/');
    size_t size = slash ? (size_t)(slash - text) : strlen(text);
    bool dotted;

    if (size >= sizeof address)
        return "is not an IPv4 or IPv6 address";
    memcpy(address, text, size);
    address[size] = '\0';
    if (!read_address(network, address))
        return "is not an IPv4 or IPv6 address";
    dotted = !strchr(address, ':');
    network->prefix = dotted ? IPV4_BITS : ADDRESS_BITS;
    if (slash) {
        unsigned most = network->prefix;

        if (!read_prefix(&network->prefix, slash + 1) || network->prefix > most)
            return dotted ? "has a prefix that is not a number from 0 to 32"
                          : "has a prefix that is not a number from 0 to 128";
    }
    if (dotted)
        network->prefix += MAPPED_BITS;
    for (unsigned at = 0; at < NETWORK_ADDRESS_SIZE; at++)
        if (network->address.bytes[at] & ~mask(network->prefix, at))
            return "has bits after the prefix: write them as 0";
    return NULL;
}

const char *networks_add(struct networks *networks, const char *text)
{
    const char *problem;

    if (strcmp(text, "unix:") == 0) {
        networks->unix_sockets = true;
        return NULL;
    }
    if (networks->count == NETWORKS_MAX)
        return "is one too many";
    problem = network_parse(&networks->list[networks->count], text);
    networks->count += !problem;
    return problem;
}

static bool has(const struct network *network, const struct network_address *address)
{
    if (network_address_is_ipv4(address) != is_ipv4(network))
        return false;
    for (unsigned at = 0; at < NETWORK_ADDRESS_SIZE; at++)
        if ((address->bytes[at] & mask(network->prefix, at)) != network->address.bytes[at])
            return false;
    return true;
}

bool networks_have(const struct networks *networks, const struct network_address *address)
{
    for (size_t i = 0; i < networks->count; i++)
        if (has(&networks->list[i], address))
            return true;
    return false;
}

bool networks_trust(const struct networks *networks, const struct sockaddr_storage *peer)
{
    struct network_address address;

    if (peer->ss_family == AF_UNIX)
        return networks->unix_sockets;
    return network_address_of(&address, peer) && networks_have(networks, &address);
}

bool networks_equal(const struct networks *a, const struct networks *b)
{
    if (a->count != b->count || a->unix_sockets != b->unix_sockets)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->list[i].prefix != b->list[i].prefix ||
            memcmp(&a->list[i].address, &b->list[i].address, sizeof a->list[i].address) != 0)
            return false;
    return true;
}
