#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_WALL_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_WALL_H

#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"

/*
 * The wall of the start page: groups of characters to copy, each found by a query. Of what a query
 * finds, the best known are on the wall (charindex_prominence()), in the order of the index.
 *
 * It is made once for an index, since it takes some searches. Immutable, reference counted, and safe
 * to read from any thread. It holds no reference to the index, and numbers documents of it.
 */

struct wall;

enum { WALL_CELLS = 16 }; /* of a group, at most: two lines of the page */

struct wall_group {
    const char *title; /* the key of a message; static */
    const char *query; /* static */
    uint32_t count;
    uint32_t documents[WALL_CELLS];
};

/* Returns a wall with one reference, or NULL when memory ran out. A group that finds nothing is left
 * out. */
struct wall *wall_new(struct charindex *index);
struct wall *wall_ref(struct wall *wall);
void wall_unref(struct wall *wall); /* NULL is allowed */

/* The group with that number, from 0; NULL after the last one, and of no wall (NULL). */
const struct wall_group *wall_group(const struct wall *wall, size_t number);

#endif
