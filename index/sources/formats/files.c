/*
 * Files of other packages, read completely. Meanwhile they may be replaced, be pipes or devices, or
 * have any size. Nothing here blocks, and sizes are trusted only after reading.
 */

#include "index/sources/formats/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void file_release(struct file *file)
{
    free(file->bytes);
    *file = (struct file)FILE_INIT;
}

/* The old content is not needed, so realloc() would copy it for nothing. */
static bool reserve(struct file *file, size_t size)
{
    if (size <= file->capacity)
        return true;
    file_release(file);
    file->bytes = malloc(size);
    if (!file->bytes)
        return false;
    file->capacity = size;
    return true;
}

/* Reading one byte more than the size detects a file that grows. */
static int read_all(struct file *file, int descriptor, size_t size, struct reason *reason)
{
    file->size = 0;
    while (file->size <= size) {
        ssize_t n = read(descriptor, file->bytes + file->size, size + 1 - file->size);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            reason_set(reason, "%s", strerror(errno));
            return SOURCE_DAMAGED;
        }
        if (n == 0)
            break;
        file->size += (size_t)n;
    }
    if (file->size == size)
        return SOURCE_OK;
    reason_set(reason, "the file changed while it was read");
    return SOURCE_DAMAGED;
}

static int read_descriptor(struct file *file, int descriptor, struct stat *status,
                           struct reason *reason)
{
    if (fstat(descriptor, status) < 0 || !S_ISREG(status->st_mode)) {
        reason_set(reason, "not a regular file");
        return SOURCE_DAMAGED;
    }
    if (status->st_size < 0 || status->st_size > FILE_MAX_SIZE) {
        reason_set(reason, "file too large (%lld bytes)", (long long)status->st_size);
        return SOURCE_DAMAGED;
    }
    if (!reserve(file, (size_t)status->st_size + 1))
        return -ENOMEM;
    return read_all(file, descriptor, (size_t)status->st_size, reason);
}

bool file_shortage(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOMEM;
}

/* Also tells the status of the file before it was read. */
static int read_file(struct file *file, int directory, const char *path, struct stat *status,
                     struct reason *reason)
{
    int descriptor, r;

    file->size = 0;
    if (directory < 0) {
        reason_set(reason, "no such directory");
        return SOURCE_MISSING;
    }
    descriptor = openat(directory, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) {
        const int error = errno;

        if (file_shortage(error))
            return -error;
        reason_set(reason, "%s", strerror(error));
        return error == ENOENT || error == ENOTDIR ? SOURCE_MISSING : SOURCE_DAMAGED;
    }
    r = read_descriptor(file, descriptor, status, reason);
    (void)close(descriptor);
    return r;
}

int file_read(struct file *file, int directory, const char *path, struct reason *reason)
{
    struct stat status;

    return read_file(file, directory, path, &status, reason);
}

int file_identify(struct file *file, int directory, const char *path, struct digests *digests,
                  uint8_t digest[static CHECKSUM_SIZE], struct reason *reason)
{
    struct stat status;
    int r;

    if (digests && directory >= 0 && fstatat(directory, path, &status, 0) == 0 &&
        S_ISREG(status.st_mode) && digests_find(digests, &status, digest)) {
        file->size = (size_t)status.st_size;
        return SOURCE_OK;
    }
    r = read_file(file, directory, path, &status, reason);
    memset(digest, 0, CHECKSUM_SIZE);
    if (r != SOURCE_OK)
        return r;
    checksum_of(file->bytes, file->size, digest);
    if (digests)
        digests_note(digests, &status, digest);
    return SOURCE_OK;
}
