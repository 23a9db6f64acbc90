#ifndef CHARFINDER_INDEX_FILE_IMAGE_H
#define CHARFINDER_INDEX_FILE_IMAGE_H

#include <stddef.h>

/*
 * The memory of an index: anonymous pages, never a mapped file. Truncating a mapped file raises
 * SIGBUS; anonymous memory cannot be taken away.
 */

struct image {
    void *bytes; /* page-aligned; NULL if not allocated */
    size_t size; /* bytes asked for */
};

/* Zeroed, writable memory. Returns 0 or -ENOMEM. Release with image_release(). */
int image_allocate(struct image *image, size_t size);
/* Makes it read-only: any later write faults. */
void image_freeze(const struct image *image);
void image_release(struct image *image);

#endif
