/*
 * A path is tried in each layout. A file that exists and cannot be read is not looked for elsewhere: to
 * use another version of it without a word would hide the mistake.
 */

#include "index/sources/formats/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNIHAN_READINGS "unicode/Unihan_Readings.txt.bz2"

/* What stands for a prefix of Debian's in other layouts. */
static const struct {
    const char *prefix, *instead;
} layouts[] = {
    {"", ""},
    {"unicode/", "ucd/"},
    {"unicode/", ""},
    {"unicode/cldr/", ""},
    /* The content of Unihan.zip, and where it is not unpacked, the archive. */
    {UNIHAN_READINGS, "unicode/Unihan_Readings.txt"},
    {UNIHAN_READINGS, "ucd/Unihan_Readings.txt"},
    {UNIHAN_READINGS, "ucd/Unihan/Unihan_Readings.txt"},
    {UNIHAN_READINGS, "Unihan_Readings.txt"},
    {UNIHAN_READINGS, "Unihan/Unihan_Readings.txt"},
    {UNIHAN_READINGS, "unicode/Unihan.zip"},
    {UNIHAN_READINGS, "ucd/Unihan.zip"},
    {UNIHAN_READINGS, "Unihan.zip"},
};

enum { LAYOUTS = sizeof layouts / sizeof *layouts };

int folders_add(struct folders *folders, const char *path)
{
    int folder;

    if (folders->count == FOLDERS_MAX)
        return 0;
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    if (folder < 0 && file_shortage(errno))
        return -errno;
    folders->list[folders->count++] = folder;
    return 0;
}

void folders_close(struct folders *folders)
{
    for (size_t i = 0; i < folders->count; i++)
        if (folders->list[i] >= 0)
            (void)close(folders->list[i]);
    folders->count = 0;
}

/* The path in that layout; false: it has no other one there. */
static bool path_in(size_t layout, const char *path, char out[static PATH_MAX])
{
    const char *prefix = layouts[layout].prefix;
    size_t size = strlen(prefix);

    return strncmp(path, prefix, size) == 0 &&
           snprintf(out, PATH_MAX, "%s%s", layouts[layout].instead, path + size) < PATH_MAX;
}

/* Writes the path that exists in this folder. */
static bool find(const struct folders *folders, size_t folder, const char *path,
                 char out[static PATH_MAX])
{
    struct stat status;

    if (folders->list[folder] < 0)
        return false;
    for (size_t layout = 0; layout < LAYOUTS; layout++)
        if (path_in(layout, path, out) && (fstatat(folders->list[folder], out, &status, 0) == 0 ||
                                           (errno != ENOENT && errno != ENOTDIR)))
            return true;
    return false;
}

/* Where a file is: its path in that folder, or, so that there is a reason, the path as it was asked for.
 * Returns the folder's descriptor, or -1. */
static int place_in(const struct folders *folders, size_t folder, const char *path,
                    char found[static PATH_MAX])
{
    if (!find(folders, folder, path, found))
        (void)snprintf(found, PATH_MAX, "%s", path);
    return folders->list[folder];
}

/* The same in the first folder that has it, otherwise in the last one. */
static int place(const struct folders *folders, const char *path, char found[static PATH_MAX])
{
    for (size_t i = 0; i < folders->count; i++)
        if (find(folders, i, path, found))
            return folders->list[i];
    (void)snprintf(found, PATH_MAX, "%s", path);
    return folders->count > 0 ? folders->list[folders->count - 1] : -1;
}

/* Reads what was found in this directory. */
static int take(const struct folders *folders, struct file *file, int directory, const char *found,
                bool bytes, uint8_t digest[static CHECKSUM_SIZE], struct reason *reason)
{
    int r;

    if (!bytes)
        return file_identify(file, directory, found, folders->digests, digest, reason);
    r = file_read(file, directory, found, reason);
    memset(digest, 0, CHECKSUM_SIZE);
    if (r == SOURCE_OK)
        checksum_of(file->bytes, file->size, digest);
    return r;
}

int folders_take(const struct folders *folders, struct file *file, const char *path, bool bytes,
                 uint8_t digest[static CHECKSUM_SIZE], struct reason *reason)
{
    char found[PATH_MAX];
    int directory = place(folders, path, found);

    return take(folders, file, directory, found, bytes, digest, reason);
}

int folders_take_one(const struct folders *folders, size_t folder, struct file *file,
                     const char *path, bool bytes, uint8_t digest[static CHECKSUM_SIZE],
                     struct reason *reason)
{
    char found[PATH_MAX];
    int directory = place_in(folders, folder, path, found);

    return take(folders, file, directory, found, bytes, digest, reason);
}

bool folders_one_has(const struct folders *folders, size_t folder, const char *path)
{
    char found[PATH_MAX];

    return find(folders, folder, path, found);
}

bool folders_have(const struct folders *folders, const char *path)
{
    for (size_t i = 0; i < folders->count; i++)
        if (folders_one_has(folders, i, path))
            return true;
    return false;
}

size_t folders_head(const struct folders *folders, size_t folder, const char *path, char *bytes,
                    size_t size)
{
    char found[PATH_MAX];
    ssize_t got;
    int file;

    if (!find(folders, folder, path, found))
        return 0;
    file = openat(folders->list[folder], found, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0)
        return 0;
    got = pread(file, bytes, size, 0); /* of a pipe: nothing */
    (void)close(file);
    return got < 0 ? 0 : (size_t)got;
}

int folders_directory(const struct folders *folders, size_t folder, const char *path)
{
    char found[PATH_MAX];
    int directory;

    if (!find(folders, folder, path, found))
        return -ENOENT;
    directory = openat(folders->list[folder], found, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return directory < 0 ? -errno : directory;
}
