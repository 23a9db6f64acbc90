/*
 * The settings themselves are checked as they are read; this is what they refer to. The daemon would
 * start with each of these mistakes, warn, and serve less than the operator wants. A file of a package
 * that is not installed is not a mistake of the settings: it is told, and does not count.
 *
 * What a saved index was made with is never asked. It may fit although a folder or a language that the
 * settings name is not there, because it lacks the same.
 */

#include "server/config/check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "index/sources/formats/files.h"
#include "index/sources/languages.h"
#include "index/sources/sources.h"
#include "index/sources/warning.h"

struct check {
    const struct config *config;
    const struct config_hearer *hearer;
    int wrong;
};

__attribute__((format(printf, 3, 4))) static void wrong(struct check *check, const char *key,
                                                        const char *format, ...)
{
    struct reason problem;
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(problem.text, sizeof problem.text, format, arguments);
    va_end(arguments);
    check->hearer->hear(check->hearer->context, key, problem.text);
    check->wrong++;
}

static void table_is_wrong(void *context, const char *complaint)
{
    wrong(context, "names_dirs", "%s", complaint);
}

static int check_tables(struct check *check, struct sources *sources)
{
    const char *languages[LANGUAGES_MAX];
    struct sources_options options = index_settings_options(&check->config->index, languages);
    const struct source *site = &sources->list[SOURCE_SITE];
    int before = check->wrong, r;

    options.complain = table_is_wrong;
    options.complain_context = check;
    r = sources_check_site(&options, sources);
    if (r == 0 && site->state != SOURCE_OK && check->wrong == before)
        table_is_wrong(check, site->reason.text); /* a folder */
    return r;
}

static int check_languages(struct check *check, const struct sources_options *options,
                           const struct folders *folders, struct sources *sources)
{
    const char *name;
    struct reason reason;
    int r = languages_find(options, folders, sources, &reason);

    for (size_t at = 0; r >= 0 && (name = languages_lacking(options, sources, &at)) != NULL;)
        wrong(check, "languages",
              "no annotations in a language \"%s\" in %s/" ANNOTATIONS_DIRECTORY, name,
              options->directory);
    return r < 0 ? r : 0;
}

/* Can the folder be opened? Otherwise that is wrong, unless this process is short of something. Returns
 * 0 or a negative errno. */
static int check_folder(struct check *check, const char *key, const char *path)
{
    int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (directory >= 0)
        (void)close(directory);
    else if (file_shortage(errno))
        return -errno;
    else
        wrong(check, key, "%s: %s", path, strerror(errno));
    return 0;
}

/* The usual folder, which the example names, comes with the first package of fonts. */
static int check_fonts(struct check *check)
{
    const struct config_paths *paths = &check->config->font_dirs;
    int r = 0;

    for (size_t i = 0; r == 0 && i < paths->count; i++)
        if (strcmp(paths->list[i], FONTS_DIRECTORY) != 0 || access(paths->list[i], F_OK) == 0)
            r = check_folder(check, "font_dirs", paths->list[i]);
    return r;
}

static int check_folders(struct check *check)
{
    const struct config_paths *paths = &check->config->index.sources_dirs;
    int r = 0;

    if (paths->count == 0)
        return check_folder(check, "sources_dir", check->config->index.sources_dir);
    for (size_t i = 0; r == 0 && i < paths->count; i++)
        r = check_folder(check, "sources_dirs", paths->list[i]);
    return r;
}

static bool any_is_open(const struct folders *folders)
{
    for (size_t i = 0; i < folders->count; i++)
        if (folders->list[i] >= 0)
            return true;
    return false;
}

/* The folders of the sources, and what is in them. Where there is none, no language is missed. */
static int check_sources(struct check *check, struct sources *sources)
{
    const char *languages[LANGUAGES_MAX];
    const struct sources_options options = index_settings_options(&check->config->index, languages);
    struct folders folders = FOLDERS_INIT;
    int r = check_folders(check);

    if (r == 0)
        r = sources_open_folders(&options, &folders);
    if (r == 0 && any_is_open(&folders))
        r = check_languages(check, &options, &folders, sources);
    folders_close(&folders);
    return r;
}

/* It need not exist: it is created. Looks for the part of the path that does. A link to nowhere is in the
 * way. */
static int check_state(struct check *check)
{
    char *path = check->config->state_dir ? strdup(check->config->state_dir) : NULL, *slash;
    struct statvfs system;
    struct stat status;
    int r;

    if (!path)
        return check->config->state_dir ? -ENOMEM : 0;
    while ((r = stat(path, &status)) < 0 && errno == ENOENT && lstat(path, &status) < 0 &&
           (slash = strrchr(path, '/')) && slash > path)
        *slash = '\0';
    if (r < 0 && errno != EACCES)
        wrong(check, "state_dir", "%s: %s", check->config->state_dir, strerror(errno));
    else if (r == 0 && !S_ISDIR(status.st_mode))
        wrong(check, "state_dir", "%s is not a folder", path);
    else if (r == 0 && statvfs(path, &system) == 0 && (system.f_flag & ST_RDONLY))
        wrong(check, "state_dir", "%s is read-only", path);
    else if (r < 0 || faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) < 0)
        wrong(check, "state_dir", "%s: %s: run the check as the daemon's user", path,
              strerror(errno));
    free(path);
    return 0;
}

/* What the daemon would warn of, though all is as the settings have it. */
static int tell_missing(const struct check *check, struct sources *sources)
{
    const char *languages[LANGUAGES_MAX];
    const struct sources_options options = index_settings_options(&check->config->index, languages);
    char places[SOURCES_PLACES_SIZE];
    struct reason warning;
    int r = sources_identify(&options, sources);

    sources_places(&options, places);
    for (enum source_id id = 0; r == 0 && id < SOURCE_COUNT; id++)
        if (id != SOURCE_SITE && source_warning(sources, id, places, &warning))
            check->hearer->hear(check->hearer->context, NULL, warning.text);
    return r;
}

int config_check(const struct config *config, enum config_check_scope scope,
                 const struct config_hearer *hearer)
{
    struct check check = {.config = config, .hearer = hearer};
    struct sources *sources = malloc(sizeof *sources);
    int r;

    if (!sources)
        return -ENOMEM;
    r = scope == CONFIG_CHECK_START ? check_state(&check) : 0;
    if (r == 0)
        r = check_sources(&check, sources);
    if (r == 0)
        r = check_fonts(&check);
    if (r == 0 && scope != CONFIG_CHECK_NAMED)
        r = check_tables(&check, sources);
    if (r == 0 && scope == CONFIG_CHECK_START && check.wrong == 0)
        r = tell_missing(&check, sources);
    free(sources);
    return r < 0 ? r : check.wrong;
}
