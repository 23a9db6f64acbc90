#ifndef CHARFINDER_INDEX_CLI_USAGE_H
#define CHARFINDER_INDEX_CLI_USAGE_H

#include <stdio.h>

/*
 * The text of --help.
 */

/* Writes it, in lines of at most 90 columns. */
void usage_print(FILE *out);

#endif
