#ifndef CHARFINDER_INDEX_PRESENT_ABBREVIATION_H
#define CHARFINDER_INDEX_PRESENT_ABBREVIATION_H

#include <stdint.h>

#include "index/base/slice.h"
#include "index/file/charindex.h"

/* The first abbreviation among the aliases of a character, "NBSP", of at most so many bytes; empty if there is
 * none. As long as the index. Thread-safe. */
struct slice abbreviation_of(const struct charindex *index, uint32_t code_point, size_t most);

#endif
