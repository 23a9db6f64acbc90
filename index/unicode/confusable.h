#ifndef CHARFINDER_INDEX_UNICODE_CONFUSABLE_H
#define CHARFINDER_INDEX_UNICODE_CONFUSABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/unicode/repertoire.h"

/*
 * The appearance of characters: two with the same skeleton are hard to tell apart (Unicode
 * Technical Standard #39, section 4, by ICU's spoof checker).
 */

struct confusable;

/* Returns NULL when memory ran out or ICU lacks the data. */
struct confusable *confusable_new(void);
void confusable_free(struct confusable *confusable); /* NULL is allowed */

enum { CONFUSABLE_SKELETON_MAX = 64 }; /* UTF-16 units; U+FDFA has 18 */

/* The skeleton of one character, in NFD. What a repertoire (NULL: none) has of its decomposition and of what
 * the parts look like goes before ICU's answers. Returns false if it has none, as what is ignored by default
 * from Unicode 16 on, or none that fits. */
bool confusable_skeleton(const struct confusable *confusable, const struct repertoire *repertoire,
                         uint32_t code_point, uint16_t skeleton[static CONFUSABLE_SKELETON_MAX],
                         size_t *size);

#endif
