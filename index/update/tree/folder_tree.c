/*
 * Recursion over folders by descriptors, so that no other process can put a link in the way.
 */

#include "index/update/tree/folder_tree.h"

#include "index/base/descriptor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 16, BLOCK = 64 * 1024 };

int tree_make(int folder, const char *path)
{
    char part[PATH_MAX];
    size_t size = strlen(path);

    if (size >= sizeof part)
        return -ENAMETOOLONG;
    memcpy(part, path, size + 1);
    for (size_t i = 1; i <= size; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        part[i] = '\0';
        if (mkdirat(folder, part, 0755) < 0 && errno != EEXIST)
            return -errno;
        if (i < size)
            part[i] = '/';
    }
    return 0;
}

int tree_create(int folder, const char *path)
{
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
    int file = openat(folder, path, flags, 0644);
    const char *end = strrchr(path, '/');
    char above[PATH_MAX];
    int r;

    if (file >= 0 || errno != ENOENT || !end)
        return file < 0 ? -errno : file;
    (void)snprintf(above, sizeof above, "%.*s", (int)(end - path), path);
    r = tree_make(folder, above);
    if (r < 0)
        return r;
    file = openat(folder, path, flags, 0644);
    return file < 0 ? -errno : file;
}

static int copy_bytes(int from, int to)
{
    char block[BLOCK];

    for (;;) {
        ssize_t n = read(from, block, sizeof block);
        int r;

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? -errno : 0;
        r = descriptor_write(to, block, (size_t)n);
        if (r < 0)
            return r;
    }
}

int tree_copy(int from_folder, const char *from, int to_folder, const char *to)
{
    int source = openat(from_folder, from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    int target, r;

    if (source < 0)
        return -errno;
    target = tree_create(to_folder, to);
    r = target < 0 ? target : copy_bytes(source, target);
    if (target >= 0 && close(target) < 0 && r == 0)
        r = -errno;
    (void)close(source);
    return r;
}

int tree_adopt(int from_folder, const char *from, int to_folder, const char *to)
{
    const char *end = strrchr(to, '/');
    char above[PATH_MAX] = "";
    int r;

    if (end) {
        (void)snprintf(above, sizeof above, "%.*s", (int)(end - to), to);
        r = tree_make(to_folder, above);
        if (r < 0)
            return r;
    }
    if (linkat(from_folder, from, to_folder, to, 0) == 0)
        return 0;
    if (errno == ENOENT || errno == EEXIST)
        return -errno;
    return tree_copy(from_folder, from, to_folder, to);
}

static int remove_below(int folder, const char *name, unsigned depth)
{
    struct dirent *entry;
    DIR *list;
    int inner, r = 0;

    if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
        return 0;
    if (errno != EISDIR && errno != EPERM)
        return -errno;
    inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    list = inner >= 0 ? fdopendir(inner) : NULL;
    if (!list)
        return -errno;
    while (r == 0 && (entry = readdir(list)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            r = depth < DEPTH_MAX ? remove_below(dirfd(list), entry->d_name, depth + 1) : -ELOOP;
    (void)closedir(list);
    if (r == 0 && unlinkat(folder, name, AT_REMOVEDIR) < 0)
        r = -errno;
    return r;
}

int tree_remove(int folder, const char *path)
{
    return remove_below(folder, path, 0);
}

struct walk {
    tree_visit *visit;
    void *context;
};

static int walk_below(const struct walk *walk, int folder, const char *name, const char *path,
                      unsigned depth)
{
    int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), r = 0;
    DIR *list = inner >= 0 ? fdopendir(inner) : NULL;
    struct dirent *entry;

    if (!list)
        return errno == ENOENT || errno == ENOTDIR || errno == ELOOP ? 0 : -errno;
    while (r == 0 && (entry = readdir(list)) != NULL) {
        char below[PATH_MAX];
        struct stat status;

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        (void)snprintf(below, sizeof below, "%s%s%s", path, path[0] ? "/" : "", entry->d_name);
        if (fstatat(dirfd(list), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0)
            r = -errno;
        else if (S_ISDIR(status.st_mode))
            r = depth < DEPTH_MAX ? walk_below(walk, dirfd(list), entry->d_name, below, depth + 1)
                                  : -ELOOP;
        else if (S_ISREG(status.st_mode))
            r = walk->visit(walk->context, below, status.st_size);
    }
    (void)closedir(list);
    return r;
}

int tree_walk(int folder, const char *path, tree_visit *visit, void *context)
{
    const struct walk walk = {.visit = visit, .context = context};

    return walk_below(&walk, folder, path, "", 0);
}

static int equal_bytes(int a, int b)
{
    char left[BLOCK / 2], right[BLOCK / 2];
    off_t at = 0;

    for (;;) {
        ssize_t n = pread(a, left, sizeof left, at), m = pread(b, right, sizeof right, at);

        if (n < 0 || m < 0)
            return -errno;
        if (n != m || memcmp(left, right, (size_t)n) != 0)
            return 0;
        if (n == 0)
            return 1;
        at += n;
    }
}

int tree_equal(int a_folder, const char *a, int b_folder, const char *b)
{
    int left = openat(a_folder, a, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    int right = openat(b_folder, b, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    int r = left < 0 || right < 0 ? -errno : equal_bytes(left, right);

    if (r == -ENOENT)
        r = 0;
    if (left >= 0)
        (void)close(left);
    if (right >= 0)
        (void)close(right);
    return r;
}
