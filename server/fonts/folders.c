/*
 * Walks the folders of fonts. Nothing is parsed here but names.
 */

#include "server/fonts/folders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/fonts/wire.h"

struct walk {
    struct font_files *files;
    size_t entries;
    bool failed; /* memory ran out */
};

static bool is_font(const char *name)
{
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc"};
    size_t size = strlen(name);

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (size > 4 && strcasecmp(name + size - 4, endings[i]) == 0)
            return true;
    return false;
}

/* What a file is known by. */
static void key_of(const char *path, const struct stat *status, uint8_t key[static CHECKSUM_SIZE])
{
    char text[PATH_MAX + 96];
    int size = snprintf(text, sizeof text, "%s %lld %lld.%ld", path, (long long)status->st_size,
                        (long long)status->st_mtim.tv_sec, status->st_mtim.tv_nsec);

    checksum_of(text, (size_t)size, key);
}

static void add_file(struct walk *walk, const char *path, const struct stat *status)
{
    struct font_file file = {.path = strdup(path), .size = (uint64_t)status->st_size};

    if (!file.path) {
        walk->failed = true;
        return;
    }
    key_of(path, status, file.key);
    vector_append(&walk->files->list, &file);
    if (walk->files->list.failed) {
        free(file.path);
        walk->failed = true;
    }
}

static void visit(struct walk *walk, const char *path, unsigned depth);

static void look_at(struct walk *walk, int folder, const char *path, const char *name,
                    unsigned depth)
{
    struct stat status;
    char below[PATH_MAX];

    if (name[0] == '.' ||
        (size_t)snprintf(below, sizeof below, "%s/%s", path, name) >= sizeof below ||
        fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (S_ISDIR(status.st_mode) && depth < FOLDERS_DEPTH_MAX)
        visit(walk, below, depth + 1);
    else if (S_ISREG(status.st_mode) && is_font(name) && status.st_size > 0 &&
             status.st_size <= WIRE_FONT_MAX)
        add_file(walk, below, &status);
}

static void visit(struct walk *walk, const char *path, unsigned depth)
{
    int follow = depth == 0 ? 0 : O_NOFOLLOW;
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | follow);
    DIR *listing = folder >= 0 ? fdopendir(folder) : NULL;
    struct dirent *entry;

    if (!listing) {
        if (folder >= 0)
            (void)close(folder);
        return;
    }
    while (!walk->failed && walk->entries++ < FOLDERS_ENTRIES_MAX &&
           (entry = readdir(listing)) != NULL)
        look_at(walk, folder, path, entry->d_name, depth);
    (void)closedir(listing);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct font_file *)a)->path, ((const struct font_file *)b)->path);
}

int folders_list(struct font_files *files, const char *const *folders, size_t count)
{
    struct walk walk = {.files = files};

    for (size_t i = 0; i < count && !walk.failed; i++) {
        size_t before = files->list.count;

        visit(&walk, folders[i], 0);
        if (files->list.count > before)
            qsort(files->list.items + before, files->list.count - before, sizeof *files->list.items,
                  by_path);
    }
    while (files->list.count > FOLDERS_FILES_MAX)
        free(files->list.items[--files->list.count].path);
    return walk.failed ? -ENOMEM : 0;
}

void folders_release(struct font_files *files)
{
    for (size_t i = 0; i < files->list.count; i++)
        free(files->list.items[i].path);
    vector_release(&files->list);
}

int folders_open(const struct font_file *file)
{
    int descriptor = open(file->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat status = {.st_mode = 0};
    uint8_t key[CHECKSUM_SIZE];

    if (descriptor < 0)
        return -errno;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
        key_of(file->path, &status, key);
        if (memcmp(key, file->key, CHECKSUM_SIZE) == 0)
            return descriptor;
    }
    (void)close(descriptor);
    return -ESTALE;
}
