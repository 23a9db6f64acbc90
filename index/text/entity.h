#ifndef CHARFINDER_INDEX_TEXT_ENTITY_H
#define CHARFINDER_INDEX_TEXT_ENTITY_H

#include <stddef.h>
#include <stdint.h>

/*
 * HTML's named characters, as the HTML standard lists them: "starf" is U+2605. Thread-safe. The
 * only module that uses gumbo, an HTML5 parser.
 */

enum { ENTITY_MAX_POINTS = 2 };

/* The code points of &name; (ASCII letters and digits, no & and ;). Returns 1 or 2; or 0 if
 * HTML does not have that name, or memory ran out. */
size_t entity_find(const char *name, size_t size, uint32_t points[static ENTITY_MAX_POINTS]);

#endif
