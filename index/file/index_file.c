/*
 * A file is refused unless it has exactly the size that fstat(2) reported: one that has become longer or
 * shorter is being changed. Its content is verified by load.c.
 */

#include "index/file/index_file.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/base/descriptor.h"
#include "index/base/parallel.h"
#include "index/file/format.h"
#include "index/file/frame.h"
#include "index/file/image.h"

enum { SHARE_SIZE = 4 * 1024 * 1024 }; /* bytes that are read by one thread; whole huge pages */

/* A file that ends earlier is not the file that fstat() saw. */
static int read_exactly(int file, void *bytes, size_t size, size_t offset)
{
    ssize_t n = descriptor_read_at(file, bytes, size, offset);

    return n < 0 ? (int)n : (size_t)n == size ? 0 : -ENODATA;
}

/* Nor is one that ends later. */
static int read_end(int file, size_t offset)
{
    char beyond;
    ssize_t n = descriptor_read_at(file, &beyond, sizeof beyond, offset);

    return n > 0 ? -EFBIG : (int)n;
}

/* A file that is read in shares at once. Most of the time the kernel clears memory and copies. */
struct shares {
    int file;
    uint8_t *bytes;
    size_t size;
    atomic_int outcome; /* 0, or the negative errno of one of them */
};

static void read_share(void *context, size_t number)
{
    struct shares *shares = context;
    const size_t offset = number * SHARE_SIZE, left = shares->size - offset;
    int r = read_exactly(shares->file, shares->bytes + offset,
                         left < SHARE_SIZE ? left : (size_t)SHARE_SIZE, offset);

    if (r < 0)
        atomic_store_explicit(&shares->outcome, r, memory_order_relaxed);
}

static int read_shares(int file, const struct image *image)
{
    struct shares shares = {.file = file, .bytes = image->bytes, .size = image->size};

    parallel_run((image->size + SHARE_SIZE - 1) / SHARE_SIZE, read_share, &shares);
    return atomic_load_explicit(&shares.outcome, memory_order_relaxed);
}

/* Reads an image of this size. */
static int read_image(int file, size_t size, struct image *image, struct reason *reason)
{
    int r = image_allocate(image, size);

    if (r < 0)
        return r;
    r = read_shares(file, image);
    if (r == 0)
        r = read_end(file, size);
    if (r < 0) {
        image_release(image);
        reason_set(reason, "cannot read it: %s", strerror(-r));
        return INDEX_FILE_UNUSABLE;
    }
    return 0;
}

/* The header first: a file that is not an index costs no memory, whatever its size. */
static int read_header(int file, uint8_t header[static FORMAT_HEADER_SIZE], struct stat *found,
                       struct reason *reason)
{
    struct stat status;
    size_t size;
    ssize_t n;

    if (fstat(file, &status) < 0 || !S_ISREG(status.st_mode)) {
        reason_set(reason, "not a regular file");
        return INDEX_FILE_UNUSABLE;
    }
    if (status.st_size <= 0 || (size_t)status.st_size > FORMAT_MAX_SIZE) {
        reason_set(reason, "not the size of an index (%lld bytes)", (long long)status.st_size);
        return INDEX_FILE_UNUSABLE;
    }
    size = (size_t)status.st_size;
    n = descriptor_read_at(file, header, FORMAT_HEADER_SIZE, 0);
    if (n >= 0 && n < FORMAT_HEADER_SIZE && (size_t)n < size) /* it has been cut meanwhile */
        n = -ENODATA;
    if (n < 0) {
        reason_set(reason, "cannot read it: %s", strerror((int)-n));
        return INDEX_FILE_UNUSABLE;
    }
    *found = status;
    return frame_announces(header, (size_t)n, size, reason) ? 0 : INDEX_FILE_UNUSABLE;
}

int index_file_load(int file, struct charindex **index, struct reason *reason)
{
    struct image image = {.bytes = NULL};
    uint8_t header[FORMAT_HEADER_SIZE];
    struct stat status;
    int r = read_header(file, header, &status, reason);

    if (r == 0)
        r = read_image(file, (size_t)status.st_size, &image, reason);
    if (r != 0)
        return r;
    r = charindex_adopt(&image, index, reason);
    if (r != CHARINDEX_OK) {
        image_release(&image);
        return r < 0 ? r : INDEX_FILE_UNUSABLE;
    }
    return 0;
}

bool index_file_is_trusted(int file)
{
    struct stat status;

    return fstat(file, &status) == 0 && (status.st_uid == geteuid() || status.st_uid == 0) &&
           (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

int index_file_page(int file, const struct paging_owner *pages, struct charindex **index,
                    struct reason *reason)
{
    uint8_t header[FORMAT_HEADER_SIZE];
    struct paging *paging;
    struct stat status;
    int r = read_header(file, header, &status, reason);

    if (r != 0) {
        (void)close(file);
        return r;
    }
    r = paging_open(file, (size_t)status.st_size, pages, &paging, reason);
    if (r != 0)
        return r < 0 ? r : INDEX_FILE_UNUSABLE;
    r = charindex_adopt_paged(paging, index, reason);
    if (r == CHARINDEX_OK)
        return 0;
    paging_close(paging);
    return r < 0 ? r : INDEX_FILE_UNUSABLE;
}
