#ifndef CHARFINDER_SERVER_RELOAD_H
#define CHARFINDER_SERVER_RELOAD_H

#include "server/config/config.h"

/*
 * Reads the configuration again while the daemon runs.
 */

enum reload_outcome {
    RELOAD_REFUSED,     /* it cannot be used, and nothing has changed: what is served was valid */
    RELOAD_APPLIED,     /* config->live is as it is now, and the log's level */
    RELOAD_APPLIED_ALL, /* so is config->index, and another index is to be made */
};

/* Takes over what can change from the file and the flags of the command line, which is the one of the
 * start. The log says what has changed, what needs a restart, and why a configuration is refused. For
 * the main thread. */
enum reload_outcome reload_configuration(struct config *config, int argc, char **argv);

#endif
