/*
 * Files are complete when they appear (whole_file.h), so that daemons which share the folder need no lock. What
 * a power failure leaves is found by the checksum. A use is noted in the time of the last change.
 */

#include "server/fonts/keep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "index/base/vector.h"
#include "server/base/log.h"
#include "server/base/whole_file.h"

#define FOLDER "fonts"
#define MAGIC  "charfinder-fonts"
#define SUFFIX ".kept"

enum {
    HEADER_SIZE = 16 + CHECKSUM_SIZE,
    DIGITS = 2 * CHECKSUM_SIZE,
    NAME_SIZE = DIGITS + (int)sizeof SUFFIX,
    FILE_MAX = 16 << 20, /* bytes */
};

struct kept_file {
    char name[NAME_SIZE];
    struct timespec used;
    uint64_t size;
};

static void name_of(const uint8_t key[static CHECKSUM_SIZE], char name[static NAME_SIZE])
{
    for (size_t i = 0; i < CHECKSUM_SIZE; i++)
        (void)snprintf(name + 2 * i, 3, "%02x", key[i]);
    memcpy(name + DIGITS, SUFFIX, sizeof SUFFIX);
}

static bool is_kept(const char *name)
{
    return strlen(name) == NAME_SIZE - 1 && strspn(name, "0123456789abcdef") == DIGITS &&
           strcmp(name + DIGITS, SUFFIX) == 0;
}

void keep_open(struct keep *keep, const char *directory)
{
    int above = directory ? open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

    *keep = (struct keep){.folder = -1};
    if (!directory)
        return;
    if (above >= 0 && (mkdirat(above, FOLDER, 0755) == 0 || errno == EEXIST))
        keep->folder = openat(above, FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (keep->folder < 0)
        log_warning("Cannot keep slices of fonts in %s/" FOLDER ", they are made at each start: %s",
                    directory, strerror(errno));
    if (above >= 0)
        (void)close(above);
}

void keep_close(struct keep *keep)
{
    if (keep->folder >= 0)
        (void)close(keep->folder);
    keep->folder = -1;
}

/* Appends all of the file. Returns 0 or -errno. */
static int read_file(int file, struct buffer *out)
{
    struct stat status;
    size_t left;

    if (fstat(file, &status) != 0)
        return -errno;
    if (!S_ISREG(status.st_mode) || status.st_size < HEADER_SIZE || status.st_size > FILE_MAX)
        return -EINVAL;
    for (left = (size_t)status.st_size; left > 0;) {
        char *space = buffer_reserve(out, left);
        ssize_t size = space ? read(file, space, left) : -1;

        if (!space)
            return -ENOMEM;
        if (size == 0)
            return -EINVAL; /* it became shorter */
        if (size < 0 && errno != EINTR)
            return -errno;
        buffer_claim(out, size > 0 ? (size_t)size : 0);
        left -= size > 0 ? (size_t)size : 0;
    }
    return 0;
}

static bool is_whole(struct slice bytes)
{
    uint8_t sum[CHECKSUM_SIZE];

    if (bytes.size < HEADER_SIZE || memcmp(bytes.bytes, MAGIC, 16) != 0)
        return false;
    checksum_of(bytes.bytes + HEADER_SIZE, bytes.size - HEADER_SIZE, sum);
    return memcmp(bytes.bytes + 16, sum, sizeof sum) == 0;
}

bool keep_get(struct keep *keep, const uint8_t key[static CHECKSUM_SIZE], struct buffer *out)
{
    struct buffer bytes = BUFFER_INIT;
    char name[NAME_SIZE];
    bool whole = false;
    int file, r;

    if (keep->folder < 0)
        return false;
    name_of(key, name);
    file = openat(keep->folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return false;
    r = read_file(file, &bytes);
    if (r == 0)
        whole = is_whole((struct slice){bytes.bytes, bytes.size});
    if (whole) {
        buffer_append(out, bytes.bytes + HEADER_SIZE, bytes.size - HEADER_SIZE);
        (void)utimensat(keep->folder, name, NULL, AT_SYMLINK_NOFOLLOW);
    } else if (r == 0 || r == -EINVAL) {
        (void)unlinkat(keep->folder, name, 0);
    }
    (void)close(file);
    buffer_release(&bytes);
    return whole && !out->failed;
}

void keep_put(struct keep *keep, const uint8_t key[static CHECKSUM_SIZE], struct slice bytes)
{
    struct buffer all = BUFFER_INIT;
    uint8_t sum[CHECKSUM_SIZE];
    char name[NAME_SIZE];
    int r;

    if (keep->folder < 0)
        return;
    name_of(key, name);
    checksum_of(bytes.bytes, bytes.size, sum);
    buffer_append(&all, MAGIC, 16);
    buffer_append(&all, sum, sizeof sum);
    buffer_append(&all, bytes.bytes, bytes.size);
    r = all.failed ? -ENOMEM
                   : whole_file_write(keep->folder, name, (struct slice){all.bytes, all.size});
    buffer_release(&all);
    if (r < 0 && !keep->warned)
        log_warning("Cannot keep slices of fonts, they are made at each start: %s", strerror(-r));
    keep->warned = keep->warned || r < 0;
}

static int by_use(const void *a, const void *b)
{
    const struct timespec *one = &((const struct kept_file *)a)->used,
                          *other = &((const struct kept_file *)b)->used;

    if (one->tv_sec != other->tv_sec)
        return one->tv_sec < other->tv_sec ? 1 : -1;
    return (one->tv_nsec < other->tv_nsec) - (one->tv_nsec > other->tv_nsec);
}

void keep_sweep(struct keep *keep)
{
    int again =
        keep->folder >= 0 ? openat(keep->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    DIR *listing = again >= 0 ? fdopendir(again) : NULL;
    VECTOR_OF(struct kept_file) files = VECTOR_INIT;
    time_t oldest = time(NULL) - KEEP_UNUSED_SECONDS;
    uint64_t size = 0;
    struct dirent *entry;

    if (!listing && again >= 0)
        (void)close(again);
    while (listing && files.count < (size_t)2 * KEEP_FILES_MAX &&
           (entry = readdir(listing)) != NULL) {
        struct kept_file file;
        struct stat status;

        if (!is_kept(entry->d_name) ||
            fstatat(keep->folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        memcpy(file.name, entry->d_name, NAME_SIZE);
        file.used = status.st_mtim;
        file.size = (uint64_t)status.st_size;
        vector_append(&files, &file);
    }
    if (listing)
        (void)closedir(listing);
    vector_sort(&files, by_use);
    for (size_t i = 0; i < files.count; i++) {
        size += files.items[i].size;
        if (i >= KEEP_FILES_MAX || size > KEEP_BYTES_MAX || files.items[i].used.tv_sec < oldest)
            (void)unlinkat(keep->folder, files.items[i].name, 0);
    }
    vector_release(&files);
}
