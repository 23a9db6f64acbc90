#ifndef CHARFINDER_SERVER_CONFIG_CHECK_H
#define CHARFINDER_SERVER_CONFIG_CHECK_H

#include "server/config/config.h"

/* How much is looked at; each includes the one before. */
enum config_check_scope {
    CONFIG_CHECK_NAMED,  /* folders and languages that the settings name: the daemon goes without */
    CONFIG_CHECK_RELOAD, /* the site's tables of names: all that a reload takes */
    CONFIG_CHECK_START,  /* the state folder; if nothing is wrong, also which sources are missing */
};

/* Who is told. `key` is the setting's, or NULL for what is not a mistake of a setting. The text is valid
 * during the call. */
struct config_hearer {
    void (*hear)(void *context, const char *key, const char *text);
    void *context;
};

/* Looks for what valid settings refer to. Each mistake is told, "names_dirs" and "FILE:LINE: what is
 * wrong", of a table a limited number of them. Rights are those of this process. Changes nothing on
 * disk. Returns how many mistakes there are; or -ENOMEM, or a negative errno if this process is short of
 * something. */
int config_check(const struct config *config, enum config_check_scope scope,
                 const struct config_hearer *hearer);

#endif
