#ifndef CHARFINDER_INDEX_UPDATE_REPORT_H
#define CHARFINDER_INDEX_UPDATE_REPORT_H

#include <stdbool.h>

#include "index/update/options.h"
#include "index/update/tree/manifest.h"

/*
 * What the program says at its end.
 */

/* Writes the message to standard error, escaped. Returns the exit status for the -errno. */
int report_error(int error, const char *message);

/* "DIR has Unicode 17.0.0 and CLDR 48 now." or "..., as before." */
void report_versions(const struct manifest *manifest, const char *into, bool changed,
                     struct reason *closing);

/* Says what is newer than what the folder has. Returns STATUS_NEWER if there is anything, or EX_OK. */
int report_check(const struct update_options *options, const struct manifest *have);

#endif
