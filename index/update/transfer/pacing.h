#ifndef CHARFINDER_INDEX_UPDATE_TRANSFER_PACING_H
#define CHARFINDER_INDEX_UPDATE_TRANSFER_PACING_H

#include <stddef.h>
#include <stdint.h>

/*
 * When each host may be asked next. A host is the text of a URL between "//" and "/", with its port.
 */

enum { PACING_HOSTS = 8 }; /* further ones share the place of the last one */

struct pacing {
    size_t count;
    struct {
        char name[256];
        int64_t next_ms; /* of a monotonic clock */
    } hosts[PACING_HOSTS];
};

/* The time for this URL's host, at first 0. The pointer is valid as long as *pacing is. */
int64_t *pacing_next(struct pacing *pacing, const char *url);

#endif
