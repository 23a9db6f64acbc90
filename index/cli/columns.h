#ifndef CHARFINDER_INDEX_CLI_COLUMNS_H
#define CHARFINDER_INDEX_CLI_COLUMNS_H

#include <stdint.h>

#include "index/cli/terminal.h"
#include "index/search/search.h"

/*
 * Rows in columns, for people: the character, its code point, its name with what matched in bold, and
 * why it was found if that is not its name. Columns are as wide as the widest cell of some rows, and a
 * name that does not fit continues below itself.
 */

/* Prints the first rows, at most `limit`, on standard output. */
void columns_print(const struct search *search, const struct terminal *terminal, uint32_t limit);

#endif
