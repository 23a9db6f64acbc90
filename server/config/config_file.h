#ifndef CHARFINDER_SERVER_CONFIG_CONFIG_FILE_H
#define CHARFINDER_SERVER_CONFIG_CONFIG_FILE_H

#include <stddef.h>

#include "index/base/reason.h"
#include "server/config/draft.h"

/*
 * The configuration file: one JSON object whose members are settings.
 *
 * Both functions put its values into the draft, in the order of the file, and stop at the first
 * error. They return 0; or ORIGIN_FILE with a reason that begins with the file's name (a long one is
 * shortened to its end) and the line; or -ENOMEM. Thread-safe for different drafts.
 */

int config_file_read(struct draft *draft, const char *path, struct reason *reason);

/* The same for a text in memory, which the reason calls by `name`. */
int config_file_parse(struct draft *draft, const char *name, const char *text, size_t size,
                      struct reason *reason);

#endif
