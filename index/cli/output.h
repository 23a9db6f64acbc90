#ifndef CHARFINDER_INDEX_CLI_OUTPUT_H
#define CHARFINDER_INDEX_CLI_OUTPUT_H

#include "index/cli/format.h"
#include "index/cli/options.h"
#include "index/cli/terminal.h"
#include "index/search/search.h"

/*
 * Prints results on standard output, in the format of the options. Not thread-safe.
 */

/* Prints the rows of the search, which was opened for this query. OUTPUT_LINES adds the status
 * line. The other formats are for programs: rows only, with a suggestion on standard error. The format
 * is that of the options, parsed; NULL: they have none. */
void output_search(const struct search *search, const struct options *options,
                   const struct terminal *terminal, struct format *format, const char *query);

/* Flushes standard output. Returns the status, or EX_IOERR after a message if writing failed. */
int output_finish(int status);

#endif
