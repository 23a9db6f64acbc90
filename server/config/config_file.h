#ifndef CHARFINDER_SERVER_CONFIG_CONFIG_FILE_H
#define CHARFINDER_SERVER_CONFIG_CONFIG_FILE_H

#include <stddef.h>

#include "index/base/reason.h"
#include "server/config/settings.h"

/*
 * The configuration file: one JSON object whose members are settings.
 *
 * Both put its values into the draft, in the order of the file, and end at the first mistake.
 * They return 0, or ORIGIN_FILE with a reason that begins with the file's name, shortened to its
 * end where it is long, and the line; or -ENOMEM.
 */

int config_file_read(struct draft *draft, const char *path, struct reason *reason);

/* The same for a text in memory, which the reason calls by the name. */
int config_file_parse(struct draft *draft, const char *name, const char *text, size_t size,
                      struct reason *reason);

#endif
