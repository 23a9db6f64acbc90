/*
 * The file gets its name when it is complete. Until then it has none (O_TMPFILE), so that the kernel removes it
 * with its last descriptor.
 */

#include "server/base/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "index/base/descriptor.h"

static int give_name(int file, int folder, const char *name)
{
    char path[32];

    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    if (linkat(AT_FDCWD, path, folder, name, AT_SYMLINK_FOLLOW) == 0 || errno == EEXIST)
        return 0;
    return -errno;
}

int whole_file_write(int folder, const char *name, struct slice bytes)
{
    int file = openat(folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0644);
    int r;

    if (file < 0)
        return -errno;
    r = descriptor_write(file, bytes.bytes, bytes.size);
    if (r == 0)
        r = give_name(file, folder, name);
    (void)close(file);
    return r;
}
