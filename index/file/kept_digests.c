/*
 * One small file, replaced by rename. It is not synced: a file that a crash leaves half written fails
 * its checksum.
 */

#include "index/file/kept_digests.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/base/descriptor.h"
#include "index/file/folder.h"

/* The whole file, and when it was written. Returns its size, or 0: there is none that can be read. */
static size_t read_file(int folder, char bytes[static DIGESTS_SIZE_MAX], struct timespec *written)
{
    int file = folder_open(folder, FOLDER_DIGESTS);
    struct stat status;
    ssize_t size = -1;

    if (file < 0)
        return 0;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        size = read(file, bytes, DIGESTS_SIZE_MAX);
        *written = status.st_mtim;
    }
    (void)close(file);
    return size < 0 ? 0 : (size_t)size;
}

void kept_digests_load(int folder, struct digests *digests)
{
    char *bytes = malloc(DIGESTS_SIZE_MAX);
    struct timespec written = {.tv_sec = 0};
    size_t size;

    if (bytes) {
        size = read_file(folder, bytes, &written);
        digests_load(digests, (struct slice){bytes, size}, written);
    }
    free(bytes);
}

static bool write_temporary(int folder, const struct buffer *bytes)
{
    int file = openat(folder, FOLDER_DIGESTS FOLDER_TEMPORARY,
                      O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    bool written;

    if (file < 0)
        return false;
    written = descriptor_write(file, bytes->bytes, bytes->size) == 0;
    return close(file) == 0 && written;
}

/* For the holder of the lock. */
static void replace(int folder, const struct buffer *bytes)
{
    (void)unlinkat(folder, FOLDER_DIGESTS FOLDER_TEMPORARY, 0); /* left by a killed writer */
    if (!write_temporary(folder, bytes) ||
        renameat(folder, FOLDER_DIGESTS FOLDER_TEMPORARY, folder, FOLDER_DIGESTS) < 0)
        (void)unlinkat(folder, FOLDER_DIGESTS FOLDER_TEMPORARY, 0);
}

/* Root may write anywhere, and leaves the folder of another user, such as the service's, as it is. */
static bool is_for_us(int folder)
{
    struct stat status;

    return geteuid() != 0 || (fstat(folder, &status) == 0 && status.st_uid == 0);
}

void kept_digests_save(int folder, const struct digests *digests)
{
    struct buffer bytes = BUFFER_INIT;
    int turn;

    if (!digests->changed || !is_for_us(folder))
        return;
    digests_save(digests, &bytes);
    turn = bytes.failed ? -1 : folder_lock(folder);
    if (turn >= 0) {
        replace(folder, &bytes);
        (void)close(turn);
    }
    buffer_release(&bytes);
}
