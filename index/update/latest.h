#ifndef CHARFINDER_INDEX_UPDATE_LATEST_H
#define CHARFINDER_INDEX_UPDATE_LATEST_H

#include "index/update/base/progress.h"
#include "index/update/options.h"

/*
 * Which versions are the latest, by the mirror's word: ReadMe.txt of the latest UCD names its version,
 * and the address of CLDR's latest release leads to a folder that is named after it.
 */

/* Completes options->wanted: after OUTCOME_OK each group has a version or is kept. The progress is of
 * CATALOG_GROUPS files, of which those that are asked for get names, and hears of failures. Returns 0 or -errno with a reason. */
int latest_find(struct update_options *options, struct progress *progress, int interruption,
                struct reason *reason);

#endif
