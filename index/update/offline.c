/*
 * Looks for a file at each place where it may be, the most specific one first.
 */

#include "index/update/offline.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/sources/formats/files.h"
#include "index/update/tree/archive.h"
#include "index/update/tree/folder_tree.h"
#include "index/update/tree/verification.h"

static int open_folder(int above, const char *path)
{
    int folder = openat(above, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return folder < 0 ? -errno : folder;
}

/* Is it a part of one of the layouts itself? */
static bool is_of_layout(const char *name)
{
    static const char *const names[] = {"unicode", "Public", "ucd", "common", "cldr"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* The only folder in a folder that has nothing else, as archives have one; or -1. */
static int only_folder(int above)
{
    int copy = open_folder(above, "."), found = -1;
    DIR *list = copy >= 0 ? fdopendir(copy) : NULL;
    struct dirent *entry;
    char name[NAME_MAX + 1] = "";

    if (!list)
        return -1;
    while ((entry = readdir(list)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        if (name[0]) {
            name[0] = '\0';
            break;
        }
        (void)snprintf(name, sizeof name, "%s", entry->d_name);
    }
    if (name[0] && !is_of_layout(name))
        found = openat(above, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    (void)closedir(list);
    return found;
}

static int unpack(struct offline *offline, int file, int below, enum outcome *outcome,
                  struct reason *reason)
{
    struct archive_found found;
    int r = tree_remove(below, "offline");

    if (r == 0)
        r = tree_make(below, "offline");
    if (r == 0)
        r = open_folder(below, "offline");
    if (r < 0)
        return r;
    offline->unpacked = r;
    r = archive_unpack(file, CATALOG_ANYTHING, &catalog_limits, offline->unpacked, outcome, &found,
                       reason);
    if (r < 0 || *outcome != OUTCOME_OK)
        return r;
    offline->folder = open_folder(offline->unpacked, "files");
    return offline->folder < 0 ? offline->folder : 0;
}

int offline_open(struct offline *offline, const char *path, int below, enum outcome *outcome,
                 struct reason *reason)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), r = 0, inner;
    struct stat status;

    *offline = (struct offline){.folder = -1, .unpacked = -1};
    *outcome = OUTCOME_OK;
    if (file < 0 || fstat(file, &status) < 0) {
        *outcome = OUTCOME_NOT_FOUND;
        reason_set(reason, "it cannot be read: %s", strerror(errno));
    } else if (S_ISDIR(status.st_mode)) {
        offline->folder = file;
    } else {
        r = unpack(offline, file, below, outcome, reason);
    }
    if (file >= 0 && offline->folder != file)
        (void)close(file);
    if (r < 0)
        reason_set(reason, "cannot unpack %s: %s", path, strerror(-r));
    if (r < 0 || *outcome != OUTCOME_OK)
        return r;
    inner = only_folder(offline->folder);
    if (inner >= 0) {
        (void)close(offline->folder);
        offline->folder = inner;
    }
    return 0;
}

void offline_close(struct offline *offline)
{
    if (offline->folder >= 0)
        (void)close(offline->folder);
    if (offline->unpacked >= 0)
        (void)close(offline->unpacked);
    *offline = (struct offline){.folder = -1, .unpacked = -1};
}

static bool is_there(const struct offline *offline, const char *path)
{
    return faccessat(offline->folder, path, R_OK, 0) == 0;
}

__attribute__((format(printf, 3, 4))) static bool try_path(const struct offline *offline,
                                                           char path[static CATALOG_PATH_SIZE],
                                                           const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(path, CATALOG_PATH_SIZE, format, arguments);
    va_end(arguments);
    return is_there(offline, path);
}

/* The folder that Unihan.zip was unpacked to, compressed as Debian has its files or not. */
static bool find_unihan(const struct offline *offline, char path[static CATALOG_PATH_SIZE])
{
    static const char *const places[] = {"unicode", "ucd", "ucd/Unihan", "Unihan", "."};

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (!try_path(offline, path, "%s/Unihan_Readings.txt.bz2", places[i]) &&
            !try_path(offline, path, "%s/Unihan_Readings.txt", places[i]))
            continue;
        (void)snprintf(path, CATALOG_PATH_SIZE, "%s", places[i]);
        return true;
    }
    return false;
}

/* The folder that CLDR's archive was unpacked to. */
static bool find_cldr(const struct offline *offline, char path[static CATALOG_PATH_SIZE])
{
    static const char *const places[] = {"unicode/cldr", "cldr", "."};

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (!try_path(offline, path, "%s/common/annotations/en.xml", places[i]))
            continue;
        (void)snprintf(path, CATALOG_PATH_SIZE, "%s", places[i]);
        return true;
    }
    return false;
}

static bool find_unpacked(const struct offline *offline, const struct catalog_entry *entry,
                          char path[static CATALOG_PATH_SIZE])
{
    return entry->kind == CATALOG_UNIHAN ? find_unihan(offline, path) : find_cldr(offline, path);
}

bool offline_find(const struct offline *offline, const struct catalog_entry *entry,
                  const struct release *release, char path[static CATALOG_PATH_SIZE])
{
    const bool archive = catalog_is_archive(entry->kind);
    const char *base = strrchr(entry->name, '/'),
               *name = entry->kind == CATALOG_CLDR_COMMON ? "core.zip" : entry->name;
    char address[CATALOG_ADDRESS_SIZE];

    base = base ? base + 1 : name;
    if (!archive && try_path(offline, path, "%s", entry->path))
        return true;
    for (size_t i = 0; release->count > 0 && catalog_address(entry, i, release, address); i++)
        if (try_path(offline, path, "%s", address + 1) ||
            try_path(offline, path, "%s", address + sizeof "/Public") ||
            try_path(offline, path, "%s", strrchr(address, '/') + 1))
            return true;
    return try_path(offline, path, "ucd/%s", name) || try_path(offline, path, "%s", name) ||
           try_path(offline, path, "%s", base) || (archive && find_unpacked(offline, entry, path));
}

static const struct catalog_entry *entry_named(const char *name)
{
    for (size_t i = 0; i < catalog_count(); i++)
        if (strcmp(catalog_at(i)->name, name) == 0)
            return catalog_at(i);
    return NULL;
}

/* The version that the aliases themselves name. */
static bool find_stated(const struct offline *offline, struct release *release)
{
    const struct catalog_entry *aliases = entry_named("NameAliases.txt");
    const struct release any = {.count = 0};
    struct reason reason = {.text = ""};
    char path[CATALOG_PATH_SIZE];
    struct file file = FILE_INIT;
    bool found;

    if (!aliases || !offline_find(offline, aliases, &any, path))
        return false;
    found = file_read(&file, offline->folder, path, &reason) == SOURCE_OK &&
            verification_release(file.bytes, file.size, release);
    file_release(&file);
    return found;
}

/* "cldr-common-48.zip" or "17.0.0" */
static bool parse_name(const char *name, const char *before, const char *after,
                       struct release *release)
{
    const size_t size = strlen(name), head = strlen(before), tail = strlen(after);

    return size > head + tail && strncmp(name, before, head) == 0 &&
           strcmp(name + size - tail, after) == 0 &&
           release_parse(name + head, size - head - tail, release);
}

/* Raises *greatest to the versions in the names of a folder, as far as they have the file. */
static void find_in_names(const struct offline *offline, const char *folder, const char *before,
                          const char *after, const struct catalog_entry *entry,
                          struct release *greatest)
{
    const int opened = open_folder(offline->folder, folder);
    DIR *list = opened >= 0 ? fdopendir(opened) : NULL;
    char path[CATALOG_PATH_SIZE];
    struct dirent *found;
    struct release one;

    while (list && (found = readdir(list)) != NULL)
        if (parse_name(found->d_name, before, after, &one) && release_compare(greatest, &one) < 0 &&
            offline_find(offline, entry, &one, path))
            *greatest = one;
    if (list)
        (void)closedir(list);
    else if (opened >= 0)
        (void)close(opened);
}

bool offline_release(const struct offline *offline, enum catalog_group group,
                     struct release *release)
{
    static const struct {
        enum catalog_group group;
        const char *entry, *folder, *before, *after;
    } places[] = {
        {CATALOG_UNICODE, "UnicodeData.txt", "Public", "", ""},
        {CATALOG_UNICODE, "UnicodeData.txt", ".", "", ""},
        {CATALOG_CLDR, "CLDR", "Public/cldr", "", ""},
        {CATALOG_CLDR, "CLDR", "cldr", "", ""},
        {CATALOG_CLDR, "CLDR", ".", "cldr-common-", ".zip"},
    };

    const struct release any = {.count = 0};
    char path[CATALOG_PATH_SIZE];

    *release = any;
    if (group == CATALOG_UNICODE && find_stated(offline, release))
        return true;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const struct catalog_entry *entry = entry_named(places[i].entry);

        if (places[i].group == group && !offline_find(offline, entry, &any, path))
            find_in_names(offline, places[i].folder, places[i].before, places[i].after, entry,
                          release);
    }
    return release->count > 0;
}
