#ifndef CHARFINDER_SERVER_CONFIG_CONFIG_H
#define CHARFINDER_SERVER_CONFIG_CONFIG_H

#include <stddef.h>

#include "index/base/reason.h"
#include "server/config/settings.h" /* struct config */

/*
 * Command line and configuration file into one struct config that nobody changes afterwards.
 * A flag wins over the file, the file over the default.
 */

enum config_outcome {
    CONFIG_OK = 0,
    CONFIG_BAD_CALL = ORIGIN_FLAG, /* the command line is wrong: exit 64 (EX_USAGE) */
    CONFIG_BAD_FILE = ORIGIN_FILE, /* the file is wrong: exit 78 (EX_CONFIG) */
    CONFIG_VERSION,                /* --version was asked for */
    CONFIG_HELP,                   /* --help */
    CONFIG_CHECKED,                /* --check-config, and all is well */
};

/* Reads flags and file. On CONFIG_OK and CONFIG_CHECKED release with config_release(); on the two
 * failures the reason says what, where, and what to write instead. Returns -ENOMEM when memory
 * ran out. */
int config_load(struct config *config, int argc, char **argv, struct reason *reason);
void config_release(struct config *config);

/* Which sources to read, in which languages. The options borrow the configuration and the
 * pointers. */
struct sources_options config_sources(const struct config *config,
                                      const char *languages[static LANGUAGES_MAX]);

/* The file's part of it alone: the defaults and over them the text of a file, which the reason
 * calls by the name. Reads no flag, no file and no environment, and looks nothing up: an address
 * whose host is a name has size 0. Returns CONFIG_OK, to be released, CONFIG_BAD_FILE or
 * -ENOMEM. */
int config_parse(struct config *config, const char *name, const char *text, size_t size,
                 struct reason *reason);

/* What --help prints. */
extern const char config_help[];

#endif
