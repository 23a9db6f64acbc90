#ifndef CHARFINDER_INDEX_PRESENT_LISTING_H
#define CHARFINDER_INDEX_PRESENT_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/closest.h"
#include "index/file/charindex.h"

/*
 * Lists what a query can ask for: the values of a property with how many characters have them, or the
 * fields that a format can print.
 */

struct listing {
    bool fields; /* the fields of fields.h; otherwise: */
    enum property property;
};

/* The list with that name: "blocks", "scripts", "categories", "ages", "columns", or the key of a
 * property. Returns false where there is none. Thread-safe. */
bool listing_find(const char *name, size_t size, struct listing *listing);
/* The name closest to an unknown one; that of the fields only if they are wanted. */
void listing_closest(struct closest *closest, bool fields);

/* An entry. The strings live as long as the index. */
struct listing_entry {
    struct slice name;
    uint32_t count;  /* of characters and sequences; of a field 0 */
    char about[128]; /* "U+2190..U+21FF" of a block, the long name of a category; "" */
};

/* How many entries the list has. */
uint32_t listing_count(const struct listing *listing, const struct charindex *index);
/* The entry with that number, below listing_count(). */
void listing_entry(const struct listing *listing, const struct charindex *index, uint32_t number,
                   struct listing_entry *entry);

/* Appends "Arrows\t112\tU+2190..U+21FF" without a line end. */
void listing_append(struct buffer *out, const struct listing_entry *entry);

#endif
