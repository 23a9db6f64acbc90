#ifndef CHARFINDER_INDEX_UPDATE_PLAN_H
#define CHARFINDER_INDEX_UPDATE_PLAN_H

#include "index/update/options.h"
#include "index/update/transfer/part.h"
#include "index/update/transfer/transfers.h"
#include "index/update/tree/manifest.h"

/*
 * Which files are wanted, from which URLs, and what is there already.
 */

struct plan_item {
    const struct catalog_entry *entry;
    const struct manifest_row *row; /* of what the folder has; NULL: nothing */
    char urls[TRANSFER_URLS][PART_URL_SIZE];
    struct part part;
    bool repeated; /* plan_again() was called */
};

struct plan {
    size_t count;
    struct plan_item *items;    /* owned */
    struct transfer *transfers; /* owned; one for each item, pointing into it */
};

/* Plans all files of the versions that the options name. Those of a group that is kept have the outcome
 * OUTCOME_UNCHANGED at once. The manifest is of what the folder has, and is borrowed; `parts` is a
 * descriptor. Returns 0 or -errno. */
int plan_make(struct plan *plan, const struct update_options *options,
              const struct manifest *manifest, int parts);
void plan_release(struct plan *plan);

/* Asks for all of the item's bytes once more. Returns 0 or -errno. */
int plan_again(struct plan *plan, size_t item);

#endif
