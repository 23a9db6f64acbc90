/*
 * libFuzzer: any bytes as a PROXY header, in one piece and byte by byte. Both must agree, take no byte
 * after the header, and no more than its bound; a client has an address of a known family.
 */

#include "server/transport/accept/proxy_header.h"

#include <string.h>

#include "tests/fuzz/demand.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_client(const struct proxy_header *header)
{
    struct sockaddr_storage client;

    if (!proxy_header_client(header, &client))
        return;
    demand(client.ss_family == AF_INET || client.ss_family == AF_INET6 ||
           client.ss_family == AF_UNIX);
}

static void check_pieces(const struct proxy_header *whole, enum proxy_header_outcome expected,
                         const uint8_t *bytes, size_t size, size_t expected_taken)
{
    struct proxy_header header = {.state = PROXY_HEADER_START};
    enum proxy_header_outcome outcome = PROXY_HEADER_MORE;
    size_t sum = 0, taken = 0;

    while (outcome == PROXY_HEADER_MORE && sum < size) {
        outcome = proxy_header_take(&header, bytes + sum, 1, &taken);
        sum += taken;
        demand(taken == 1 || outcome == PROXY_HEADER_WRONG);
    }
    demand(outcome == expected);
    if (outcome == PROXY_HEADER_DONE) {
        demand(sum == expected_taken);
        demand(memcmp(&header.client, &whole->client, sizeof header.client) == 0);
    }
    if (outcome == PROXY_HEADER_WRONG)
        demand(header.problem == whole->problem);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct proxy_header header = {.state = PROXY_HEADER_START};
    size_t taken;
    enum proxy_header_outcome outcome = proxy_header_take(&header, bytes, size, &taken);

    demand(taken <= size && taken <= 16 + PROXY_HEADER_REST_MAX);
    demand(outcome != PROXY_HEADER_MORE || taken == size);
    demand(outcome != PROXY_HEADER_WRONG || header.problem);
    if (outcome == PROXY_HEADER_DONE)
        check_client(&header);
    check_pieces(&header, outcome, bytes, size, taken);
    return 0;
}
