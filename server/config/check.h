#ifndef CHARFINDER_SERVER_CONFIG_CHECK_H
#define CHARFINDER_SERVER_CONFIG_CHECK_H

#include <stdio.h>

#include "server/config/config.h"

/* Reads the site's tables of names, and writes a line for each mistake: "NAME: FILE:LINE: what is
 * wrong", for a limited number of them. Returns how many files, folders and lines are wrong, or
 * -ENOMEM or a negative errno if this process is short of something. */
int config_check_tables(const struct config *config, const char *name, FILE *out);

#endif
