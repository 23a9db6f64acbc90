#ifndef CHARFINDER_INDEX_CLI_OPEN_H
#define CHARFINDER_INDEX_CLI_OPEN_H

#include "index/file/charindex.h"
#include "index/sources/sources.h"

/*
 * Opens the index for the command. Reports everything about the index itself on standard error.
 */

/* Loads the saved index, in any languages unless the sources request some; builds and saves a new
 * one if it is missing or unusable. If the directory is NULL, builds the index and does not save
 * it. Returns EX_OK with a reference in *index, which the caller must release, or an exit
 * status. */
int open_index(const char *directory, const struct sources_options *sources,
               struct charindex **index);

#endif
