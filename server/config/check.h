#ifndef CHARFINDER_SERVER_CONFIG_CHECK_H
#define CHARFINDER_SERVER_CONFIG_CHECK_H

#include <stdio.h>

#include "server/config/config.h"

/* Looks for what valid settings refer to: the folders, the languages and the site's tables of names.
 * Writes a line for each mistake, "NAME: names_dirs: FILE:LINE: what is wrong", for a limited number of
 * them; if there is none, also a line for each source that is missing. Rights are those of this process.
 * Changes nothing on disk. Returns how many mistakes there are; or -ENOMEM, or a negative errno if this
 * process is short of something. */
int config_check(const struct config *config, const char *name, FILE *out);

#endif
