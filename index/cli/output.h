#ifndef CHARFINDER_INDEX_CLI_OUTPUT_H
#define CHARFINDER_INDEX_CLI_OUTPUT_H

#include "index/cli/options.h"
#include "index/search/search.h"

/*
 * Results on standard output, in the form that the options name.
 */

/* Prints the rows of the search that was opened for this query. OUTPUT_LINES adds the status line;
 * the other forms are for programs, which get rows only. A suggestion goes to standard error
 * there. */
void output_search(const struct search *search, const struct options *options, const char *query);

/* Flushes standard output. Returns the status, or EX_IOERR after a message where something could
 * not be written. */
int output_finish(int status);

#endif
