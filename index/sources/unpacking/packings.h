#ifndef CHARFINDER_INDEX_SOURCES_UNPACKING_PACKINGS_H
#define CHARFINDER_INDEX_SOURCES_UNPACKING_PACKINGS_H

#include <stddef.h>

#include "index/base/reason.h"

/* How files are packed, each in one module. The functions are as those of unpacker.h, with a state of the
 * packing's own. */
struct packing {
    int (*open)(void **state, const char *bytes, size_t size, const char *member,
                struct reason *reason);
    int (*read)(void *state, char *out, size_t capacity, size_t *count, struct reason *reason);
    void (*close)(void *state);
};

extern const struct packing packing_bzip2;
extern const struct packing packing_zip;

#endif
