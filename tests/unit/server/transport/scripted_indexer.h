#ifndef CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_INDEXER_H
#define CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_INDEXER_H

#include <stdbool.h>

#include "server/answers/catalog.h"

/*
 * The indexer_fetch() of a test program: the small index of small_image.h, or none of it yet, as
 * the test says.
 */

/* The small index. Made by the first call; the caller does not own it. */
struct charindex *scripted_index(void);
void scripted_index_free(void);
int scripted_index_teardown(void **state); /* the same, as cmocka calls it */

/* What catalogs get from now on. */
void scripted_indexer_set(enum catalog_state state, unsigned progress);

/* What indexer_fetch() does, where no reactor is in between. */
bool scripted_indexer_fetch(struct catalog *catalog);

#endif
