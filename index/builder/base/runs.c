/*
 * Chains of runs in one array. A document adjacent to the chain's last run extends it; any other
 * starts a new link.
 */

#include "index/builder/base/runs.h"

#include <assert.h>

#include "index/file/postings.h"

struct runs_link {
    uint32_t first, count; /* documents */
    uint32_t next;         /* link, or NONE */
};

struct runs_list {
    uint32_t head, tail; /* links, or NONE */
    uint32_t total;      /* documents */
};

#define NONE UINT32_MAX

void runs_release(struct runs *runs)
{
    vector_release(&runs->lists);
    vector_release(&runs->links);
    runs->count = 0;
}

bool runs_failed(const struct runs *runs)
{
    return runs->lists.failed || runs->links.failed;
}

uint32_t runs_new(struct runs *runs)
{
    static const struct runs_list empty = {.head = NONE, .tail = NONE};

    vector_append(&runs->lists, &empty);
    return runs->count++;
}

static struct runs_list *list_at(const struct runs *runs, uint32_t list)
{
    assert(list < runs->count);
    return &runs->lists.items[list];
}

void runs_post(struct runs *runs, uint32_t list, uint32_t first, uint32_t count)
{
    const struct runs_link link = {.first = first, .count = count, .next = NONE};
    struct runs_list *grown;

    if (runs_failed(runs))
        return;
    grown = list_at(runs, list);
    if (grown->tail != NONE) {
        struct runs_link *tail = &runs->links.items[grown->tail];

        if (tail->first + tail->count > first) {
            assert(tail->first <= first && tail->first + tail->count >= first + count);
            return; /* posted again */
        }
        if (tail->first + tail->count == first) {
            tail->count += count;
            grown->total += count;
            return;
        }
    }
    assert(runs->links.count < NONE);
    if (grown->tail == NONE)
        grown->head = (uint32_t)runs->links.count;
    else
        runs->links.items[grown->tail].next = (uint32_t)runs->links.count;
    grown->tail = (uint32_t)runs->links.count;
    grown->total += count;
    vector_append(&runs->links, &link);
}

uint32_t runs_total(const struct runs *runs, uint32_t list)
{
    return list_at(runs, list)->total;
}

uint32_t runs_first(const struct runs *runs, uint32_t list)
{
    return runs->links.items[list_at(runs, list)->head].first;
}

void runs_write(const struct runs *runs, uint32_t list, struct chunks *chunks,
                enum format_chunk chunk)
{
    uint32_t rank = 0;

    for (uint32_t at = list_at(runs, list)->head; at != NONE;) {
        const struct runs_link *link = &runs->links.items[at];
        const struct posting_run run = posting_run(link->first, rank);

        buffer_append(&chunks->list[chunk], &run, sizeof run);
        rank += link->count;
        at = link->next;
    }
}
