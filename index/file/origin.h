#ifndef CHARFINDER_INDEX_FILE_ORIGIN_H
#define CHARFINDER_INDEX_FILE_ORIGIN_H

#include <stdbool.h>

#include "index/file/charindex.h"

/*
 * The sources and languages that an index was built from. charindex_made_from() is implemented
 * here, too.
 *
 * Both functions copy from the chunks into index->sources and return false if the chunks are
 * invalid. The sizes of all chunks must have been verified.
 */

bool origin_read_sources(struct charindex *index);   /* names, digests, states, versions */
bool origin_read_languages(struct charindex *index); /* language_count must be set */

#endif
