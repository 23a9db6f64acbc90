/*
 * HOST:PORT and unix:/PATH.
 *
 * Parsing and resolving are two steps. Parsing needs nothing but the text, so a configuration can be
 * checked without a network. Resolving happens once, at start-up, for the addresses in effect after
 * flags have overridden the file.
 *
 * Nothing is guessed. A host that looks like a number but is not an IPv4 address in dotted decimal
 * form is refused: it is neither resolved as a name nor read as inet_aton() would ("127.1").
 */

#include "server/config/endpoint.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "server/config/network.h"

static const char unix_prefix[] = "unix:";

struct endpoint {
    char host[CONFIG_ADDRESS_SIZE]; /* without brackets */
    const char *port;               /* points into the text */
    bool bracketed;
};

static bool port_valid(const char *port)
{
    size_t size = strlen(port);

    return size > 0 && strspn(port, "0123456789") == size && strtoul(port, NULL, 10) <= UINT16_MAX;
}

/* Splits HOST:PORT. Returns NULL, or what is wrong with it. */
static const char *endpoint_split(struct endpoint *endpoint, const char *text)
{
    const char *host = text, *end;

    if (strlen(text) >= CONFIG_ADDRESS_SIZE)
        return "is too long";
    if (strchr(text, '/'))
        return "is not HOST:PORT";
    endpoint->bracketed = *text == '[';
    if (endpoint->bracketed) {
        host++;
        end = strchr(host, ']');
        if (!end || end[1] != ':')
            return "does not end with ]:PORT";
        endpoint->port = end + 2;
    } else {
        end = strchr(host, ':');
        if (!end)
            return "has no :PORT";
        endpoint->port = end + 1;
        if (strchr(endpoint->port, ':'))
            return "has an IPv6 address without [brackets]";
    }
    if (host == end)
        return "has no host: * is every IPv4 address, [::] all";
    if (!port_valid(endpoint->port))
        return "has a port that is not a number from 0 to 65535";
    (void)snprintf(endpoint->host, sizeof endpoint->host, "%.*s", (int)(end - host), host);
    return NULL;
}

/* Returns 0 or getaddrinfo()'s error. */
static int address_look_up(struct config_address *address, const struct endpoint *endpoint,
                           int family, int flags)
{
    const struct addrinfo hints = {
        .ai_family = family, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV | flags};
    struct addrinfo *found;
    int error = getaddrinfo(endpoint->host, endpoint->port, &hints, &found);

    if (error != 0)
        return error;
    assert(found->ai_addrlen <= sizeof address->address);
    memcpy(&address->address, found->ai_addr, found->ai_addrlen);
    address->size = found->ai_addrlen;
    freeaddrinfo(found);
    return 0;
}

/* Does the host look like an IPv4 address to inet_aton(), which takes "127.1" and "0x7f000001",
 * or to a person ("1.2.3.256")? */
static bool host_looks_numeric(const char *host)
{
    struct in_addr ignored;

    return inet_aton(host, &ignored) || strspn(host, "0123456789.") == strlen(host);
}

static const char *address_read_ipv6(struct config_address *address,
                                     const struct endpoint *endpoint)
{
    /* Not inet_pton(), which does not support link names: [fe80::1%eth0]. */
    if (address_look_up(address, endpoint, AF_INET6, AI_NUMERICHOST) != 0)
        return "has no IPv6 address in its brackets";
    return NULL;
}

static const char *address_read_ipv4_or_name(struct config_address *address,
                                             const struct endpoint *endpoint)
{
    const char *host = endpoint->host;
    struct sockaddr_in ipv4 = {.sin_family = AF_INET};

    if (strcmp(host, "*") == 0)
        host = "0.0.0.0";
    else if (strcasecmp(host, "localhost") == 0)
        host = "127.0.0.1"; /* resolvers differ on which loopback comes first */

    if (inet_pton(AF_INET, host, &ipv4.sin_addr) == 1) {
        ipv4.sin_port = htons((uint16_t)strtoul(endpoint->port, NULL, 10));
        memcpy(&address->address, &ipv4, sizeof ipv4);
        address->size = sizeof ipv4;
    } else if (host_looks_numeric(host)) {
        return "is not an IPv4 address: four numbers up to 255";
    }
    return NULL;
}

static const char *address_read_unix(struct config_address *address, const char *path)
{
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    size_t size = strlen(path);

    if (*path != '/')
        return "has a path that does not begin with /";
    if (size >= sizeof local.sun_path)
        return "has a path of more than 107 bytes, which Linux does not take for a socket";
    if (path[size - 1] == '/')
        return "has a path that ends with /: add the name of the socket";
    memcpy(local.sun_path, path, size + 1);
    memcpy(&address->address, &local, sizeof local);
    address->size = sizeof local;
    return NULL;
}

static const char *address_read(struct config_address *address, const char *text)
{
    struct endpoint endpoint;
    const char *problem;

    if (strncmp(text, unix_prefix, sizeof unix_prefix - 1) == 0)
        return address_read_unix(address, text + sizeof unix_prefix - 1);
    problem = endpoint_split(&endpoint, text);
    if (problem)
        return problem;
    return endpoint.bracketed ? address_read_ipv6(address, &endpoint)
                              : address_read_ipv4_or_name(address, &endpoint);
}

const char *endpoint_parse(struct config_address *address, const char *text)
{
    const char *problem;

    *address = (struct config_address){
        .file = {.mode = CONFIG_FILE_MODE, .uid = (uid_t)-1, .gid = (gid_t)-1}};
    problem = address_read(address, text);
    if (!problem)
        (void)snprintf(address->text, sizeof address->text, "%s", text);
    return problem;
}

int endpoint_resolve(struct config_address *address, const char **why)
{
    struct endpoint endpoint;
    const char *problem;
    int error;

    if (address->size > 0)
        return ENDPOINT_RESOLVED;
    problem = endpoint_split(&endpoint, address->text);
    assert(!problem);
    (void)problem; /* without assertions */
    error = address_look_up(address, &endpoint, AF_UNSPEC, 0);
    if (error == EAI_MEMORY)
        return -ENOMEM;
    if (error != 0) {
        *why = gai_strerror(error);
        return ENDPOINT_UNKNOWN;
    }
    return ENDPOINT_RESOLVED;
}

bool endpoint_is_unix(const struct config_address *address)
{
    return address->address.ss_family == AF_UNIX;
}

/* Do the two paths lead to one folder? Where one cannot be looked at, they are compared as texts. */
static bool same_folder(const char *one, size_t one_size, const char *other, size_t other_size)
{
    char folders[2][sizeof((struct sockaddr_un *)0)->sun_path];
    struct stat found[2];

    (void)snprintf(folders[0], sizeof folders[0], "%.*s", (int)one_size, one);
    (void)snprintf(folders[1], sizeof folders[1], "%.*s", (int)other_size, other);
    if (stat(folders[0], &found[0]) < 0 || stat(folders[1], &found[1]) < 0)
        return strcmp(folders[0], folders[1]) == 0;
    return found[0].st_dev == found[1].st_dev && found[0].st_ino == found[1].st_ino;
}

static bool same_path(const struct config_address *one, const struct config_address *other)
{
    const char *path = ((const struct sockaddr_un *)&one->address)->sun_path;
    const char *other_path = ((const struct sockaddr_un *)&other->address)->sun_path;
    const char *name = strrchr(path, '/') + 1, *other_name = strrchr(other_path, '/') + 1;

    return strcmp(name, other_name) == 0 &&
           same_folder(path, (size_t)(name - path), other_path, (size_t)(other_name - other_path));
}

static in_port_t port_of(const struct config_address *address)
{
    /* Both families have it in one place. */
    return ((const struct sockaddr_in *)&address->address)->sin_port;
}

/* Of a link, which [fe80::1%eth0] names: each has such addresses of its own. */
static uint32_t scope_of(const struct config_address *address)
{
    return address->address.ss_family == AF_INET6
               ? ((const struct sockaddr_in6 *)&address->address)->sin6_scope_id
               : 0;
}

/* Does listening on this address take the other one as well? */
static bool covers(const struct network_address *address, const struct network_address *other)
{
    static const struct network_address any = {.bytes = {0}};
    static const struct network_address any_ipv4 = {.bytes = {[10] = 0xFF, [11] = 0xFF}};

    return memcmp(address, &any, sizeof any) == 0 || memcmp(address, other, sizeof *other) == 0 ||
           (memcmp(address, &any_ipv4, sizeof any_ipv4) == 0 && network_address_is_ipv4(other));
}

bool endpoint_overlaps(const struct config_address *one, const struct config_address *other)
{
    struct network_address first, second;

    if (endpoint_is_unix(one) || endpoint_is_unix(other))
        return endpoint_is_unix(one) && endpoint_is_unix(other) && same_path(one, other);
    if (port_of(one) != port_of(other) || port_of(one) == 0 || scope_of(one) != scope_of(other) ||
        !network_address_of(&first, &one->address) || !network_address_of(&second, &other->address))
        return false;
    return covers(&first, &second) || covers(&second, &first);
}
