/*
 * Which of the files of a directory is read, and how one is replaced, by rename. folder.c knows their names.
 *
 * The order of the steps of saving is a guarantee: until the rename the old file is untouched, and
 * before the rename the new one is on the disk and has been read back. Whatever kills the process
 * in between leaves the old file, or none, and one temporary file that the next reader or writer
 * removes.
 */

#include "index/file/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/base/descriptor.h"
#include "index/file/folder.h"
#include "index/file/index_file.h"
#include "index/file/kept_digests.h"
#include "index/sources/sources.h"

enum {
    TEMPORARY_SIZE = FOLDER_NAME_SIZE + sizeof FOLDER_TEMPORARY,
};

/* A program that only searches does not know which folders the daemon reads site tables from. If the
 * usual one has none, those of the index count as current. */
static void accept_site(const struct sources *recorded, struct sources *now)
{
    static const uint8_t none[CHECKSUM_SIZE];
    struct source *site = &now->list[SOURCE_SITE];

    if (memcmp(site->digest, none, sizeof none) == 0)
        memcpy(site->digest, recorded->list[SOURCE_SITE].digest, sizeof site->digest);
}

/* Are the sources still the same as when it was built, in its languages? */
static int compare_sources(const struct charindex *index, const struct sources_options *options,
                           struct reason *reason)
{
    const struct sources *recorded = charindex_sources(index);
    const char *languages[LANGUAGES_MAX];
    struct sources_options as_recorded = *options;
    struct sources *now = malloc(sizeof *now);
    int r = -ENOMEM;

    as_recorded.languages = languages;
    as_recorded.language_count = recorded->language_count;
    as_recorded.all_languages = false;
    for (size_t i = 0; i < recorded->language_count; i++)
        languages[i] = recorded->languages[i];
    if (now)
        r = sources_identify(&as_recorded, now);
    if (r == 0 && !options->site)
        accept_site(recorded, now);
    if (r == 0)
        r = charindex_made_from(index, now, reason) ? STORE_OK : STORE_UNUSABLE;
    free(now);
    return r;
}

static int open_directory(const char *directory)
{
    return open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Readers remove the files of a killed writer, too: while the saved index is good, no other writer would. */
static int open_for_reading(const char *directory, int *folder, struct reason *reason)
{
    *folder = open_directory(directory);
    if (*folder >= 0) {
        (void)folder_clean(*folder);
        return STORE_OK;
    }
    if (errno == ENOENT)
        return STORE_ABSENT;
    reason_set(reason, "%s", strerror(errno));
    return STORE_UNUSABLE;
}

/* Loads the file of that name. The reason begins with it. */
static int load_named(int folder, const char *name, const struct paging_owner *pages,
                      struct charindex **index, struct reason *reason)
{
    struct reason why;
    int file = folder_open(folder, name), r;

    if (file == -ENOENT)
        return STORE_ABSENT;
    if (file < 0) {
        reason_set(reason, "%s: %s", name, strerror(-file));
        return STORE_UNUSABLE;
    }
    if (pages && index_file_is_trusted(file)) {
        r = index_file_page(file, pages, index, &why);
    } else {
        r = index_file_load(file, index, &why);
        (void)close(file);
    }
    if (r <= 0)
        return r;
    reason_set(reason, "%s: %s", name, why.text);
    return STORE_UNUSABLE;
}

/* Loads the file that is named after these sources. */
static int load_from(int folder, const struct sources *now, struct charindex **index,
                     struct reason *reason)
{
    char name[FOLDER_NAME_SIZE];
    struct charindex *loaded;
    int r;

    folder_name(now, name);
    r = load_named(folder, name, NULL, &loaded, reason);
    if (r != STORE_OK)
        return r;
    if (!charindex_made_from(loaded, now, reason)) { /* the file was renamed */
        charindex_unref(loaded);
        return STORE_UNUSABLE;
    }
    folder_used(folder, name);
    *index = loaded;
    return STORE_OK;
}

int store_load(const char *directory, const struct sources_options *options,
               struct charindex **index, struct reason *reason)
{
    struct digests known = DIGESTS_INIT;
    struct sources_options knowing = *options;
    struct sources *now = malloc(sizeof *now);
    int folder, r = now ? open_for_reading(directory, &folder, reason) : -ENOMEM;

    if (r == STORE_OK) {
        kept_digests_load(folder, &known);
        knowing.digests = &known;
        r = sources_identify(&knowing, now);
        if (r == 0)
            r = load_from(folder, now, index, reason);
        if (r == STORE_OK)
            kept_digests_save(folder, &known);
        (void)close(folder);
    }
    digests_release(&known);
    free(now);
    return r;
}

/* Loads the file of that name if an index of the options' sources is in it. */
static int load_fitting(int folder, const char *name, const struct sources_options *options,
                        const struct paging_owner *pages, struct charindex **index,
                        struct reason *reason)
{
    struct charindex *loaded;
    struct reason why;
    int r = load_named(folder, name, pages, &loaded, reason);

    if (r != STORE_OK)
        return r;
    r = compare_sources(loaded, options, &why);
    if (r == STORE_OK) {
        folder_used(folder, name);
        *index = loaded;
        return r;
    }
    charindex_unref(loaded);
    if (r > 0)
        reason_set(reason, "%s: %s", name, why.text);
    return r;
}

int store_find(const char *directory, const struct sources_options *options,
               const struct paging_owner *pages, struct charindex **index, struct reason *reason)
{
    struct digests known = DIGESTS_INIT;
    struct sources_options knowing = *options;
    struct folder_files files;
    struct reason first, why;
    int folder, result, r = open_for_reading(directory, &folder, reason);

    if (r != STORE_OK)
        return r;
    r = folder_list(folder, &files);
    if (r < 0) {
        reason_set(&first, "%s", strerror(-r));
        files.count = 0;
    }
    result = r < 0 ? STORE_UNUSABLE : STORE_ABSENT;
    kept_digests_load(folder, &known);
    knowing.digests = &known;
    for (size_t i = 0; i < files.count; i++) {
        r = load_fitting(folder, files.names[i], &knowing, pages, index, &why);
        if (r <= 0) {
            result = r;
            break;
        }
        if (r == STORE_UNUSABLE && result == STORE_ABSENT) { /* the one used last says why */
            first = why;
            result = r;
        }
    }
    if (result == STORE_UNUSABLE)
        *reason = first;
    else if (result == STORE_OK)
        kept_digests_save(folder, &known);
    digests_release(&known);
    (void)close(folder);
    return result;
}

/* Does the file have the bytes that were written? */
static int read_back(int file, const char *generation, struct reason *reason)
{
    struct charindex *index = NULL;
    int r = index_file_load(file, &index, reason);

    if (r == 0 && strcmp(charindex_generation(index), generation) != 0) {
        reason_set(reason, "reads back as a different index");
        r = INDEX_FILE_UNUSABLE;
    }
    charindex_unref(index);
    return r > 0 ? -EILSEQ : r;
}

/* All steps up to the rename; `what` names the step for the message. On every failure the caller
 * removes the temporary file. */
static int write_temporary(int folder, const char *name, const struct charindex *index,
                           const char **what, struct reason *verification)
{
    const struct slice bytes = charindex_image(index);
    int file, r;

    *what = "create";
    file = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (file < 0)
        return -errno;
    *what = "write";
    r = descriptor_write(file, bytes.bytes, bytes.size);
    if (r == 0) {
        *what = "sync";
        r = fsync(file) < 0 ? -errno : 0;
    }
    if (r == 0) {
        *what = "verify";
        r = read_back(file, charindex_generation(index), verification);
    }
    /* close() may report a delayed write error of a network file system. */
    if (close(file) < 0 && r == 0) {
        *what = "close";
        r = -errno;
    }
    return r;
}

/* For the holder of the lock. */
static int replace(int folder, const char *name, const struct charindex *index, const char **what,
                   struct reason *verification)
{
    char temporary[TEMPORARY_SIZE];
    int r;

    (void)snprintf(temporary, sizeof temporary, "%s" FOLDER_TEMPORARY, name);
    (void)unlinkat(folder, temporary, 0); /* left by a killed writer */
    r = write_temporary(folder, temporary, index, what, verification);
    if (r == 0) {
        *what = "rename";
        r = renameat(folder, temporary, folder, name) < 0 ? -errno : 0;
    }
    if (r < 0) {
        (void)unlinkat(folder, temporary, 0);
        return r;
    }
    folder_sweep(folder, name);
    *what = "sync the directory of";
    return fsync(folder) < 0 ? -errno : 0;
}

/* mkdir -p, private as the XDG base directory specification asks. */
static int create_directories(const char *path)
{
    char *copy = strdup(path);
    int r = copy ? 0 : -ENOMEM;

    for (char *end = copy; r == 0 && end && *end;) { /* the empty path has no parents */
        end = strchr(end + 1, '/');
        if (end)
            *end = '\0';
        if (copy[0] != '\0' && mkdir(copy, 0700) < 0 && errno != EEXIST)
            r = -errno;
        if (end)
            *end = '/';
    }
    free(copy);
    return r;
}

void store_name(const struct charindex *index, char name[static STORE_NAME_SIZE])
{
    _Static_assert((int)STORE_NAME_SIZE == (int)FOLDER_NAME_SIZE, "a name of the folder");
    folder_name(charindex_sources(index), name);
}

/* Saves it in the open directory. */
static int save_in(int folder, const char *directory, const struct charindex *index,
                   struct reason *reason)
{
    struct reason verification = {.text = ""};
    char name[STORE_NAME_SIZE];
    const char *what;
    int turn = folder_lock(folder), r;

    if (turn == -EWOULDBLOCK) {
        reason_set(reason, "another process is saving an index in %s", directory);
        return STORE_BUSY;
    }
    if (turn < 0) {
        reason_set(reason, "cannot lock %s/%s: %s", directory, FOLDER_LOCK, strerror(-turn));
        return STORE_UNWRITABLE;
    }
    store_name(index, name);
    r = replace(folder, name, index, &what, &verification);
    (void)close(turn);
    if (r == 0)
        return STORE_OK;
    reason_set(reason, "cannot %s %s/%s: %s", what, directory, name,
               verification.text[0] ? verification.text : strerror(-r));
    return STORE_UNWRITABLE;
}

int store_save(const char *directory, const struct charindex *index, struct reason *reason)
{
    int folder, r = create_directories(directory);

    if (r < 0) {
        reason_set(reason, "cannot create %s: %s", directory, strerror(-r));
        return STORE_UNWRITABLE;
    }
    folder = open_directory(directory);
    if (folder < 0) {
        reason_set(reason, "cannot open %s: %s", directory, strerror(errno));
        return STORE_UNWRITABLE;
    }
    r = save_in(folder, directory, index, reason);
    (void)close(folder);
    return r;
}

static char *joined(const char *base, const char *rest)
{
    char *path;

    return asprintf(&path, "%s/%s", base, rest) < 0 ? NULL : path;
}

char *store_default_directory(void)
{
    const char *state = getenv("STATE_DIRECTORY"); /* set by systemd; a list separated by colons */
    const char *xdg = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");

    if (state && state[0] == '/')
        return strndup(state, strcspn(state, ":"));
    if (xdg && xdg[0] == '/') /* relative paths are ignored, as the specification says */
        return joined(xdg, "charfinder");
    if (home && home[0] == '/')
        return joined(home, ".local/state/charfinder");
    return NULL;
}
