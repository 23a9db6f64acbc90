/*
 * The order of the steps is what keeps the folder whole: everything is on the disk before the exchange,
 * and what was exchanged is removed after it is on the disk, too.
 */

#include "index/update/tree/staging.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/update/tree/exchange.h"
#include "index/update/tree/folder_tree.h"

static int open_folder(int above, const char *name)
{
    int folder = openat(above, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

    return folder < 0 ? -errno : folder;
}

/* The same, and makes it. */
static int make_folder(int above, const char *name)
{
    if (mkdirat(above, name, 0755) < 0 && errno != EEXIST)
        return -errno;
    return open_folder(above, name);
}

static int lock(int update)
{
    int file = openat(update, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (file < 0)
        return -errno;
    if (flock(file, LOCK_EX | LOCK_NB) < 0) {
        const int error = errno;

        (void)close(file);
        return -error;
    }
    return file;
}

static int open_all(struct staging *staging, const char *path)
{
    int r = tree_make(AT_FDCWD, path);

    if (r < 0)
        return r;
    /* The folder itself may be a link: somebody has chosen it. */
    staging->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (staging->folder < 0)
        return -errno;
    staging->update = make_folder(staging->folder, ".update");
    if (staging->update < 0)
        return staging->update;
    staging->lock = lock(staging->update);
    if (staging->lock < 0)
        return staging->lock;
    r = tree_remove(staging->update, "tree");
    if (r == 0)
        r = tree_remove(staging->update, "offline");
    if (r == 0)
        r = exchange_sweep(staging->folder, staging->update);
    if (r < 0)
        return r;
    staging->present = exchange_open_present(staging->folder);
    if (staging->present < 0)
        return staging->present;
    staging->parts = make_folder(staging->update, "parts");
    if (staging->parts < 0)
        return staging->parts;
    staging->tree = make_folder(staging->update, "tree");
    return staging->tree < 0 ? staging->tree : 0;
}

int staging_open(struct staging *staging, const char *path, struct reason *reason)
{
    int r;

    *staging = (struct staging){-1, -1, -1, -1, -1, -1};
    r = open_all(staging, path);
    if (r == -EWOULDBLOCK)
        reason_set(reason, "another update of %s is running", path);
    else if (r < 0)
        reason_set(reason, "cannot use %s: %s", path, strerror(-r));
    if (r < 0)
        staging_close(staging);
    return r;
}

void staging_close(struct staging *staging)
{
    int *const all[] = {&staging->tree,   &staging->parts,  &staging->present,
                        &staging->update, &staging->folder, &staging->lock};

    for (unsigned i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (*all[i] >= 0)
            (void)close(*all[i]);
        *all[i] = -1;
    }
}

int staging_install(struct staging *staging, struct reason *reason)
{
    int r;

    if (syncfs(staging->tree) < 0) {
        r = -errno;
        reason_set(reason, "cannot write to the disk: %s", strerror(-r));
        return r;
    }
    r = exchange_trees(staging->folder, staging->update, staging->tree, reason);
    if (r == 0)
        (void)(fsync(staging->folder) < 0 || fsync(staging->tree) < 0);
    return r;
}

void staging_clean(struct staging *staging, int keep_parts)
{
    (void)tree_remove(staging->update, "tree");
    (void)exchange_sweep(staging->folder, staging->update);
    if (!keep_parts)
        (void)tree_remove(staging->update, "parts");
}
