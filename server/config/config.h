#ifndef CHARFINDER_SERVER_CONFIG_CONFIG_H
#define CHARFINDER_SERVER_CONFIG_CONFIG_H

#include <stddef.h>

#include "index/base/reason.h"
#include "server/config/draft.h"

/*
 * Turns command line and configuration file into one struct config. A flag overrides the file, and the file overrides the default. Not thread-safe:
 * getopt_long() has static state.
 */

enum config_outcome {
    CONFIG_OK = 0,
    CONFIG_BAD_CALL = ORIGIN_FLAG, /* the command line is wrong: exit 64 (EX_USAGE) */
    CONFIG_BAD_FILE = ORIGIN_FILE, /* the file is wrong: exit 78 (EX_CONFIG) */
    CONFIG_VERSION,                /* --version was asked for */
    CONFIG_HELP,                   /* --help */
    CONFIG_CHECKED,                /* --check-config, and the configuration is valid */
    CONFIG_CHECKED_RELOAD,         /* --check-reload, and what a reload takes of it is valid */
};

/* Reads flags and file. On CONFIG_OK and the two of checks release with config_release(); on the two
 * failures the reason says what, where, and what to write instead. Returns -EHOSTUNREACH with a reason
 * if the name of a host is unknown, perhaps only now, but not for --check-reload, which resolves none;
 * or -ENOMEM when memory ran out. */
int config_load(struct config *config, int argc, char **argv, struct reason *reason);
/* The same, while the daemon runs: no host is resolved, so it does not use the network. */
int config_load_again(struct config *config, int argc, char **argv, struct reason *reason);
void config_release(struct config *config);

/* Only the part of the file: the defaults, overridden by the text of a file, which the reason calls
 * by `name`. Reads no flag, file or environment, and resolves nothing: an address whose host is a
 * name has size 0. Returns CONFIG_OK (release it with config_release()), CONFIG_BAD_FILE or
 * -ENOMEM. */
int config_parse(struct config *config, const char *name, const char *text, size_t size,
                 struct reason *reason);

/* The folders of fonts that are configured, or the default. Returns how many; the list is borrowed from
 * the configuration. */
size_t config_font_dirs(const struct config *config, const char *const **list);

/* What --help prints. */
extern const char config_help[];

#endif
