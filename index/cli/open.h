#ifndef CHARFINDER_INDEX_CLI_OPEN_H
#define CHARFINDER_INDEX_CLI_OPEN_H

#include "index/base/reason.h"
#include "index/file/charindex.h"
#include "index/sources/sources.h"

/*
 * Opens the index for the command. Reports everything about the index itself on standard error.
 */

/* Where an index may be saved. */
struct open_places {
    const char *own;     /* the directory of the user, which may be written; NULL: there is none */
    const char *service; /* that of the daemon, which is only read; NULL: it is not to be used */
};

/* Loads a saved index, in any languages unless the sources request some: the own one, or else that
 * of the service. All of it is verified. Returns an outcome of enum store_outcome, with the reason of
 * the own place, or -ENOMEM. */
int open_saved(const struct open_places *places, const struct sources_options *sources,
               struct charindex **index, struct reason *reason);

/* An open index. Both arguments of open_index() have to outlive it. */
struct opened {
    struct charindex *index;
    /* Of an own index, only what a query needs is read. Where that is damaged, another one is built: */
    const struct open_places *places;
    const struct sources_options *sources;
    struct charindex *again; /* NULL: it was not necessary */
};

/* The same to search in: an own index is read when it is needed (index/file/paging.h). Builds and saves a
 * new one if none is usable. Without a directory of its own it builds the index and does not save it.
 * Returns EX_OK with the index, or an exit status. Close it in any case. */
int open_index(const struct open_places *places, const struct sources_options *sources,
               struct opened *opened);
void open_close(struct opened *opened);

#endif
