#ifndef CHARFINDER_INDEX_UPDATE_BASE_CATALOG_H
#define CHARFINDER_INDEX_UPDATE_BASE_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/update/base/release.h"

/*
 * The files of an update: where servers have them, and where the readers of the index look for them
 * in a folder that is laid out as /usr/share is. Thread-safe.
 */

enum catalog_group { CATALOG_UNICODE, CATALOG_CLDR, CATALOG_GROUPS };

enum catalog_kind {
    CATALOG_UNICODE_DATA,
    CATALOG_PROPERTIES,  /* lines of fields that begin with code points, with "# EOF" at the end */
    CATALOG_VALUE_NAMES, /* lines of fields, with that end */
    CATALOG_CONFUSABLES, /* properties without that end */
    CATALOG_NAME_ALIASES,
    CATALOG_NAMES_LIST,
    CATALOG_NAMED_SEQUENCES,
    CATALOG_EMOJI_TEST,
    CATALOG_EMOJI_VARIATIONS,
    CATALOG_UNIHAN,      /* an archive: its texts become *.txt.bz2, as in Debian's package */
    CATALOG_CLDR_COMMON, /* an archive */
    CATALOG_ANYTHING,    /* an archive of all that is above, in files/ */
};

enum {
    CATALOG_ADDRESSES = 3,
    CATALOG_PATH_SIZE = 256,
    CATALOG_ADDRESS_SIZE = 256,
};

struct catalog_entry {
    const char *name; /* for people; unique */
    const char *path; /* in the folder; of an archive: the folder of its files */
    enum catalog_group group;
    enum catalog_kind kind;
    uint64_t max_size; /* bytes; several times the size of today's file */
    bool optional;     /* the index does without it: that it is not found is said, and no error */
    /* Below the server's root, the first to be tried first. %v stands for the version with three
     * numbers, %s with two, %c without zeros at its end. */
    const char *addresses[CATALOG_ADDRESSES];
};

size_t catalog_count(void);
const struct catalog_entry *catalog_at(size_t index);

bool catalog_is_archive(enum catalog_kind kind);

/* Writes one of the entry's addresses for a version. Returns false if it has no more. */
bool catalog_address(const struct catalog_entry *entry, size_t index, const struct release *release,
                     char address[static CATALOG_ADDRESS_SIZE]);

enum catalog_use {
    CATALOG_SKIP,     /* not a file that is wanted */
    CATALOG_STORE,    /* as it is */
    CATALOG_COMPRESS, /* by bzip2 */
};

/* Where a file of an archive goes: its path in the folder. Nothing that could lead out of the folder is
 * ever wanted. */
enum catalog_use catalog_place(enum catalog_kind kind, const char *member,
                               char path[static CATALOG_PATH_SIZE]);

/* The most that an archive may unpack to, which stops bombs. */
struct catalog_limits {
    uint64_t member_size, total_size; /* bytes */
    size_t members;
};
extern const struct catalog_limits catalog_limits;

#endif
