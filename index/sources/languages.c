/*
 * The languages that have keywords. A language is the name of a file, so a name is accepted only if
 * it cannot be a path: letters, digits and underscores.
 */

#include "index/sources/languages.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "index/base/slice.h"
#include "index/sources/formats/files.h"
#include "index/sources/formats/folders.h"

static const char english[LANGUAGE_SIZE] = "en";

/* CLDR's "root" is the parent of all languages, and not a language. */
static bool is_name(const char *name, size_t size)
{
    static const char characters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

    return size > 0 && size < LANGUAGE_SIZE && strspn(name, characters) >= size &&
           !slice_is((struct slice){.bytes = name, .size = size}, "root");
}

/* Inserts it in order. If the list is full the last one is dropped, but never English, so that the
 * list does not depend on the order in which a directory is read. */
static bool add(struct sources *sources, const char *name, size_t size)
{
    char(*list)[LANGUAGE_SIZE] = sources->languages;
    char language[LANGUAGE_SIZE] = "";
    bool has_space = sources->language_count < LANGUAGES_MAX;
    size_t at = 0, last;

    memcpy(language, name, size);
    while (at < sources->language_count && memcmp(list[at], language, LANGUAGE_SIZE) < 0)
        at++;
    if (at < sources->language_count && memcmp(list[at], language, LANGUAGE_SIZE) == 0)
        return true;

    if (has_space) {
        sources->language_count++;
        last = sources->language_count - 1;
    } else {
        last = sources->language_count - 1;
        if (memcmp(list[last], english, LANGUAGE_SIZE) == 0)
            last--;
        if (at > last)
            return false;
    }
    memmove(list[at + 1], list[at], (last - at) * LANGUAGE_SIZE);
    memcpy(list[at], language, LANGUAGE_SIZE);
    return has_space;
}

/* Existence is enough: an unreadable file counts as damaged, not as missing. */
static bool has_file(const struct folders *folders, const char *name)
{
    char path[sizeof ANNOTATIONS_DIRECTORY + LANGUAGE_SIZE + sizeof "/.xml"];

    (void)snprintf(path, sizeof path, "%s/%s.xml", ANNOTATIONS_DIRECTORY, name);
    return folders_have(folders, path);
}

static enum source_state find_named(const struct sources_options *options,
                                    const struct folders *folders, struct sources *sources,
                                    struct reason *reason)
{
    enum source_state state = SOURCE_OK;

    for (size_t i = 0; i < options->language_count; i++) {
        const char *name = options->languages[i];

        if (strcmp(name, english) == 0)
            continue; /* always included: naming it must not change the index */
        if (!is_name(name, strlen(name)) || !has_file(folders, name)) {
            reason_set(reason, "no annotations in a language \"%.40s\"", name);
            state = state == SOURCE_OK ? SOURCE_MISSING : state;
        } else if (!add(sources, name, strlen(name))) {
            reason_set(reason, "more languages than %d", LANGUAGES_MAX);
            state = SOURCE_DAMAGED;
        }
    }
    return state;
}

/* Adds those of one folder. Returns SOURCE_OK, SOURCE_MISSING where it has none, SOURCE_DAMAGED, or a
 * negative errno. */
static int find_in(const struct folders *folders, size_t at, struct sources *sources,
                   struct reason *reason)
{
    static const char ending[] = ".xml";
    enum source_state state = SOURCE_OK;
    int folder = folders_directory(folders, at, ANNOTATIONS_DIRECTORY);
    DIR *list = folder < 0 ? NULL : fdopendir(folder);

    if (!list) {
        const int error = folder < 0 ? -folder : errno;

        if (folder >= 0)
            (void)close(folder);
        return file_shortage(error) ? -error : SOURCE_MISSING;
    }
    for (struct dirent *entry; (entry = readdir(list)) != NULL;) {
        size_t size = strlen(entry->d_name);

        if (size < sizeof ending || strcmp(entry->d_name + size - strlen(ending), ending) != 0)
            continue;
        size -= strlen(ending);
        if (is_name(entry->d_name, size) && !add(sources, entry->d_name, size)) {
            reason_set(reason, "more languages than %d", LANGUAGES_MAX);
            state = SOURCE_DAMAGED;
        }
    }
    (void)closedir(list);
    return (int)state;
}

static int find_all(const struct folders *folders, struct sources *sources, struct reason *reason)
{
    enum source_state state = SOURCE_OK;
    bool any = false;

    for (size_t i = 0; i < folders->count; i++) {
        int r = find_in(folders, i, sources, reason);

        if (r < 0)
            return r;
        any = any || r != SOURCE_MISSING;
        state = r == SOURCE_DAMAGED ? SOURCE_DAMAGED : state;
    }
    if (any)
        return (int)state;
    reason_set(reason, "%s cannot be listed", ANNOTATIONS_DIRECTORY);
    return SOURCE_MISSING;
}

int languages_find(const struct sources_options *options, const struct folders *folders,
                   struct sources *sources, struct reason *reason)
{
    sources->language_count = 0;
    (void)add(sources, english, strlen(english));
    if (options->all_languages)
        return find_all(folders, sources, reason);
    return (int)find_named(options, folders, sources, reason);
}

static bool has_language(const struct sources *sources, const char *name)
{
    for (size_t i = 0; i < sources->language_count; i++)
        if (strncmp(sources->languages[i], name, LANGUAGE_SIZE) == 0)
            return true;
    return false;
}

const char *languages_lacking(const struct sources_options *options, const struct sources *sources,
                              size_t *at)
{
    while (!options->all_languages && *at < options->language_count) {
        const char *name = options->languages[(*at)++];

        if (!has_language(sources, name))
            return name;
    }
    return NULL;
}
