#ifndef CHARFINDER_INDEX_UPDATE_OPTIONS_H
#define CHARFINDER_INDEX_UPDATE_OPTIONS_H

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>

#include "index/update/base/catalog.h"
#include "index/update/transfer/transfers.h"

/*
 * The command line of charfinder-update.
 */

enum update_action { UPDATE_RUN, UPDATE_CHECK, UPDATE_HELP, UPDATE_VERSION };

enum { JOBS_DEFAULT = 4, JOBS_MAX = 16, MIRROR_SIZE = 512 };

#define MIRROR_DEFAULT "https://www.unicode.org"

struct update_options {
    enum update_action action;
    bool json;
    bool allow_missing; /* installs without files that are not found */
    bool reload; /* daemons afterwards: by default if the folder is one that they look into */
    struct {
        bool keep;              /* "none": what the folder has stays */
        struct release release; /* no numbers: the latest */
    } wanted[CATALOG_GROUPS];
    char mirror[MIRROR_SIZE]; /* a URL without "/" at its end */
    char into[PATH_MAX];
    const char *offline; /* a folder or an archive, borrowed from argv; NULL: from the mirror */
    struct transfer_limits limits;
};

/* Returns false, after a message on standard error, on a usage error. Reads the environment for the
 * default of `into`. Not thread-safe because of getopt_long(). */
bool update_options_parse(struct update_options *options, int argc, char **argv);

void update_options_usage(FILE *out);

#endif
