#ifndef CHARFINDER_INDEX_BASE_SLICE_H
#define CHARFINDER_INDEX_BASE_SLICE_H

#include <stddef.h>

/* Bytes of somebody else's. */
struct slice {
    const char *bytes; /* not NUL-terminated */
    size_t size;
};

#endif
