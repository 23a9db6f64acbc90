/*
 * PROXY headers. The first byte tells the versions apart; from then on every byte has to fit, so that
 * a client which speaks something else is noticed at its first wrong byte, not at a deadline.
 *
 * The specification is followed to the letter: one space, no sign, no leading zero. What it calls
 * valid and this program has no use for (datagrams) is read as a connection of unknown origin.
 */

#include "server/transport/accept/proxy_header.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

static const char line_start[] = "PROXY ";
static const uint8_t signature[12] = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D,
                                      0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

enum {
    FIXED_SIZE = 16,
    VERSION_2 = 0x20, /* and the command */
    COMMAND_LOCAL = 0,
    COMMAND_PROXY = 1,
    FAMILY_UNSPEC = 0x00, /* family and kind of socket, in one byte */
    FAMILY_TCP4 = 0x11,
    FAMILY_UDP4 = 0x12,
    FAMILY_TCP6 = 0x21,
    FAMILY_UDP6 = 0x22,
    FAMILY_UNIX_STREAM = 0x31,
    FAMILY_UNIX_DATAGRAM = 0x32,
    TCP4_SIZE = 12, /* of the addresses: two hosts, two ports */
    TCP6_SIZE = 36,
    UNIX_SIZE = 216,
    ADDRESS_TEXT = 40, /* of the longest address, and a NUL */
};

static void fail(struct proxy_header *header, const char *problem)
{
    header->state = PROXY_HEADER_FAILED;
    header->problem = problem;
}

static void set_ipv4(struct proxy_header *header, const void *host, in_port_t port)
{
    struct sockaddr_in *in = (struct sockaddr_in *)&header->client;

    in->sin_family = AF_INET;
    memcpy(&in->sin_addr, host, sizeof in->sin_addr);
    in->sin_port = port;
}

static void set_ipv6(struct proxy_header *header, const void *host, in_port_t port)
{
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&header->client;

    in6->sin6_family = AF_INET6;
    memcpy(&in6->sin6_addr, host, sizeof in6->sin6_addr);
    in6->sin6_port = port;
}

/*
 * Version 1: "PROXY TCP4 192.0.2.7 192.0.2.1 40000 80\r\n".
 */

/* Reads a word up to the next space or the end, and moves *at after the space. Returns its size, or 0
 * when it is empty or too long. */
static size_t read_word(char word[static ADDRESS_TEXT], const char **at, const char *end)
{
    const char *space = memchr(*at, ' ', (size_t)(end - *at));
    size_t size = (size_t)((space ? space : end) - *at);

    if (size == 0 || size >= ADDRESS_TEXT)
        return 0;
    memcpy(word, *at, size);
    word[size] = '\0';
    *at = space ? space + 1 : end;
    return size;
}

static bool read_port(in_port_t *port, const char **at, const char *end)
{
    char word[ADDRESS_TEXT];
    size_t size = read_word(word, at, end);
    unsigned long number;

    if (size == 0 || size > 5 || strspn(word, "0123456789") != size || (*word == '0' && size > 1))
        return false;
    number = strtoul(word, NULL, 10);
    *port = htons((uint16_t)number);
    return number <= UINT16_MAX;
}

/* The client's address and the server's, then their ports, and nothing after them. */
static bool read_addresses(struct proxy_header *header, int family, const char *at, const char *end)
{
    char client[ADDRESS_TEXT], server[ADDRESS_TEXT];
    uint8_t host[sizeof(struct in6_addr)], other[sizeof(struct in6_addr)];
    in_port_t port, other_port;

    if (read_word(client, &at, end) == 0 || read_word(server, &at, end) == 0 ||
        inet_pton(family, client, host) != 1 || inet_pton(family, server, other) != 1 ||
        !read_port(&port, &at, end) || end[-1] == ' ' || !read_port(&other_port, &at, end) ||
        at != end || end[-1] == ' ')
        return false;
    if (family == AF_INET)
        set_ipv4(header, host, port);
    else
        set_ipv6(header, host, port);
    return true;
}

static bool begins_with(const char *at, const char *end, const char *word)
{
    size_t size = strlen(word);

    return (size_t)(end - at) >= size && memcmp(at, word, size) == 0;
}

static void read_line(struct proxy_header *header)
{
    const char *at = (const char *)header->bytes + sizeof line_start - 1;
    const char *end = (const char *)header->bytes + header->size - 2; /* without CR LF */
    const char *after = at;
    char protocol[ADDRESS_TEXT];

    header->state = PROXY_HEADER_END;
    if (read_word(protocol, &after, end) > 0 && strcmp(protocol, "UNKNOWN") == 0)
        return; /* the rest of the line says nothing */
    if (begins_with(at, end, "TCP4 ") && read_addresses(header, AF_INET, at + 5, end))
        return;
    if (begins_with(at, end, "TCP6 ") && read_addresses(header, AF_INET6, at + 5, end))
        return;
    fail(header, "its line is not TCP4 or TCP6 with two addresses and two ports, or UNKNOWN");
}

static void take_of_line(struct proxy_header *header, uint8_t byte)
{
    size_t at = header->size;

    if (at < sizeof line_start - 1 && byte != (uint8_t)line_start[at]) {
        fail(header, "it begins with something else");
        return;
    }
    header->bytes[header->size++] = byte;
    if (byte == '\n' && header->bytes[at - 1] == '\r')
        read_line(header);
    else if (byte == '\n' || byte == '\0')
        fail(header, "its line does not end with CR LF");
    else if (header->size == PROXY_HEADER_KEPT)
        fail(header, "its line has more than 107 bytes");
}

/*
 * Version 2: the signature, version and command, family, length, addresses, extensions.
 */

/* What to do with the rest, by the family: addresses of how many bytes are kept. Returns false where
 * the family is not valid, or the rest is too short for it. */
static bool plan_rest(struct proxy_header *header, unsigned family)
{
    size_t needed = 0, kept = 0;

    switch (family) {
    case FAMILY_UNSPEC:
        break;
    case FAMILY_TCP4:
        needed = kept = TCP4_SIZE;
        break;
    case FAMILY_TCP6:
        needed = kept = TCP6_SIZE;
        break;
    case FAMILY_UDP4:
        needed = TCP4_SIZE;
        break;
    case FAMILY_UDP6:
        needed = TCP6_SIZE;
        break;
    case FAMILY_UNIX_STREAM:
        header->client.ss_family = AF_UNIX;
        needed = UNIX_SIZE;
        break;
    case FAMILY_UNIX_DATAGRAM:
        needed = UNIX_SIZE;
        break;
    default:
        return false;
    }
    if (header->rest < needed)
        return false;
    header->wanted = FIXED_SIZE + kept;
    header->rest -= kept;
    return true;
}

static void read_fixed(struct proxy_header *header)
{
    unsigned command = header->bytes[12] - VERSION_2;

    header->rest = (size_t)header->bytes[14] << 8 | header->bytes[15];
    header->wanted = FIXED_SIZE;
    header->state = PROXY_HEADER_ADDRESSES;
    if (command > COMMAND_PROXY)
        fail(header, "its version or command is unknown");
    else if (header->rest > PROXY_HEADER_REST_MAX)
        fail(header, "it has more than 16 KB");
    else if (command == COMMAND_PROXY && !plan_rest(header, header->bytes[13]))
        fail(header, "its addresses are unknown or too short");
}

static void read_kept(struct proxy_header *header)
{
    const uint8_t *at = header->bytes + FIXED_SIZE;
    in_port_t port;

    if (header->wanted == FIXED_SIZE + TCP4_SIZE) {
        memcpy(&port, at + 8, sizeof port);
        set_ipv4(header, at, port);
    } else if (header->wanted == FIXED_SIZE + TCP6_SIZE) {
        memcpy(&port, at + 32, sizeof port);
        set_ipv6(header, at, port);
    }
    header->state = header->rest > 0 ? PROXY_HEADER_REST : PROXY_HEADER_END;
}

static void take_of_version_2(struct proxy_header *header, uint8_t byte)
{
    if (header->size < sizeof signature && byte != signature[header->size]) {
        fail(header, "it begins with something else");
        return;
    }
    header->bytes[header->size++] = byte;
    if (header->state == PROXY_HEADER_FIXED && header->size == FIXED_SIZE)
        read_fixed(header);
    if (header->state == PROXY_HEADER_ADDRESSES && header->size == header->wanted)
        read_kept(header);
}

/*
 * Both.
 */

static void start(struct proxy_header *header, uint8_t byte)
{
    if (byte == (uint8_t)line_start[0])
        header->state = PROXY_HEADER_LINE;
    else if (byte == signature[0])
        header->state = PROXY_HEADER_FIXED;
    else
        fail(header, "it begins with something else");
}

/* Takes one byte, or more of those that are skipped. Returns how many; 0: it needs none. */
static size_t take_some(struct proxy_header *header, const uint8_t *bytes, size_t size)
{
    size_t skipped;

    if (header->state == PROXY_HEADER_START)
        start(header, *bytes);
    switch (header->state) {
    case PROXY_HEADER_START:
        assert(!"it has started");
        return 0;
    case PROXY_HEADER_LINE:
        take_of_line(header, *bytes);
        return 1;
    case PROXY_HEADER_FIXED:
    case PROXY_HEADER_ADDRESSES:
        take_of_version_2(header, *bytes);
        return 1;
    case PROXY_HEADER_REST:
        skipped = size < header->rest ? size : header->rest;
        header->rest -= skipped;
        if (header->rest == 0)
            header->state = PROXY_HEADER_END;
        return skipped;
    case PROXY_HEADER_END:
    case PROXY_HEADER_FAILED:
        return 0;
    }
    return 0;
}

enum proxy_header_outcome proxy_header_take(struct proxy_header *header, const void *bytes,
                                            size_t size, size_t *taken)
{
    const uint8_t *at = bytes;

    *taken = 0;
    while (*taken < size && header->state != PROXY_HEADER_END &&
           header->state != PROXY_HEADER_FAILED)
        *taken += take_some(header, at + *taken, size - *taken);
    if (header->state == PROXY_HEADER_FAILED)
        return PROXY_HEADER_WRONG;
    return header->state == PROXY_HEADER_END ? PROXY_HEADER_DONE : PROXY_HEADER_MORE;
}

bool proxy_header_client(const struct proxy_header *header, struct sockaddr_storage *client)
{
    assert(header->state == PROXY_HEADER_END);
    if (header->client.ss_family == AF_UNSPEC)
        return false;
    *client = header->client;
    return true;
}
