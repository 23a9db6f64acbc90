/*
 * libFuzzer: any bytes as what proxies say about a request: Forwarded, and after a line each the older
 * fields. What is believed must be valid; and what a proxy appends must count, whatever a client has
 * written before it.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "server/answers/http/request/forwarded.h"
#include "server/answers/http/request/original.h"
#include "server/base/authority.h"

enum { FIELDS = 5 };

/* Some addresses are those of proxies. */
static bool is_proxy(const void *context, const char *address)
{
    (void)context;
    return address[strlen(address) - 1] == '1';
}

static void check(const struct original *original)
{
    struct in6_addr address;

    if (original->host[0] && !authority_is_valid(slice_of(original->host)))
        abort();
    if (original->prefix[0] && !site_is_prefix(slice_of(original->prefix)))
        abort();
    if (original->client[0] && inet_pton(AF_INET, original->client, &address) != 1 &&
        inet_pton(AF_INET6, original->client, &address) != 1)
        abort();
}

static void check_appended(const char *sent, size_t size)
{
    static const char appended[] = ", for=\"[2001:db8::7]:80\";proto=https;host=\"x.org\"";
    char *value = malloc(size + sizeof appended);
    struct original_fields fields = {.forwarded = value};
    struct original original;

    if (!value)
        abort();
    memcpy(value, sent, size);
    memcpy(value + size, appended, sizeof appended);
    original_read(&original, &fields, &(struct original_trust){.has = is_proxy});
    if (!original.tls || strcmp(original.host, "x.org") != 0 ||
        strcmp(original.client, "2001:db8::7") != 0)
        abort();
    free(value);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *text = malloc(size + 1), *fields[FIELDS] = {NULL}, *rest = text;
    struct original original;

    if (!text)
        abort();
    for (size_t i = 0; i < size; i++)
        text[i] = bytes[i] ? (char)bytes[i] : '\n';
    text[size] = '\0';
    for (unsigned i = 0; i < FIELDS && rest; i++)
        fields[i] = strsep(&rest, "\n");
    original_read(&original,
                  &(struct original_fields){.forwarded = fields[0],
                                            .proto = fields[1],
                                            .host = fields[2],
                                            .prefix = fields[3],
                                            .clients = fields[4]},
                  &(struct original_trust){.has = is_proxy});
    check(&original);
    check_appended(fields[0], strlen(fields[0]));
    free(text);
    return 0;
}
