#ifndef CHARFINDER_INDEX_CLI_OPEN_H
#define CHARFINDER_INDEX_CLI_OPEN_H

#include "index/file/charindex.h"
#include "index/sources/sources.h"

/*
 * The index that the command works with. Everything about the index itself is reported on standard
 * error.
 */

/* Loads the saved index in whatever languages it is, unless the sources ask for some; builds and
 * saves a new one where that one is missing or unusable. The directory may be NULL: then it is
 * built and not saved. Returns EX_OK with a reference in *index, or an exit status. */
int open_index(const char *directory, const struct sources_options *sources,
               struct charindex **index);

#endif
