/*
 * The order of writing makes every interruption harmless: the bytes are dropped before the note says
 * where the new ones are from. A note that was cut fits no version of any file.
 */

#include "index/update/transfer/part.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/base/descriptor.h"

enum { FILE_NAME_SIZE = PART_NAME_SIZE + 8 };

static void file_name(const struct part *part, const char *suffix, char out[static FILE_NAME_SIZE])
{
    (void)snprintf(out, FILE_NAME_SIZE, "%s%s", part->name, suffix);
}

static int open_file(const struct part *part, const char *suffix, int flags)
{
    char name[FILE_NAME_SIZE];
    int file;

    file_name(part, suffix, name);
    file = openat(part->folder, name, flags | O_CLOEXEC | O_NOFOLLOW, 0644);
    return file < 0 ? -errno : file;
}

static int unlink_file(const struct part *part, const char *suffix)
{
    char name[FILE_NAME_SIZE];

    file_name(part, suffix, name);
    return unlinkat(part->folder, name, 0) < 0 && errno != ENOENT ? -errno : 0;
}

/* The bytes of a file, or -1 if there is none. */
static int64_t size_of(const struct part *part, const char *suffix)
{
    char name[FILE_NAME_SIZE];
    struct stat status;

    file_name(part, suffix, name);
    if (fstatat(part->folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISREG(status.st_mode))
        return -1;
    return status.st_size;
}

/* Reads the note: two lines, or it is worthless. */
static bool read_note(struct part *part)
{
    char text[PART_URL_SIZE + PART_VALIDATOR_SIZE];
    int file = open_file(part, ".from", O_RDONLY);
    char *line, *end;
    ssize_t n;

    if (file < 0)
        return false;
    n = read(file, text, sizeof text - 1);
    (void)close(file);
    if (n <= 0 || memchr(text, '\0', (size_t)n))
        return false;
    text[n] = '\0';
    line = strchr(text, '\n');
    end = line ? strchr(line + 1, '\n') : NULL;
    if (!end || end[1] || line - text >= PART_URL_SIZE || end - line > PART_VALIDATOR_SIZE)
        return false;
    *line = *end = '\0';
    memcpy(part->url, text, strlen(text) + 1);
    memcpy(part->validator, line + 1, strlen(line + 1) + 1);
    return part->url[0] != '\0';
}

int part_open(struct part *part, int folder, const char *name)
{
    int64_t size;

    *part = (struct part){.folder = folder, .file = -1};
    if (strlen(name) >= sizeof part->name)
        return -ENAMETOOLONG;
    memcpy(part->name, name, strlen(name) + 1);
    for (char *slash = part->name; (slash = strchr(slash, '/')) != NULL;)
        *slash = '%';
    if (!read_note(part))
        return part_discard(part);
    size = size_of(part, "");
    part->complete = size >= 0;
    if (!part->complete)
        size = size_of(part, ".part");
    if (size < 0)
        return part_discard(part);
    part->size = (uint64_t)size;
    return 0;
}

void part_close(struct part *part)
{
    if (part->file >= 0)
        (void)close(part->file);
    part->file = -1;
}

static int write_note(struct part *part, const char *url, const char *validator)
{
    char text[PART_URL_SIZE + PART_VALIDATOR_SIZE + 2];
    int size = snprintf(text, sizeof text, "%s\n%s\n", url, validator);
    int file, r;

    if (strlen(url) >= sizeof part->url || strlen(validator) >= sizeof part->validator)
        return -ENAMETOOLONG;
    file = open_file(part, ".from", O_WRONLY | O_CREAT | O_TRUNC);
    if (file < 0)
        return file;
    r = descriptor_write(file, text, (size_t)size);
    (void)close(file);
    if (r == 0) {
        memcpy(part->url, url, strlen(url) + 1);
        memcpy(part->validator, validator, strlen(validator) + 1);
    }
    return r;
}

int part_begin(struct part *part, const char *url, const char *validator)
{
    int r = part_discard(part);

    if (r < 0)
        return r;
    part->file = open_file(part, ".part", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
    if (part->file < 0)
        return part->file;
    return write_note(part, url, validator);
}

int part_append(struct part *part, const void *bytes, size_t size)
{
    int r;

    assert(!part->complete);
    if (part->file < 0)
        part->file = open_file(part, ".part", O_WRONLY | O_APPEND);
    if (part->file < 0)
        return part->file;
    r = descriptor_write(part->file, bytes, size);
    if (r == 0)
        part->size += size;
    return r;
}

int part_finish(struct part *part)
{
    char from[FILE_NAME_SIZE];

    part_close(part);
    file_name(part, ".part", from);
    if (renameat(part->folder, from, part->folder, part->name) < 0)
        return -errno;
    part->complete = true;
    return 0;
}

int part_discard(struct part *part)
{
    int r = unlink_file(part, ".part");

    part_close(part);
    if (r == 0)
        r = unlink_file(part, "");
    if (r == 0)
        r = unlink_file(part, ".from");
    part->size = 0;
    part->complete = false;
    part->url[0] = part->validator[0] = '\0';
    return r;
}

bool part_resumable(const struct part *part)
{
    return !part->complete && part->size > 0 && part->validator[0] != '\0' &&
           strncmp(part->validator, "W/", 2) != 0;
}
