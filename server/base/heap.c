/*
 * glibc's malloc() keeps what is freed: memory between used blocks always, and at the end of a heap up
 * to a threshold that rises with the largest block that was ever freed, which is an index of many
 * megabytes. Here both thresholds are fixed, and what lies between used blocks is returned on demand.
 */

#include "server/base/heap.h"

#include <malloc.h>

enum {
    MAPPED_FROM =
        1024 * 1024,       /* bytes of a block that the system gets back when it is freed; replies
                                  and caches are smaller */
    FREE_END = 512 * 1024, /* bytes that may be free at the end of each heap */
};

void heap_init(void)
{
    (void)mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
    (void)mallopt(M_TRIM_THRESHOLD, FREE_END);
}

void heap_trim(void)
{
    (void)malloc_trim(FREE_END);
}
