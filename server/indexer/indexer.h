#ifndef CHARFINDER_SERVER_INDEXER_INDEXER_H
#define CHARFINDER_SERVER_INDEXER_INDEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/answers/catalog.h"

/*
 * The worker thread: loads the saved index or builds one, hands it over, saves it.
 *
 * It never touches a ring. What is new is announced by writing the reactors' eventfds; each
 * reactor then fetches it at a turn of its own with indexer_fetch().
 */

struct indexer;

/* Allocates it, CATALOG_BUILDING and idle. state_dir may be NULL (nothing is loaded or saved); it,
 * what the sources' options point to, and the wakes, eventfds written once for everything new, are
 * borrowed until indexer_free(). Returns NULL when memory ran out. */
struct indexer *indexer_new(const struct sources_options *sources, const char *state_dir,
                            const int *wakes, size_t count);

/* Starts the thread: loads or builds. Returns 0 or -errno. */
int indexer_start(struct indexer *indexer);

/* Gives up a build that is under way, ends the thread if there is one. NULL is allowed. */
void indexer_free(struct indexer *indexer);

/* Updates the catalog's state, progress, failure and index; the catalog owns a reference to its
 * index. Returns true when the index is of another generation than before, or the first: the old
 * reference is gone then, and so must be everything that was made from that index. While it returns
 * false the catalog keeps its handle. Thread-safe. */
bool indexer_fetch(struct indexer *indexer, struct catalog *catalog);

/* Checks the sources and the saved file again, and publishes a new index where they differ.
 * Thread-safe; several calls while one is served are one. */
void indexer_reload(struct indexer *indexer);

/* Signs of life: ask for one, then see whether the number has grown. */
void indexer_ping(struct indexer *indexer);
uint64_t indexer_beats(struct indexer *indexer);

#endif
