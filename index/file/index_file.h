#ifndef CHARFINDER_INDEX_FILE_INDEX_FILE_H
#define CHARFINDER_INDEX_FILE_INDEX_FILE_H

#include <stdbool.h>

#include "index/base/reason.h"
#include "index/file/charindex.h"
#include "index/file/paging.h"

/*
 * An open file ▶ an index, which then is independent of what happens to the file. Thread-safe, except for
 * paging (paging.h).
 */

enum { INDEX_FILE_UNUSABLE = 1 }; /* it is not an index, is damaged, or is of another version */

/* Reads and verifies all of it; starts threads. Returns 0 with one reference in *index;
 * INDEX_FILE_UNUSABLE with a reason; or -ENOMEM. A file that is not an index costs no memory, whatever its
 * size. */
int index_file_load(int file, struct charindex **index, struct reason *reason);

/* The same, but pieces are read and compared with their checksums when they are first needed. Takes over
 * the descriptor in any case. For files that are trusted. */
int index_file_page(int file, const struct paging_owner *pages, struct charindex **index,
                    struct reason *reason);

/* Can only this user, or root, write the file? Then a malicious file gives its writer no rights that he
 * does not have already. */
bool index_file_is_trusted(int file);

#endif
