#ifndef CHARFINDER_INDEX_FILE_PAGING_H
#define CHARFINDER_INDEX_FILE_PAGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/base/slice.h"

/*
 * The bytes of an index file in memory that is filled when it is first read, piece by piece: for a
 * command that answers one query and ends. Each piece is compared with its checksum (pieces.h) before
 * any code can read it. So `charfinder cat face` reads 1 MB of 26.
 *
 * The memory is anonymous and cannot be read at first. The processor's fault at the first touch of a
 * piece is a signal to this process (SIGSEGV), whose handler reads the piece from the file. So readers
 * need not know about it, and an index that is wholly in memory costs nothing more. The kernel does
 * not call the handler for a system call: write() from a piece that has not been read fails with EFAULT.
 *
 * For one thread, and one file at a time in a process. A fault anywhere else is not touched: it ends the
 * process, as without this module.
 */

struct paging;

/* What to do about a piece that is damaged, or that cannot be read any more. Both are called in the
 * handler of a signal that the thread raised itself by reading the memory. */
struct paging_owner {
    /* Makes the same file again, in memory that it keeps for as long as the paging is open. Returns its
     * bytes, or none. */
    struct slice (*make_again)(void *context, const char *what_is_wrong);
    /* The file is lost: what has been read of it does not fit what could be made. Does not return. */
    void (*give_up)(void *context);
    void *context;
};

/* Opens a file of that size, of which frame_announces() has approved. Takes over the descriptor in any
 * case; the owner is copied. Returns 0 with *out; 1 with a reason if the checksums are damaged; or
 * -ENOMEM. */
int paging_open(int file, size_t size, const struct paging_owner *owner, struct paging **out,
                struct reason *reason);
void paging_close(struct paging *paging); /* NULL is allowed */

/* The bytes of the whole file, page-aligned. */
struct slice paging_bytes(const struct paging *paging);

/* Reads these bytes of the file now. If they are damaged, it returns false with a reason, and the owner is
 * not asked. */
bool paging_read(struct paging *paging, struct slice bytes, struct reason *reason);

/* How many bytes have been read. */
size_t paging_bytes_read(const struct paging *paging);

#endif
