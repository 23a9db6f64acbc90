/*
 * Anonymous pages for an index: allocated, filled, then read-only until they are given back.
 */

#include "index/image.h"

#include <errno.h>
#include <sys/mman.h>

int image_allocate(struct image *image, size_t size)
{
    void *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (bytes == MAP_FAILED)
        return -ENOMEM;
    *image = (struct image){.bytes = bytes, .size = size};
    return 0;
}

void image_freeze(const struct image *image)
{
    /* Only a second line of defence: when the kernel refuses, the index is as good. */
    (void)mprotect(image->bytes, image->size, PROT_READ);
}

void image_release(struct image *image)
{
    if (image->bytes)
        (void)munmap(image->bytes, image->size);
    *image = (struct image){.bytes = NULL};
}
