/*
 * Files named by their digest, page-0123456789abcdef.files, written at once and never changed. Nothing is
 * lost with them but the files of a page that was opened before an upgrade, so they are not synced:
 * what a power failure leaves is found by the checksum, and deleted. Daemons that share the directory need no
 * lock (whole_file.h).
 */

#include "server/editions.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/base/log.h"
#include "server/base/whole_file.h"

#define PREFIX "page-"
#define SUFFIX ".files"

enum {
    NAME_SIZE = sizeof PREFIX SUFFIX + EDITION_DIGEST_SIZE,
    ENTRIES_MAX = 10000, /* of the directory, that are looked at */
    FOUND_MAX = 64,
};

/* Editions in the directory, the last one used first. */
struct found {
    struct entry {
        char name[NAME_SIZE];
        struct timespec used;
    } entries[FOUND_MAX];
    size_t count;
};

static void own_name(char name[static NAME_SIZE])
{
    (void)snprintf(name, NAME_SIZE, PREFIX "%s" SUFFIX, asset_digest());
}

static bool is_edition(const char *name)
{
    size_t prefix = sizeof PREFIX - 1;

    return strlen(name) == NAME_SIZE - 1 && memcmp(name, PREFIX, prefix) == 0 &&
           strspn(name + prefix, "0123456789abcdef") == EDITION_DIGEST_SIZE &&
           strcmp(name + prefix + EDITION_DIGEST_SIZE, SUFFIX) == 0;
}

static int by_use(const void *a, const void *b)
{
    const struct timespec *one = &((const struct entry *)a)->used,
                          *other = &((const struct entry *)b)->used;

    if (one->tv_sec != other->tv_sec)
        return one->tv_sec < other->tv_sec ? 1 : -1;
    return (one->tv_nsec < other->tv_nsec) - (one->tv_nsec > other->tv_nsec);
}

/* Lists the editions of other versions. */
static void find_others(int folder, struct found *found)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = again >= 0 ? fdopendir(again) : NULL;
    struct dirent *at;
    char own[NAME_SIZE];

    found->count = 0;
    own_name(own);
    if (!listing && again >= 0)
        (void)close(again);
    for (size_t i = 0;
         listing && i < ENTRIES_MAX && found->count < FOUND_MAX && (at = readdir(listing)) != NULL;
         i++) {
        struct entry *entry = &found->entries[found->count];
        struct stat status;

        if (!is_edition(at->d_name) || strcmp(at->d_name, own) == 0 ||
            fstatat(folder, at->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        memcpy(entry->name, at->d_name, NAME_SIZE);
        entry->used = status.st_mtim;
        found->count++;
    }
    if (listing)
        (void)closedir(listing);
    qsort(found->entries, found->count, sizeof *found->entries, by_use);
}

/* Reads a file of at most that size. Returns 0 or -errno. */
static int read_file(int folder, const char *name, struct buffer *bytes)
{
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat status = {.st_mode = 0};
    ssize_t size = 1;
    int r = file < 0 || fstat(file, &status) != 0 ? -errno : 0;

    if (r == 0 && (!S_ISREG(status.st_mode) || status.st_size > EDITION_MAX_SIZE))
        r = -EINVAL;
    while (r == 0 && size > 0 && bytes->size <= EDITION_MAX_SIZE) {
        enum { PIECE = 64 * 1024 };
        char *space = buffer_reserve(bytes, PIECE);

        size = space ? read(file, space, PIECE) : 0;
        if (size > 0)
            buffer_claim(bytes, (size_t)size);
        else if (size < 0 && errno != EINTR)
            r = -errno;
        else if (size < 0)
            size = 1; /* again */
    }
    if (file >= 0)
        (void)close(file);
    return r;
}

/* Returns NULL where there is none, after a warning. What is damaged is deleted. */
static struct edition *load(int folder, const char *directory, const char *name)
{
    struct buffer bytes = BUFFER_INIT;
    struct reason reason = {.text = ""};
    int r = read_file(folder, name, &bytes);
    struct edition *edition = r == 0 ? edition_read(&bytes, &reason) : NULL;

    if (edition &&
        strncmp(edition_digest(edition), name + sizeof PREFIX - 1, EDITION_DIGEST_SIZE) == 0)
        return edition;
    if (r == 0)
        (void)unlinkat(folder, name, 0);
    else
        buffer_release(&bytes);
    log_warning("Cannot serve the page's files of an earlier version from %s/%s: %s", directory,
                name,
                r < 0     ? strerror(-r)
                : edition ? "it has the name of another one; deleted"
                          : reason.text);
    edition_free(edition);
    return NULL;
}

static int open_folder(const char *directory)
{
    return open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void editions_load(struct editions *editions, const char *directory)
{
    static const struct editions none;
    struct found found;
    int folder = open_folder(directory);

    *editions = none;
    if (folder < 0) /* the indexer says so */
        return;
    find_others(folder, &found);
    for (size_t i = 0; i < found.count && i < EDITIONS_MAX; i++) {
        struct edition *edition = load(folder, directory, found.entries[i].name);

        if (edition)
            editions->all[editions->count++] = edition;
    }
    (void)close(folder);
}

void editions_release(struct editions *editions)
{
    while (editions->count > 0)
        edition_free(editions->all[--editions->count]);
}

/* Returns 0 or -errno. */
static int write_own(int folder, const char *name)
{
    struct buffer bytes = BUFFER_INIT;
    int r;

    edition_append(&bytes);
    r = bytes.failed ? -ENOMEM
                     : whole_file_write(folder, name, (struct slice){bytes.bytes, bytes.size});
    buffer_release(&bytes);
    return r;
}

void editions_save(const char *directory)
{
    struct found found;
    char own[NAME_SIZE];
    int folder = open_folder(directory), r = 0;

    if (folder < 0)
        return;
    own_name(own);
    if (utimensat(folder, own, NULL, AT_SYMLINK_NOFOLLOW) != 0)
        r = errno == ENOENT ? write_own(folder, own) : -errno;
    if (r < 0)
        log_warning("Cannot keep the page's files in %s for later versions: %s", directory,
                    strerror(-r));
    find_others(folder, &found);
    for (size_t i = EDITIONS_MAX; i < found.count; i++)
        (void)unlinkat(folder, found.entries[i].name, 0);
    (void)close(folder);
}
