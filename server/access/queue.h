#ifndef CHARFINDER_SERVER_ACCESS_QUEUE_H
#define CHARFINDER_SERVER_ACCESS_QUEUE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "server/access/entry.h"

/*
 * Entries on their way from one reactor to the thread that writes them, in memory of a fixed size. One
 * thread pushes and one pops; neither waits for the other. The order of pushes and pops is the same to
 * all threads as that of other atomics (seq_cst), so that the thread that pops may announce that it sleeps.
 */

enum { ACCESS_QUEUE_BYTES = 256 * 1024 }; /* some 1,000 entries */

struct access_queue {
    char *bytes;                       /* owned; ACCESS_QUEUE_BYTES */
    _Alignas(64) atomic_size_t pushed; /* bytes ever, written by the thread that pushes */
    atomic_uint_least64_t dropped;     /* entries ever, written by the thread that pushes */
    _Alignas(64) atomic_size_t popped; /* bytes ever, written by the thread that pops */
};

/* Returns false when memory ran out. */
bool access_queue_init(struct access_queue *queue);
void access_queue_release(struct access_queue *queue); /* of zeros, too */

/* Copies the entry. Returns false when there is no room: it is dropped, and counted. */
bool access_queue_push(struct access_queue *queue, const struct access_entry *entry);

/* Takes the oldest entry, whose target is copied to `target`. Returns false when there is none. */
bool access_queue_pop(struct access_queue *queue, struct access_entry *entry,
                      char target[static ACCESS_TARGET_MAX]);

#endif
