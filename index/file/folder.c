/*
 * The state directory: how its files are named, which are kept, and whose turn it is to write. It
 * knows nothing of what is in an index file.
 *
 * Files of other names are not touched.
 */

#include "index/file/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/file/format.h"

#define PREFIX "unicode"

enum { KEY_BYTES = 8 }; /* of a digest, enough for the few files of one directory */

/* What an index is made from, as bytes: the size of the largest list is known. */
struct origin_bytes {
    uint8_t format[4], icu[4], unicode[4];
    uint8_t sources[SOURCE_COUNT][SOURCE_NAME_SIZE + CHECKSUM_SIZE];
    char languages[LANGUAGES_MAX][LANGUAGE_SIZE];
};

_Static_assert(sizeof(struct origin_bytes) ==
                   12 + SOURCE_COUNT * (SOURCE_NAME_SIZE + CHECKSUM_SIZE) +
                       LANGUAGES_MAX * LANGUAGE_SIZE,
               "no padding");

void folder_name(const struct sources *sources, char name[static FOLDER_NAME_SIZE])
{
    struct origin_bytes origin = {.format = {0}};
    uint8_t digest[CHECKSUM_SIZE];
    char key[2 * KEY_BYTES + 1];

    format_put_u32(origin.format, FORMAT_VERSION);
    memcpy(origin.icu, sources->icu_version, sizeof origin.icu);
    memcpy(origin.unicode, sources->unicode_version, sizeof origin.unicode);
    for (size_t i = 0; i < SOURCE_COUNT; i++) {
        memcpy(origin.sources[i], sources->list[i].name, SOURCE_NAME_SIZE);
        memcpy(origin.sources[i] + SOURCE_NAME_SIZE, sources->list[i].digest, CHECKSUM_SIZE);
    }
    memcpy(origin.languages, sources->languages, sources->language_count * LANGUAGE_SIZE);
    checksum_of(&origin, sizeof origin, digest);
    for (size_t i = 0; i < KEY_BYTES; i++)
        (void)snprintf(key + 2 * i, 3, "%02x", digest[i]);
    (void)snprintf(name, FOLDER_NAME_SIZE, PREFIX "-%s" FOLDER_SUFFIX, key);
}

/*
 * Listing.
 */

static bool named(const char *name, const char *prefix, const char *ending)
{
    size_t size = strlen(name), tail = strlen(ending);

    return size < FOLDER_NAME_SIZE && size > tail && strcmp(name + size - tail, ending) == 0 &&
           strncmp(name, prefix, strlen(prefix)) == 0;
}

/* A stream of the directory from its beginning, independent of the descriptor. */
static DIR *open_stream(int folder)
{
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = copy < 0 ? NULL : fdopendir(copy);

    if (!stream && copy >= 0)
        (void)close(copy);
    return stream;
}

struct entry {
    struct timespec used;
    char name[FOLDER_NAME_SIZE];
};

static int compare_use(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;

    if (one->used.tv_sec != other->used.tv_sec)
        return one->used.tv_sec < other->used.tv_sec ? 1 : -1;
    if (one->used.tv_nsec != other->used.tv_nsec)
        return one->used.tv_nsec < other->used.tv_nsec ? 1 : -1;
    return strcmp(one->name, other->name);
}

int folder_list(int folder, struct folder_files *files)
{
    struct entry entries[FOLDER_LISTED];
    DIR *stream = open_stream(folder);
    const struct dirent *found;
    size_t count = 0;

    files->count = 0;
    if (!stream)
        return -errno;
    while (count < FOLDER_LISTED && (found = readdir(stream))) {
        struct stat status;

        /* Also "unicode.charindex", the one file of earlier versions. */
        if (!named(found->d_name, PREFIX, FOLDER_SUFFIX) ||
            fstatat(folder, found->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        entries[count].used = status.st_mtim;
        memcpy(entries[count].name, found->d_name, strlen(found->d_name) + 1);
        count++;
    }
    (void)closedir(stream);
    qsort(entries, count, sizeof entries[0], compare_use);
    for (size_t i = 0; i < count; i++)
        memcpy(files->names[i], entries[i].name, FOLDER_NAME_SIZE);
    files->count = count;
    return 0;
}

/*
 * Reading.
 */

int folder_open(int folder, const char *name)
{
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    return file < 0 ? -errno : file;
}

void folder_used(int folder, const char *name)
{
    struct stat status;

    /* Root may write anywhere, and leaves what is another user's as it is. */
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_uid == geteuid())
        (void)utimensat(folder, name, NULL, AT_SYMLINK_NOFOLLOW);
}

/*
 * Writing.
 */

static int lock(int folder, int flags)
{
    int file =
        openat(folder, FOLDER_LOCK, flags | O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    int r;

    if (file < 0)
        return -errno;
    if (flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    r = -errno;
    (void)close(file);
    return r;
}

int folder_lock(int folder)
{
    return lock(folder, O_CREAT);
}

/* The caller holds the lock, so no other process is writing them. Earlier versions, whose file has no key
 * in its name, use another lock. */
static void remove_left_over(int folder)
{
    DIR *stream = open_stream(folder);
    const struct dirent *found;

    if (!stream)
        return;
    while ((found = readdir(stream)))
        if (named(found->d_name, PREFIX "-", FOLDER_SUFFIX FOLDER_TEMPORARY) ||
            strcmp(found->d_name, FOLDER_DIGESTS FOLDER_TEMPORARY) == 0)
            (void)unlinkat(folder, found->d_name, 0);
    (void)closedir(stream);
}

bool folder_clean(int folder)
{
    int turn = lock(folder, 0);

    if (turn < 0)
        return false;
    remove_left_over(folder);
    (void)close(turn);
    return true;
}

void folder_sweep(int folder, const char *kept)
{
    struct folder_files files;

    remove_left_over(folder);
    if (folder_list(folder, &files) < 0)
        return;
    for (size_t i = FOLDER_KEPT; i < files.count; i++)
        if (strcmp(files.names[i], kept) != 0) /* times may be wrong */
            (void)unlinkat(folder, files.names[i], 0);
}
