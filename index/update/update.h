#ifndef CHARFINDER_INDEX_UPDATE_UPDATE_H
#define CHARFINDER_INDEX_UPDATE_UPDATE_H

#include "index/update/options.h"

/*
 * A whole update, and a check.
 */

/* Each writes results to standard output and complaints to standard error, and returns the exit status.
 * The descriptor is that of interruption_watch(). */
int update_run(struct update_options *options, int interruption);
int update_check(struct update_options *options, int interruption);

#endif
