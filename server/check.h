#ifndef CHARFINDER_SERVER_CHECK_H
#define CHARFINDER_SERVER_CHECK_H

#include <stdio.h>

#include "server/access/access_log.h"
#include "server/config/config.h"

/* What --check-config finds: all that a start with valid settings would complain about. What is not of
 * the settings is not looked for: a port that is in use, perhaps by the daemon itself, short memory, a
 * kernel without io_uring. Writes a line for each mistake, "NAME: KEY: what is wrong". Starts and changes
 * nothing; who may write what is answered for the user of this process. Returns how many mistakes there
 * are; or -ENOMEM, or a negative errno if this process is short of something. */
int check_start(const struct config *config, const struct access_log_options *access,
                const char *name, FILE *out);

/* What --check-reload finds: the part of it that a reload takes. Where the daemon listens and writes is
 * left out, because that was settled at the start, perhaps by systemd, with rights that this process
 * does not have. */
int check_reload(const struct config *config, const char *name, FILE *out);

/* Logs what the settings name and the daemon has to go without: folders and languages. */
void check_warn(const struct config *config);

#endif
