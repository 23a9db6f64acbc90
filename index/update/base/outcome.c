/*
 * The names of outcomes, and which of them decides where there are several.
 */

#include "index/update/base/outcome.h"

#include <assert.h>
#include <stdbool.h>
#include <sysexits.h>

const char *outcome_name(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_PENDING:
        return "pending";
    case OUTCOME_OK:
        return "OK";
    case OUTCOME_UNCHANGED:
        return "unchanged";
    case OUTCOME_NOT_FOUND:
        return "not found";
    case OUTCOME_REFUSED:
        return "refused";
    case OUTCOME_DAMAGED:
        return "damaged";
    case OUTCOME_UNREACHABLE:
        return "unreachable";
    case OUTCOME_INTERRUPTED:
        return "interrupted";
    case OUTCOMES:
        break;
    }
    assert(false && "no such outcome");
    return "damaged";
}

int outcome_status(const size_t counts[static OUTCOMES])
{
    static const struct {
        enum outcome outcome;
        int status;
    } gravest_first[] = {
        {OUTCOME_INTERRUPTED, 128 + 2}, /* as a shell reports SIGINT */
        {OUTCOME_DAMAGED, EX_DATAERR},   {OUTCOME_REFUSED, EX_PROTOCOL},
        {OUTCOME_NOT_FOUND, EX_NOINPUT}, {OUTCOME_UNREACHABLE, EX_UNAVAILABLE},
    };

    for (size_t i = 0; i < sizeof gravest_first / sizeof gravest_first[0]; i++)
        if (counts[gravest_first[i].outcome] > 0)
            return gravest_first[i].status;
    return EX_OK;
}
