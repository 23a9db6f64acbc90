/*
 * The tree is filled file by file. Files that are the same as before are links to those of the folder,
 * so that a small update writes little.
 */

#include "index/update/assembly.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/base/descriptor.h"
#include "index/sources/formats/files.h"
#include "index/update/base/interruption.h"
#include "index/update/tree/archive.h"
#include "index/update/tree/folder_tree.h"
#include "index/update/tree/verification.h"

/*
 * The files of an archive, wherever they are.
 */

struct member_walk {
    const struct catalog_entry *entry;
    tree_visit *visit;
    void *context;
};

static int visit_member(void *context, const char *path, int64_t size)
{
    const struct member_walk *walk = context;

    if (walk->entry->kind == CATALOG_UNIHAN && strncmp(path, "Unihan_", 7) != 0)
        return 0;
    return walk->visit(walk->context, path, size);
}

static int walk_members(int folder, const struct catalog_entry *entry, tree_visit *visit,
                        void *context)
{
    struct member_walk walk = {.entry = entry, .visit = visit, .context = context};

    return tree_walk(folder, entry->path, visit_member, &walk);
}

struct measure {
    uint64_t files, bytes;
};

static int visit_measure(void *context, const char *path, int64_t size)
{
    struct measure *measure = context;

    (void)path;
    measure->files++;
    measure->bytes += (uint64_t)size;
    return 0;
}

/* The files of the entry in a folder. */
static int measure_of(int folder, const struct catalog_entry *entry, struct measure *measure)
{
    struct stat status;

    *measure = (struct measure){.files = 0};
    if (catalog_is_archive(entry->kind))
        return walk_members(folder, entry, visit_measure, measure);
    if (fstatat(folder, entry->path, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode))
        (void)visit_measure(measure, "", status.st_size);
    return 0;
}

struct member_context {
    const struct catalog_entry *entry;
    int folder, tree;
};

static void member_path(const struct member_context *it, const char *path,
                        char whole[static PATH_MAX])
{
    (void)snprintf(whole, PATH_MAX, "%s/%s", it->entry->path, path);
}

static int visit_adopt(void *context, const char *path, int64_t size)
{
    const struct member_context *it = context;
    char whole[PATH_MAX];

    (void)size;
    member_path(it, path, whole);
    return tree_adopt(it->folder, whole, it->tree, whole);
}

/* 1: differs */
static int visit_compare(void *context, const char *path, int64_t size)
{
    const struct member_context *it = context;
    char whole[PATH_MAX];
    int r;

    (void)size;
    member_path(it, path, whole);
    r = tree_equal(it->folder, whole, it->tree, whole);
    return r < 0 ? r : !r;
}

static int visit_remove(void *context, const char *path, int64_t size)
{
    const struct member_context *it = context;
    char whole[PATH_MAX];

    (void)size;
    member_path(it, path, whole);
    return unlinkat(it->tree, whole, 0) < 0 ? -errno : 0;
}

static int forget(struct assembly *assembly, const struct catalog_entry *entry)
{
    struct member_context it = {.entry = entry, .folder = -1, .tree = assembly->tree};

    if (catalog_is_archive(entry->kind))
        return walk_members(assembly->tree, entry, visit_remove, &it);
    return tree_remove(assembly->tree, entry->path);
}

/* Does the folder have the same files? 1, 0 or -errno. */
static int same_as_before(const struct assembly *assembly, const struct catalog_entry *entry)
{
    struct member_context it = {entry, assembly->folder, assembly->tree};
    struct measure old = {.files = 0}, new = {.files = 0};
    int r = measure_of(assembly->folder, entry, &old);

    if (r == 0)
        r = measure_of(assembly->tree, entry, &new);
    if (r < 0)
        return r;
    if (old.files != new.files || old.bytes != new.bytes)
        return 0;
    if (!catalog_is_archive(entry->kind))
        return tree_equal(assembly->folder, entry->path, assembly->tree, entry->path);
    r = walk_members(assembly->tree, entry, visit_compare, &it);
    return r < 0 ? r : !r;
}

/* Adds the row of what the tree has of the entry. */
static int note(struct assembly *assembly, const struct catalog_entry *entry, const char *url,
                const char *validator)
{
    struct manifest_row *row = manifest_add(&assembly->manifest, entry, url, validator);
    struct measure measure;
    int r = measure_of(assembly->tree, entry, &measure);

    if (!row || r < 0)
        return r < 0 ? r : -ENOSPC;
    row->files = measure.files;
    row->bytes = measure.bytes;
    return 0;
}

/*
 * New files.
 */

static int set_outcome(int verdict, enum outcome *outcome, struct reason *reason)
{
    if (verdict == -EINTR) {
        *outcome = OUTCOME_INTERRUPTED;
        reason_set(reason, "stopped by a signal");
        return 0;
    }
    *outcome = verdict == 0 ? OUTCOME_OK : OUTCOME_DAMAGED;
    return verdict < 0 ? verdict : 0;
}

typedef int adopter(int from_folder, const char *from, int to_folder, const char *to);

static int take_file(struct assembly *assembly, const struct catalog_entry *entry, int from,
                     const char *path, adopter *adopt, enum outcome *outcome, struct reason *reason)
{
    struct file file = FILE_INIT;
    int r = file_read(&file, from, path, reason);

    if (r == SOURCE_OK)
        r = verification_of_file(entry, assembly->releases[entry->group], file.bytes, file.size,
                                 reason);
    file_release(&file);
    r = set_outcome(r, outcome, reason);
    if (r == 0 && *outcome == OUTCOME_OK)
        r = adopt(from, path, assembly->tree, entry->path);
    return r;
}

static int take_archive(struct assembly *assembly, const struct catalog_entry *entry, int from,
                        const char *path, enum outcome *outcome, struct reason *reason)
{
    int file = openat(from, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), r;
    struct archive_found found;

    if (file < 0)
        return -errno;
    r = archive_unpack(file, entry->kind, &catalog_limits, assembly->tree, outcome, &found, reason);
    (void)close(file);
    if (r < 0 || *outcome != OUTCOME_OK)
        return r;
    r = verification_of_archive(entry, assembly->releases[entry->group], assembly->tree, reason);
    return set_outcome(r, outcome, reason);
}

/* What was taken is good, and noted; or it is not, and forgotten. */
static int settle(struct assembly *assembly, const struct catalog_entry *entry, const char *url,
                  const char *validator, enum outcome *outcome)
{
    int r;

    if (*outcome != OUTCOME_OK)
        return forget(assembly, entry);
    r = same_as_before(assembly, entry);
    if (r > 0)
        *outcome = OUTCOME_UNCHANGED;
    return r < 0 ? r : note(assembly, entry, url, validator);
}

static int take_new(struct assembly *assembly, struct plan *plan, size_t item, bool *again,
                    struct reason *reason)
{
    struct plan_item *it = &plan->items[item];
    struct transfer *transfer = &plan->transfers[item];
    int r = catalog_is_archive(it->entry->kind)
                ? take_archive(assembly, it->entry, assembly->parts, it->part.name,
                               &transfer->outcome, reason)
                : take_file(assembly, it->entry, assembly->parts, it->part.name, tree_adopt,
                            &transfer->outcome, reason);

    if (r == 0)
        r = settle(assembly, it->entry, it->part.url, it->part.validator, &transfer->outcome);
    if (r < 0 || (transfer->outcome != OUTCOME_DAMAGED && transfer->outcome != OUTCOME_REFUSED))
        return r;
    *again = transfer->resumed;
    return part_discard(&it->part);
}

/* The files of an archive that somebody has unpacked. */
struct unpacked {
    struct assembly *assembly;
    const struct catalog_entry *entry;
    int from;
    const char *path;
};

static int visit_unpacked(void *context, const char *path, int64_t size)
{
    const struct unpacked *it = context;
    char whole[PATH_MAX], place[CATALOG_PATH_SIZE];

    (void)size;
    if (interruption_signal())
        return -EINTR;
    if (it->entry->kind == CATALOG_UNIHAN) { /* compressed, as Debian has it */
        if (strncmp(path, "Unihan_", 7) != 0 || strchr(path, '/'))
            return 0;
        (void)snprintf(place, sizeof place, "unicode/%.200s", path);
    } else if (catalog_place(it->entry->kind, path, place) == CATALOG_SKIP) {
        return 0;
    }
    (void)snprintf(whole, sizeof whole, "%s%s%s", it->path, it->path[0] ? "/" : "", path);
    return tree_copy(it->from, whole, it->assembly->tree, place);
}

static int take_unpacked(struct assembly *assembly, const struct catalog_entry *entry, int from,
                         const char *path, enum outcome *outcome, struct reason *reason)
{
    struct unpacked it = {assembly, entry, from, path};
    int r = tree_walk(from, path[0] ? path : ".", visit_unpacked, &it);

    if (r == 0)
        r = verification_of_archive(entry, assembly->releases[entry->group], assembly->tree,
                                    reason);
    return set_outcome(r, outcome, reason);
}

int assembly_take_local(struct assembly *assembly, const struct catalog_entry *entry, int from,
                        const char *path, enum outcome *outcome, struct reason *reason)
{
    struct stat status;
    int r;

    if (fstatat(from, path[0] ? path : ".", &status, 0) < 0)
        return -errno;
    if (!catalog_is_archive(entry->kind))
        r = take_file(assembly, entry, from, path, tree_copy, outcome, reason);
    else if (S_ISDIR(status.st_mode))
        r = take_unpacked(assembly, entry, from, path, outcome, reason);
    else
        r = take_archive(assembly, entry, from, path, outcome, reason);
    return r < 0 ? r : settle(assembly, entry, "", "", outcome);
}

/* What the folder has, if that is what an update has put there. */
static int take_old(struct assembly *assembly, struct plan *plan, size_t item, bool *again,
                    struct reason *reason)
{
    const struct plan_item *it = &plan->items[item];
    struct transfer *transfer = &plan->transfers[item];
    struct member_context context = {it->entry, assembly->folder, assembly->tree};
    struct measure measure;
    int r = measure_of(assembly->folder, it->entry, &measure);

    if (r < 0)
        return r;
    if (!it->row || measure.files != it->row->files || measure.bytes != it->row->bytes) {
        transfer->outcome = OUTCOME_DAMAGED;
        reason_set(reason, "the folder does not have what the last update put there");
        *again = true;
        return 0;
    }
    if (catalog_is_archive(it->entry->kind)) {
        r = walk_members(assembly->folder, it->entry, visit_adopt, &context);
    } else {
        r = take_file(assembly, it->entry, assembly->folder, it->entry->path, tree_adopt,
                      &transfer->outcome, reason);
        *again = transfer->outcome == OUTCOME_DAMAGED;
    }
    if (r < 0 || *again || transfer->outcome == OUTCOME_INTERRUPTED)
        return r;
    transfer->outcome = OUTCOME_UNCHANGED;
    return note(assembly, it->entry, it->row->url, it->row->validator);
}

int assembly_take(struct assembly *assembly, struct plan *plan, size_t item, bool *again,
                  struct reason *reason)
{
    struct transfer *transfer = &plan->transfers[item];

    *again = false;
    if (interruption_signal()) {
        transfer->outcome = OUTCOME_INTERRUPTED;
        reason_set(reason, "stopped by a signal");
        return 0;
    }
    return transfer->outcome == OUTCOME_OK ? take_new(assembly, plan, item, again, reason)
                                           : take_old(assembly, plan, item, again, reason);
}

int assembly_finish(struct assembly *assembly)
{
    struct buffer out = BUFFER_INIT;
    int file, r;

    manifest_append(&assembly->manifest, &out);
    if (out.failed)
        return -ENOMEM;
    file = tree_create(assembly->tree, MANIFEST_PATH);
    r = file < 0 ? file : descriptor_write(file, out.bytes, out.size);
    if (file >= 0)
        (void)close(file);
    buffer_release(&out);
    return r;
}
