/*
 * Writes each proposed query directly into the list, after the previous one.
 */

#include "index/search/fallback/proposals.h"

#include <string.h>

_Static_assert((int)QUERY_MAX_SIZE < (int)SUGGESTION_SIZE, "the longest query fits with its NUL");

void proposal_begin(struct proposal *proposal, struct proposals *list)
{
    *proposal = (struct proposal){.list = list, .fits = list->count < PROPOSALS_MAX};
}

void proposal_append(struct proposal *proposal, struct slice text)
{
    proposal->fits = proposal->fits && text.size <= QUERY_MAX_SIZE - proposal->size;
    if (!proposal->fits)
        return;
    memcpy(proposal->list->queries[proposal->list->count] + proposal->size, text.bytes, text.size);
    proposal->size += text.size;
}

void proposal_end(struct proposal *proposal)
{
    if (!proposal->fits || proposal->size == 0)
        return;
    proposal->list->queries[proposal->list->count++][proposal->size] = '\0';
}
