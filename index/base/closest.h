#ifndef CHARFINDER_INDEX_BASE_CLOSEST_H
#define CHARFINDER_INDEX_BASE_CLOSEST_H

#include <stddef.h>

/*
 * The closest of some names to a mistyped one, for error messages. Case, "_", "-" and white space do
 * not count. A name that begins with the mistyped one is closest, then one that contains it, then
 * one that differs in few letters. Not thread-safe on one object.
 */

enum { CLOSEST_SIZE = 64 }; /* longer names are ignored */

struct closest {
    char text[CLOSEST_SIZE]; /* the mistyped name; "" where it cannot be one */
    unsigned distance;       /* of the name found */
    const char *found;       /* borrowed; NULL: none is close */
};

void closest_init(struct closest *closest, const char *text, size_t size);

/* Tries one name. Where it is closer than those before, found is `shown`, which is borrowed. NULL
 * names are ignored. */
void closest_try(struct closest *closest, const char *name, const char *shown);

#endif
