#ifndef CHARFINDER_SERVER_CONFIG_DRAFT_H
#define CHARFINDER_SERVER_CONFIG_DRAFT_H

#include <stddef.h>

#include "index/base/reason.h"
#include "server/config/settings.h"
#include "server/config/shown.h"
#include "server/config/value.h"

/*
 * A configuration in the making: defaults, file and flags fill it one after another, each overriding the
 * one before.
 */

/* Bytes; with the value that is shown, all of a message fits into a struct reason. */
enum { PLACE_SIZE = 96 };

enum origin_kind { ORIGIN_DEFAULT = 0, ORIGIN_FLAG, ORIGIN_FILE };

/* Where a value comes from, so that a message can name the place to change. */
struct origin {
    enum origin_kind kind;
    char place[PLACE_SIZE];  /* "--threads" or "charfinderd.json:3: threads" */
    char value[VALUE_SHOWN]; /* as it was written */
};

struct draft {
    struct config *config; /* borrowed */
    struct origin origins[SETTING_COUNT];
};

/* Fills in the defaults, except state_dir, which stays NULL. Whatever this and the functions below
 * return, the caller owns the configuration's paths and frees them. Returns 0 or -ENOMEM. */
int draft_init(struct draft *draft, struct config *config);

/* Each of these returns 0; or the kind of the origin at fault, ORIGIN_FLAG or ORIGIN_FILE, with the
 * reason set; or -ENOMEM. */

int draft_set(struct draft *draft, size_t id, const struct origin *origin,
              const struct setting_value *value, struct reason *reason);
/* The value is given as on a command line, where "off" and "2" are texts. A flag with addresses adds
 * to those of flags before it. */
int draft_set_text(struct draft *draft, size_t id, const struct origin *origin, const char *text,
                   struct reason *reason);
/* Fills in the defaults that depend on other settings, and checks that at least one service is enabled.
 * Call it after defaults, file and flags. */
int draft_finish(struct draft *draft, struct reason *reason);
/* Resolves the hosts that are names, which may use the network. Call it last. Also returns
 * -EHOSTUNREACH, with the reason set, if a host is unknown. */
int draft_resolve(struct draft *draft, struct reason *reason);

#endif
