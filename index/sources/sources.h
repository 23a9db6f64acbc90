#ifndef CHARFINDER_INDEX_SOURCES_SOURCES_H
#define CHARFINDER_INDEX_SOURCES_SOURCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/checksum.h"
#include "index/reason.h"

/*
 * What the index is made from, read into records. In this release one source: ICU's names.
 */

enum { SOURCES_COUNT = 1 };

struct source {
    char name[8];                  /* "icu", NUL-filled */
    uint8_t digest[CHECKSUM_SIZE]; /* changes when what the source would say may change */
};

/* Digests of all sources as they are now; cheap, so that every start can compare. */
struct sources {
    struct source list[SOURCES_COUNT];
    uint8_t icu_version[4];
    uint8_t unicode_version[4];
};

void sources_identify(struct sources *sources);

/* One character, as the sources have it. Pointers live during the call only. */
struct source_record {
    uint32_t code_point;
    const char *name; /* official name in ASCII, or the label of a control character */
    size_t name_size;
    size_t words_size; /* the part of the name whose words are indexed, from its start:
                           less than the name where it ends in hexadecimal digits; 0: none */
    bool named;        /* false: the name is a label */
};

/* Returns false to stop the enumeration. */
typedef bool (*source_visitor)(void *context, const struct source_record *record);

/* Hands every record to the visitor, in the order of code points. Returns 0, -ECANCELED when the
 * visitor stopped it, -EIO with a reason when ICU has no names. */
int sources_read(source_visitor visitor, void *context, struct reason *reason);

#endif
