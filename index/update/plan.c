/*
 * From the catalog, the options and the manifest to transfers.
 */

#include "index/update/plan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

_Static_assert((int)TRANSFER_URLS == (int)CATALOG_ADDRESSES, "one URL for each address");

static int add(struct plan *plan, const struct update_options *options,
               const struct manifest *manifest, const struct catalog_entry *entry, int parts)
{
    struct plan_item *item = &plan->items[plan->count];
    struct transfer *transfer = &plan->transfers[plan->count];
    const bool keep = options->wanted[entry->group].keep;
    int r;

    item->entry = entry;
    item->row = manifest_find(manifest, entry);
    if (keep && !item->row)
        return 0;
    *transfer = (struct transfer){
        .name = entry->name,
        .max_size = entry->max_size,
        .part = &item->part,
        .outcome = keep ? OUTCOME_UNCHANGED : OUTCOME_PENDING,
    };
    for (size_t i = 0; i < TRANSFER_URLS; i++) {
        char address[CATALOG_ADDRESS_SIZE];

        if (!catalog_address(entry, i, &options->wanted[entry->group].release, address))
            break;
        (void)snprintf(item->urls[i], sizeof item->urls[i], "%s%s", options->mirror, address);
        transfer->urls[i] = item->urls[i];
    }
    if (item->row && item->row->url[0]) {
        transfer->known_url = item->row->url;
        transfer->known_validator = item->row->validator;
    }
    r = part_open(&item->part, parts, entry->name);
    plan->count++;
    return r;
}

int plan_make(struct plan *plan, const struct update_options *options,
              const struct manifest *manifest, int parts)
{
    *plan = (struct plan){
        .items = calloc(catalog_count(), sizeof plan->items[0]),
        .transfers = calloc(catalog_count(), sizeof plan->transfers[0]),
    };
    if (!plan->items || !plan->transfers)
        return -ENOMEM;
    for (size_t i = 0; i < catalog_count(); i++) {
        int r = add(plan, options, manifest, catalog_at(i), parts);

        if (r < 0)
            return r;
    }
    return 0;
}

void plan_release(struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        part_close(&plan->items[i].part);
    free(plan->items);
    free(plan->transfers);
    *plan = (struct plan){.count = 0};
}

int plan_again(struct plan *plan, size_t item)
{
    struct transfer *transfer = &plan->transfers[item];

    transfer->known_url = transfer->known_validator = NULL;
    transfer->outcome = OUTCOME_PENDING;
    transfer->resumed = false;
    plan->items[item].repeated = true;
    return part_discard(&plan->items[item].part);
}
