/*
 * Loops around pread(2) and write(2).
 */

#include "index/base/descriptor.h"

#include <errno.h>
#include <unistd.h>

ssize_t descriptor_read_at(int file, void *bytes, size_t size, size_t offset)
{
    size_t at = 0;

    while (at < size) {
        ssize_t n = pread(file, (char *)bytes + at, size - at, (off_t)(offset + at));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -errno;
        if (n == 0)
            break;
        at += (size_t)n;
    }
    return (ssize_t)at;
}

int descriptor_write(int file, const void *bytes, size_t size)
{
    size_t at = 0;

    while (at < size) {
        ssize_t n = write(file, (const char *)bytes + at, size - at);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) /* else a write of nothing would be repeated without end */
            return n < 0 ? -errno : -EIO;
        at += (size_t)n;
    }
    return 0;
}
