/*
 * The rules for trying again.
 */

#include "index/update/transfer/retry.h"

#include <assert.h>

bool retry_status(long status, enum outcome *outcome)
{
    switch (status) {
    case 404:
    case 410:
        *outcome = OUTCOME_NOT_FOUND;
        return false;
    case 408: /* Request Timeout */
    case 425: /* Too Early */
    case 429: /* Too Many Requests */
    case 500:
    case 502:
    case 503:
    case 504:
        *outcome = OUTCOME_UNREACHABLE;
        return true;
    default:
        *outcome = OUTCOME_REFUSED;
        return false;
    }
}

int64_t retry_delay_ms(unsigned failures, int64_t base_ms, uint32_t random)
{
    int64_t delay = base_ms;

    assert(failures > 0);
    for (unsigned i = 1; i < failures && delay < RETRY_LONGEST_MS; i++)
        delay *= 2;
    if (delay > RETRY_LONGEST_MS)
        delay = RETRY_LONGEST_MS;
    return delay / 2 + delay * (random % 1024) / 2048;
}
