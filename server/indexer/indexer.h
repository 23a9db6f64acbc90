#ifndef CHARFINDER_SERVER_INDEXER_INDEXER_H
#define CHARFINDER_SERVER_INDEXER_INDEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/answers/catalog.h"
#include "server/config/index_settings.h"

/*
 * The index's keeper: loads the saved index, and has a thread that builds one where there is none,
 * publishes it and saves it.
 *
 * It never touches a ring. It announces a change by writing the reactors' eventfds; each reactor then
 * fetches it with indexer_fetch() in a turn of its own.
 */

struct indexer;

/* Allocates it, CATALOG_BUILDING and idle. `wakes` are eventfds, each written once for every change.
 * state_dir may be NULL: nothing is loaded or saved. The settings are copied; state_dir and wakes are
 * borrowed until indexer_free(). Returns NULL when memory ran out. */
struct indexer *indexer_new(const struct index_settings *settings, const char *state_dir,
                            const int *wakes, size_t count);

/* Loads the saved index, so that the first client is answered from it, and starts the thread, which
 * builds one if none could be loaded. Loading takes a fraction of a second. A build that fails is tried
 * again, later each time. Returns 0 or -errno. */
int indexer_start(struct indexer *indexer);

/* Cancels a build in progress and joins the thread, if it was started. NULL is allowed. */
void indexer_free(struct indexer *indexer);

/* Updates the catalog's state, progress, failure, index and wall; the catalog owns a reference to each
 * of the two. Returns true when the index is of another generation than before, or the first: the old
 * reference is gone then, and so must be everything that was made from that index. While it returns
 * false the catalog keeps its handle. Thread-safe. */
bool indexer_fetch(struct indexer *indexer, struct catalog *catalog);

/* Checks the sources and the saved file again, and publishes a new index where they differ.
 * Thread-safe; several calls while one is served are one. */
void indexer_reload(struct indexer *indexer);

/* Has the next load or build use these settings, which are copied; indexer_reload() has to follow.
 * Returns 0; or -ENOMEM, and the settings are as before. Thread-safe. */
int indexer_configure(struct indexer *indexer, const struct index_settings *settings);

/* Liveness: indexer_ping() asks for a beat; indexer_beats() has grown when the worker has answered, or
 * made progress. */
void indexer_ping(struct indexer *indexer);
uint64_t indexer_beats(struct indexer *indexer);

#endif
