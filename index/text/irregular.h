#ifndef CHARFINDER_INDEX_TEXT_IRREGULAR_H
#define CHARFINDER_INDEX_TEXT_IRREGULAR_H

#include <stdbool.h>

#include "index/base/slice.h"

/*
 * English words that stand for another word by no rule of spelling: mice for mouse, grey for gray, 3
 * for three. See irregular_table.h. Thread-safe.
 */

/* Finds what a folded word is a form of. Returns false if it is regular. *base is static. */
bool irregular_base(struct slice word, struct slice *base);

#endif
