#ifndef CHARFINDER_TESTS_UNIT_INDEX_UPDATE_NAMED_ENTRY_H
#define CHARFINDER_TESTS_UNIT_INDEX_UPDATE_NAMED_ENTRY_H

#include <string.h>

#include "index/update/base/catalog.h"

/* The file of that name in the catalog. Include <cmocka.h> before this. */
static inline const struct catalog_entry *named(const char *name)
{
    for (size_t i = 0; i < catalog_count(); i++)
        if (strcmp(catalog_at(i)->name, name) == 0)
            return catalog_at(i);
    fail_msg("%s is not in the catalog", name);
    return NULL;
}

#endif
