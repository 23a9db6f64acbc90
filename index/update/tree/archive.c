/*
 * Reads archives by libarchive, of which only the readers of zip and tar and the writer of bzip2 are used. What
 * an archive says of itself, such as sizes, is not believed: bytes are counted as they come.
 */

#include "index/update/tree/archive.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "index/base/descriptor.h"
#include "index/update/base/interruption.h"
#include "index/update/tree/folder_tree.h"

enum { BLOCK = 64 * 1024, MEMBER_PATH_MAX = 1024 };

struct unpacking {
    struct archive *archive;
    const struct catalog_limits *limits;
    int into;
    enum outcome *outcome;
    struct archive_found *found;
    struct reason *reason;
};

static int refuse(struct unpacking *it, const char *name, const char *why)
{
    *it->outcome = OUTCOME_REFUSED;
    reason_set(it->reason, "unsafe archive: '%s' %s", name, why);
    return 0;
}

static int damaged(struct unpacking *it)
{
    const char *why = archive_error_string(it->archive);

    *it->outcome = OUTCOME_DAMAGED;
    reason_set(it->reason, "damaged archive: %s", why ? why : "unknown error");
    return 0;
}

/* Why the path is unsafe, or NULL. */
static const char *fault_of(const char *path)
{
    const char *at = path;

    if (path[0] == '/')
        return "is an absolute path";
    if (strchr(path, '\\'))
        return "has a backslash";
    if (strlen(path) > MEMBER_PATH_MAX)
        return "has a path that is too long";
    while (at) {
        if (at[0] == '.' && at[1] == '.' && (at[2] == '/' || at[2] == '\0'))
            return "leads out of the folder";
        at = strchr(at, '/');
        if (at)
            at++;
    }
    return NULL;
}

/* Where the bytes of a file go: to a descriptor, or through the compressor. */
struct sink {
    int file;
    struct archive *compressor; /* NULL: none */
};

static int sink_open(struct sink *sink, int file, enum catalog_use use)
{
    struct archive_entry *entry;
    int r = ARCHIVE_FATAL;

    *sink = (struct sink){.file = file};
    if (use != CATALOG_COMPRESS)
        return 0;
    sink->compressor = archive_write_new();
    entry = archive_entry_new();
    if (sink->compressor && entry) {
        archive_entry_set_filetype(entry, AE_IFREG);
        r = archive_write_set_format_raw(sink->compressor);
        if (r == ARCHIVE_OK)
            r = archive_write_add_filter_bzip2(sink->compressor);
        if (r == ARCHIVE_OK)
            r = archive_write_set_bytes_in_last_block(sink->compressor, 1);
        if (r == ARCHIVE_OK)
            r = archive_write_open_fd(sink->compressor, file);
        if (r == ARCHIVE_OK)
            r = archive_write_header(sink->compressor, entry);
    }
    archive_entry_free(entry);
    return r == ARCHIVE_OK ? 0 : -ENOMEM;
}

static int compressor_error(const struct sink *sink)
{
    int error = archive_errno(sink->compressor);

    return error > 0 ? -error : -EIO;
}

static int sink_write(struct sink *sink, const char *bytes, size_t size)
{
    if (!sink->compressor)
        return descriptor_write(sink->file, bytes, size);
    while (size > 0) {
        la_ssize_t n = archive_write_data(sink->compressor, bytes, size);

        if (n <= 0)
            return compressor_error(sink);
        bytes += n;
        size -= (size_t)n;
    }
    return 0;
}

static int sink_close(struct sink *sink)
{
    int r = 0;

    if (sink->compressor && archive_write_close(sink->compressor) != ARCHIVE_OK)
        r = compressor_error(sink);
    if (sink->compressor)
        (void)archive_write_free(sink->compressor);
    sink->compressor = NULL;
    return r;
}

/* Copies the bytes of the current member. */
static int copy(struct unpacking *it, const char *name, struct sink *sink)
{
    char block[BLOCK];
    uint64_t member = 0;

    for (;;) {
        const la_ssize_t n = archive_read_data(it->archive, block, sizeof block);
        int r;

        if (n == 0)
            return 0;
        if (n < 0)
            return damaged(it);
        if (interruption_signal()) {
            *it->outcome = OUTCOME_INTERRUPTED;
            reason_set(it->reason, "stopped by a signal");
            return 0;
        }
        member += (uint64_t)n;
        it->found->bytes += (uint64_t)n;
        if (member > it->limits->member_size || it->found->bytes > it->limits->total_size)
            return refuse(it, name, "unpacks to more than is allowed");
        r = sink_write(sink, block, (size_t)n);
        if (r < 0)
            return r;
    }
}

static int store(struct unpacking *it, const char *name, const char *path, enum catalog_use use)
{
    int file = tree_create(it->into, path), r, closed;
    struct sink sink;

    if (file == -EEXIST)
        return refuse(it, name, "is there twice");
    if (file == -ENOTDIR || file == -EISDIR || file == -ENAMETOOLONG)
        return refuse(it, name, "has an invalid path");
    if (file < 0)
        return file;
    r = sink_open(&sink, file, use);
    if (r == 0)
        r = copy(it, name, &sink);
    closed = sink_close(&sink);
    if (r == 0 && *it->outcome == OUTCOME_PENDING)
        r = closed;
    (void)close(file);
    it->found->files++;
    return r;
}

static int take(struct unpacking *it, struct archive_entry *entry, enum catalog_kind kind)
{
    const char *name = archive_entry_pathname(entry), *fault;
    char path[CATALOG_PATH_SIZE];
    enum catalog_use use;

    if (!name)
        return refuse(it, "?", "has a name that cannot be read");
    fault = fault_of(name);
    if (fault)
        return refuse(it, name, fault);
    if (archive_entry_symlink(entry) || archive_entry_hardlink(entry))
        return refuse(it, name, "is a link");
    if (archive_entry_filetype(entry) == AE_IFDIR)
        return 0;
    if (archive_entry_filetype(entry) != AE_IFREG)
        return refuse(it, name, "is not a file");
    if (archive_entry_is_encrypted(entry))
        return refuse(it, name, "is encrypted");
    use = catalog_place(kind, name, path);
    return use == CATALOG_SKIP ? 0 : store(it, name, path, use);
}

static int unpack(struct unpacking *it, enum catalog_kind kind)
{
    size_t members = 0;
    int r = 0;

    while (r == 0 && *it->outcome == OUTCOME_PENDING) {
        struct archive_entry *entry;
        const int next = archive_read_next_header(it->archive, &entry);

        if (next == ARCHIVE_EOF)
            break;
        if (next != ARCHIVE_OK && next != ARCHIVE_WARN)
            return damaged(it);
        if (++members > it->limits->members)
            return refuse(it, archive_entry_pathname(entry) ? archive_entry_pathname(entry) : "?",
                          "is one of too many");
        r = take(it, entry, kind);
    }
    if (r == 0 && *it->outcome == OUTCOME_PENDING && it->found->files == 0) {
        *it->outcome = OUTCOME_DAMAGED;
        reason_set(it->reason, "the archive has none of the files that are wanted");
    }
    return r;
}

/* unicode.org has zip archives; other people's may be of tar. */
static bool support(struct archive *archive, enum catalog_kind kind)
{
    bool ok = archive_read_support_format_zip(archive) == ARCHIVE_OK;

    if (kind != CATALOG_ANYTHING)
        return ok;
    return ok && archive_read_support_format_tar(archive) == ARCHIVE_OK &&
           archive_read_support_filter_gzip(archive) == ARCHIVE_OK &&
           archive_read_support_filter_bzip2(archive) == ARCHIVE_OK &&
           archive_read_support_filter_xz(archive) == ARCHIVE_OK &&
           archive_read_support_filter_zstd(archive) == ARCHIVE_OK;
}

int archive_unpack(int file, enum catalog_kind kind, const struct catalog_limits *limits, int into,
                   enum outcome *outcome, struct archive_found *found, struct reason *reason)
{
    struct unpacking it = {.archive = archive_read_new(),
                           .limits = limits,
                           .into = into,
                           .outcome = outcome,
                           .found = found,
                           .reason = reason};
    int r;

    *outcome = OUTCOME_PENDING;
    *found = (struct archive_found){.files = 0};
    if (!it.archive)
        return -ENOMEM;
    if (!support(it.archive, kind))
        r = -ENOMEM;
    else if (archive_read_open_fd(it.archive, file, BLOCK) != ARCHIVE_OK)
        r = damaged(&it);
    else
        r = unpack(&it, kind);
    if (r == 0 && *outcome == OUTCOME_PENDING)
        *outcome = OUTCOME_OK;
    (void)archive_read_free(it.archive);
    return r;
}
