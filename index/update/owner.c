/*
 * Gives up root's rights. This cannot be undone, so it happens before the first connection.
 */

#include "index/update/owner.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The status of the nearest existing folder. */
static int find(const char *folder, struct stat *status)
{
    char path[PATH_MAX];
    const size_t size = strlen(folder);

    if (size >= sizeof path)
        return -ENAMETOOLONG;
    memcpy(path, folder, size + 1);
    while (stat(path, status) < 0) {
        char *end = strrchr(path, '/');

        if (errno != ENOENT)
            return -errno;
        if (!end)
            return stat(".", status) < 0 ? -errno : 0;
        end[end == path] = '\0'; /* keeps the "/" of the root */
    }
    return 0;
}

int owner_become(const char *folder, struct reason *reason)
{
    struct stat status;
    int r;

    if (geteuid() != 0)
        return 0;
    r = find(folder, &status);
    if (r == 0 && status.st_uid == 0)
        return 0;
    if (r == 0 &&
        (setgroups(0, NULL) < 0 || setgid(status.st_gid) < 0 || setuid(status.st_uid) < 0))
        r = -errno;
    if (r < 0)
        reason_set(reason, "cannot become the owner of %s: %s", folder, strerror(-r));
    return r;
}
