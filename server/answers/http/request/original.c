/*
 * Two generations of fields say the same. A proxy writes one of them, and passes on what a client has
 * written into the other. Which is which cannot be known. So where the two contradict each other, neither
 * is believed.
 */

#include "server/answers/http/request/original.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "server/answers/http/request/forwarded.h"
#include "server/base/authority.h"

enum { CLIENT_SIZE = INET6_ADDRSTRLEN };

/* Nodes and addresses. */

/* Writes each address in one way only, IPv4 that is mapped into IPv6 as IPv4: as the rest of the log has it, and
 * so that the two generations of fields can be compared. Returns false if it is none. */
static bool normalize(char text[static CLIENT_SIZE])
{
    struct in6_addr parsed;
    const bool ipv6 = inet_pton(AF_INET6, text, &parsed) == 1;

    if (!ipv6)
        return inet_pton(AF_INET, text, &parsed) == 1;
    if (IN6_IS_ADDR_V4MAPPED(&parsed))
        return inet_ntop(AF_INET, &parsed.s6_addr[12], text, CLIENT_SIZE) != NULL;
    return inet_ntop(AF_INET6, &parsed, text, CLIENT_SIZE) != NULL;
}

/* The address of "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:80".
 * Returns false for anything else. */
static bool read_address(char out[static CLIENT_SIZE], struct slice node)
{
    const char *begin = node.bytes, *end = begin + node.size;
    const char *colon = memchr(begin, ':', node.size);

    if (node.size > 0 && *begin == '[') {
        end = memchr(++begin, ']', node.size - 1);
        if (!end)
            return false;
    } else if (colon && !memchr(colon + 1, ':', (size_t)(end - colon - 1))) {
        end = colon;
    }
    if (end - begin >= CLIENT_SIZE)
        return false;
    (void)snprintf(out, CLIENT_SIZE, "%.*s", (int)(end - begin), begin);
    return normalize(out);
}

/* Puts the node before those that were seen. Returns whether the one before it counts as well: its
 * address is trusted. */
static bool step_back(char client[static CLIENT_SIZE], struct slice node,
                      const struct original_trust *trust)
{
    if (!read_address(client, node)) {
        client[0] = '\0';
        return false;
    }
    return trust->has(trust->context, client);
}

/* Lists. */

/* Takes the last element of a list off it. Returns false when there is none. */
static bool take_last(struct slice *list, struct slice *element)
{
    while (list->size > 0) {
        size_t begin = list->size;

        while (begin > 0 && list->bytes[begin - 1] != ',')
            begin--;
        *element = slice_trim((struct slice){list->bytes + begin, list->size - begin});
        list->size = begin > 0 ? begin - 1 : 0;
        if (element->size > 0)
            return true;
    }
    return false;
}

/* The last element of the field, or nothing. */
static struct slice last_of(const char *field)
{
    struct slice list = slice_of(field ? field : ""), element = {.size = 0};

    (void)take_last(&list, &element);
    return element;
}

/* What both generations say about one thing. */

enum proto { PROTO_UNKNOWN, PROTO_HTTP, PROTO_HTTPS };

static enum proto proto_of(struct slice text)
{
    if (text.size == sizeof "http" - 1 && strncasecmp(text.bytes, "http", text.size) == 0)
        return PROTO_HTTP;
    if (text.size == sizeof "https" - 1 && strncasecmp(text.bytes, "https", text.size) == 0)
        return PROTO_HTTPS;
    return PROTO_UNKNOWN;
}

static enum proto agreed_proto(enum proto one, enum proto other)
{
    if (one == PROTO_UNKNOWN || other == PROTO_UNKNOWN)
        return one == PROTO_UNKNOWN ? other : one;
    return one == other ? one : PROTO_UNKNOWN;
}

/* Copies the text that one of them has, or both; else out becomes empty. */
static void agree(char *out, size_t capacity, struct slice one, struct slice other)
{
    struct slice text = one.size > 0 ? one : other;
    bool agreed = one.size == 0 || other.size == 0 ||
                  (one.size == other.size && strncasecmp(one.bytes, other.bytes, one.size) == 0);

    (void)snprintf(out, capacity, "%.*s", agreed && text.size < capacity ? (int)text.size : 0,
                   text.bytes ? text.bytes : "");
}

static struct slice valid_host(struct slice text)
{
    if (text.size > SITE_AUTHORITY_MAX || !authority_is_valid(text))
        text.size = 0;
    return text;
}

/* A "/" at the end is left out. */
static struct slice valid_prefix(struct slice text)
{
    if (text.size > 0 && text.bytes[text.size - 1] == '/')
        text.size--;
    if (!site_is_prefix(text))
        text.size = 0;
    return text;
}

/* From a field. */

struct said {
    enum proto proto;
    struct slice host; /* borrowed from what was read */
    char client[CLIENT_SIZE];
};

static void read_forwarded(struct said *said, const struct forwarded *forwarded,
                           const struct original_trust *trust)
{
    bool counts = true;

    for (size_t i = forwarded->count; i > 0 && counts; i--) {
        const struct forwarded_hop *hop = &forwarded->hops[i - 1];
        struct slice host = valid_host(slice_of(hop->host));
        enum proto proto = proto_of(slice_of(hop->proto));

        if (proto != PROTO_UNKNOWN)
            said->proto = proto;
        if (host.size > 0)
            said->host = host;
        counts = step_back(said->client, slice_of(hop->node), trust);
    }
}

static void read_others(struct said *said, const struct original_fields *fields,
                        const struct original_trust *trust)
{
    struct slice list = slice_of(fields->clients ? fields->clients : ""), node;

    said->proto = proto_of(last_of(fields->proto));
    said->host = valid_host(last_of(fields->host));
    for (unsigned hops = 0; hops < FORWARDED_HOPS && take_last(&list, &node); hops++)
        if (!step_back(said->client, node, trust))
            return;
}

void original_read(struct original *original, const struct original_fields *fields,
                   const struct original_trust *trust)
{
    struct said now = {.client = ""}, before = {.client = ""};
    struct slice prefix = valid_prefix(last_of(fields->prefix));
    struct forwarded forwarded;

    forwarded_read(&forwarded, fields->forwarded ? fields->forwarded : "");
    read_forwarded(&now, &forwarded, trust);
    read_others(&before, fields, trust);
    original->tls = agreed_proto(now.proto, before.proto) == PROTO_HTTPS;
    agree(original->host, sizeof original->host, now.host, before.host);
    agree(original->prefix, sizeof original->prefix, prefix, prefix);
    agree(original->client, sizeof original->client, slice_of(now.client), slice_of(before.client));
}
