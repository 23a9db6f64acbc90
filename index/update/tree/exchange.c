/*
 * A link needs two places, so that the new state is complete before the link leads to it. Which of them
 * is in use is asked of the link itself: a second record of it could be wrong after a crash.
 */

#include "index/update/tree/exchange.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/update/tree/folder_tree.h"

static const char *const places[] = {"a", "b"};
static const char *const targets[] = {".update/a/unicode", ".update/b/unicode"};

enum { PLACES = 2, NO_PLACE = PLACES };

/* The place that the link leads to. */
static unsigned place_in_use(int folder)
{
    char target[PATH_MAX];
    ssize_t size = readlinkat(folder, "unicode", target, sizeof target - 1);

    target[size < 0 ? 0 : size] = '\0';
    for (unsigned i = 0; i < PLACES; i++)
        if (strcmp(target, targets[i]) == 0)
            return i;
    return NO_PLACE;
}

int exchange_open_present(int folder)
{
    static const char *const folders[] = {".update/a", ".update/b", "."};
    const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;
    int opened = openat(folder, folders[place_in_use(folder)], flags);

    if (opened < 0 && errno == ENOENT) /* somebody has removed the place */
        opened = openat(folder, ".", flags);
    return opened < 0 ? -errno : opened;
}

int exchange_sweep(int folder, int update)
{
    const unsigned used = place_in_use(folder);
    int r = tree_remove(update, "link");

    for (unsigned i = 0; r == 0 && i < PLACES; i++)
        if (i != used)
            r = tree_remove(update, places[i]);
    return r;
}

/* rename() replaces a link by a link, but no folder by a link. */
static int swap_link(int folder, int update, unsigned place)
{
    int r = exchange_sweep(folder, update);

    if (r < 0)
        return r;
    if (renameat(update, "tree", update, places[place]) < 0 ||
        symlinkat(targets[place], update, "link") < 0)
        return -errno;
    /* What the link leads to is on the disk before the link. */
    if (fsync(update) < 0 || renameat(update, "link", folder, "unicode") < 0)
        return -errno;
    return 0;
}

static int exchange_links(int folder, int update, struct reason *reason)
{
    struct stat status;
    int r = -EISDIR;

    if (fstatat(folder, "unicode", &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode)) {
        reason_set(reason,
                   "this file system cannot exchange two folders at once, and the folder "
                   "has a unicode that was copied to it: move that away, or use --into with "
                   "another folder");
        return r;
    }
    r = swap_link(folder, update, place_in_use(folder) == 0 ? 1 : 0);
    if (r < 0)
        reason_set(reason, "cannot replace the link: %s", strerror(-r));
    return r;
}

int exchange_trees(int folder, int update, int tree, struct reason *reason)
{
    int error;

    if (renameat2(tree, "unicode", folder, "unicode", RENAME_EXCHANGE) == 0)
        return 0;
    /* The first update: there is nothing to exchange it with. */
    if (errno == ENOENT && renameat2(tree, "unicode", folder, "unicode", RENAME_NOREPLACE) == 0)
        return 0;
    if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
        return exchange_links(folder, update, reason);
    error = errno;
    reason_set(reason, "cannot exchange the folders: %s", strerror(error));
    return -error;
}
