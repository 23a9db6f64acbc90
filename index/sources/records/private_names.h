#ifndef CHARFINDER_INDEX_SOURCES_RECORDS_PRIVATE_NAMES_H
#define CHARFINDER_INDEX_SOURCES_RECORDS_PRIVATE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "index/base/vector.h"

/*
 * Names of private-use characters: Unicode has none, tables of names may have several. The best of
 * each character is its name. Failure is sticky, as in vector.h and buffer.h. Not thread-safe.
 */

struct private_name {
    uint32_t code_point;
    unsigned preference; /* the least is the name; of equal ones, the first that was added */
    uint32_t at, size;   /* the name in private_names.text */
    uint32_t arrival;
};

struct private_names {
    VECTOR_OF(struct private_name) list;
    struct buffer text;
};

void private_names_release(struct private_names *names); /* no names: all zero bytes */

/* Is the code point for private use? */
bool private_names_for(uint32_t code_point);

/* Copies the name. */
void private_names_add(struct private_names *names, uint32_t code_point, unsigned preference,
                       struct slice name);
/* After all have been added: sorts them by code point, and drops all but the best of each. Returns
 * 0 or -ENOMEM. */
int private_names_settle(struct private_names *names);

/* After that. */
bool private_names_has(const struct private_names *names, uint32_t code_point);
struct slice private_names_text(const struct private_names *names, size_t at);

#endif
