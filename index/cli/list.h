#ifndef CHARFINDER_INDEX_CLI_LIST_H
#define CHARFINDER_INDEX_CLI_LIST_H

#include "index/base/buffer.h"
#include "index/cli/options.h"
#include "index/cli/terminal.h"

/*
 * The lines of --list.
 */

/* Appends the list of the options: in columns on a terminal, with tabs elsewhere, or as a JSON array of
 * objects. */
void list_append(struct buffer *out, const struct charindex *index, const struct options *options,
                 const struct terminal *terminal);

#endif
