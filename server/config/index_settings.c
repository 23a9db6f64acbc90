/*
 * A value that owns its strings: the configuration has one, and the indexer has a copy, because a
 * build may take longer than the next change of the configuration.
 */

#include "server/config/index_settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void config_paths_release(struct config_paths *paths)
{
    while (paths->count > 0) {
        paths->count--;
        free(paths->list[paths->count]);
        paths->list[paths->count] = NULL;
    }
    paths->given = false;
}

bool config_paths_equal(const struct config_paths *a, const struct config_paths *b)
{
    if (a->given != b->given || a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->list[i], b->list[i]) != 0)
            return false;
    return true;
}

static int paths_copy(struct config_paths *copy, const struct config_paths *paths)
{
    *copy = (struct config_paths){.given = paths->given};
    for (size_t i = 0; i < paths->count; i++) {
        copy->list[i] = strdup(paths->list[i]);
        if (!copy->list[i])
            return -ENOMEM;
        copy->count++;
    }
    return 0;
}

void index_settings_release(struct index_settings *settings)
{
    free(settings->sources_dir);
    config_paths_release(&settings->sources_dirs);
    config_paths_release(&settings->names_dirs);
    *settings = (struct index_settings){.sources_dir = NULL};
}

int index_settings_copy(struct index_settings *copy, const struct index_settings *settings)
{
    int r = paths_copy(&copy->names_dirs, &settings->names_dirs), also;

    also = paths_copy(&copy->sources_dirs, &settings->sources_dirs);
    r = r == 0 ? also : r;
    copy->languages = settings->languages;
    copy->sources_dir = settings->sources_dir ? strdup(settings->sources_dir) : NULL;
    if (r == 0 && (copy->sources_dir || !settings->sources_dir))
        return 0;
    index_settings_release(copy);
    return -ENOMEM;
}

struct sources_options index_settings_options(const struct index_settings *settings,
                                              const char *languages[static LANGUAGES_MAX])
{
    const struct config_paths *folders = &settings->sources_dirs;
    struct sources_options options = {.directory = settings->sources_dir};

    if (folders->count > 0) {
        options.newer = (const char *const *)folders->list;
        options.newer_count = folders->count - 1;
        options.directory = folders->list[folders->count - 1];
    } else {
        options.usual =
            settings->sources_dir && strcmp(settings->sources_dir, SOURCES_DIRECTORY) == 0;
    }

    if (settings->names_dirs.given) {
        options.site = (const char *const *)settings->names_dirs.list;
        options.site_count = settings->names_dirs.count;
    }
    language_names_want(&settings->languages, languages, &options);
    return options;
}
