/*
 * A table of a few hosts: there is one, or two with a redirection.
 */

#include "index/update/transfer/pacing.h"

#include <string.h>

int64_t *pacing_next(struct pacing *pacing, const char *url)
{
    const char *start = strstr(url, "//");
    size_t size;

    start = start ? start + 2 : url;
    size = strcspn(start, "/?#");
    if (size >= sizeof pacing->hosts[0].name)
        size = sizeof pacing->hosts[0].name - 1;
    for (size_t i = 0; i < pacing->count; i++)
        if (strncmp(pacing->hosts[i].name, start, size) == 0 && pacing->hosts[i].name[size] == '\0')
            return &pacing->hosts[i].next_ms;
    if (pacing->count == PACING_HOSTS)
        return &pacing->hosts[PACING_HOSTS - 1].next_ms;
    memcpy(pacing->hosts[pacing->count].name, start, size);
    return &pacing->hosts[pacing->count++].next_ms;
}
