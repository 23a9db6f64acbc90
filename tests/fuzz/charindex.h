#ifndef CHARFINDER_TESTS_FUZZ_CHARINDEX_H
#define CHARFINDER_TESTS_FUZZ_CHARINDEX_H

#include <stdint.h>

/*
 * The input of fuzz.charindex: a byte that is a mode, and then an image or changes to one.
 */

enum fuzz_mode {
    FUZZ_RAW,     /* an image */
    FUZZ_SEALED,  /* an image without its length and checksum, which are computed */
    FUZZ_CHANGED, /* changes to a valid image, whose length and checksum are recomputed */
    FUZZ_MODES,
};

struct fuzz_change {
    uint8_t at[2];    /* little-endian; rounded down to a multiple of the size */
    uint8_t size;     /* 1 << size % 4 bytes are changed */
    uint8_t bytes[8]; /* the new bytes */
};

#endif
