/*
 * libFuzzer: any text as the address of a service. An accepted one has an address of the family that it
 * was written in, or a path, or a name that is left for the resolver, which is never asked; a refused one says
 * why, and is not used.
 */

#include "server/config/endpoint.h"

#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "tests/fuzz/demand.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_address(const struct config_address *address)
{
    const sa_family_t family = address->address.ss_family;

    if (address->size == 0) /* a name */
        return;
    if (family == AF_UNIX) {
        const char *path = ((const struct sockaddr_un *)&address->address)->sun_path;

        demand(endpoint_is_unix(address) && address->size == sizeof(struct sockaddr_un));
        demand(strncmp(address->text, "unix:", 5) == 0 && strcmp(address->text + 5, path) == 0);
        return;
    }
    demand(family == AF_INET || family == AF_INET6);
    demand(address->size ==
           (family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6)));
    demand((family == AF_INET6) == (address->text[0] == '['));
}

/* What was accepted is accepted again as it was recorded, with the same address. */
static void check_again(const struct config_address *address)
{
    struct config_address again;

    memset(&again, 0, sizeof again);
    demand(!endpoint_parse(&again, address->text));
    demand(again.size == address->size &&
           memcmp(&again.address, &address->address, again.size) == 0);
    demand(strcmp(again.text, address->text) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct config_address address;
    char *text = malloc(size + 1);
    const char *why;

    demand(text != NULL);
    if (size > 0)
        memcpy(text, bytes, size);
    text[size] = '\0';
    memset(&address, 0, sizeof address);
    why = endpoint_parse(&address, text);
    if (why) {
        demand(why[0] != '\0');
    } else {
        demand(memchr(address.text, '\0', sizeof address.text));
        check_address(&address);
        check_again(&address);
    }
    free(text);
    return 0;
}
