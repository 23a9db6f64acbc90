/*
 * The settings themselves are checked as they are read; this is what they refer to. The daemon would
 * start with each of these mistakes, warn, and serve less than the operator wants. A file of a package
 * that is not installed is not a mistake of the settings: it is told, and does not count.
 */

#include "server/config/check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "index/sources/languages.h"
#include "index/sources/sources.h"
#include "index/sources/warning.h"

struct check {
    const struct config *config;
    const char *name;
    FILE *out;
    int wrong;
};

__attribute__((format(printf, 3, 4))) static void wrong(struct check *check, const char *key,
                                                        const char *format, ...)
{
    va_list arguments;

    (void)fprintf(check->out, "%s: %s: ", check->name, key);
    va_start(arguments, format);
    (void)vfprintf(check->out, format, arguments);
    va_end(arguments);
    (void)fputc('\n', check->out);
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

/* One by one, because the sources tell of one that is missing. */
static int check_languages(struct check *check, const struct folders *folders,
                           struct sources *sources)
{
    const char *languages[LANGUAGES_MAX];
    const struct sources_options all = index_settings_options(&check->config->index, languages);

    for (size_t i = 0; !all.all_languages && i < all.language_count; i++) {
        const struct sources_options one = {.languages = &languages[i], .language_count = 1};
        struct reason reason;
        int r = languages_find(&one, folders, sources, &reason);

        if (r < 0)
            return r;
        if (r != SOURCE_OK)
            wrong(check, "languages", "%s in %s/" ANNOTATIONS_DIRECTORY, reason.text,
                  all.directory);
    }
    return 0;
}

/* Can the folder be opened? Otherwise that is wrong. Returns 0 or a negative errno. */
static int check_folder(struct check *check, const char *key, const char *path)
{
    int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (directory >= 0)
        (void)close(directory);
    else if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
        return -errno;
    else
        wrong(check, key, "%s: %s", path, strerror(errno));
    return 0;
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

/* The folders of the sources, and what is in them. */
static int check_sources(struct check *check, struct sources *sources)
{
    const char *languages[LANGUAGES_MAX];
    const struct sources_options options = index_settings_options(&check->config->index, languages);
    struct folders folders = FOLDERS_INIT;
    const int before = check->wrong;
    int r = check_folders(check);

    if (r == 0 && check->wrong == before)
        r = sources_open_folders(&options, &folders);
    if (r == 0 && check->wrong == before)
        r = check_languages(check, &folders, sources);
    folders_close(&folders);
    return r;
}

/* It need not exist: it is created. Looks for the part of the path that does. */
static int check_state(struct check *check)
{
    char *path = check->config->state_dir ? strdup(check->config->state_dir) : NULL, *slash;
    struct statvfs system;
    struct stat status;
    int r;

    if (!path)
        return check->config->state_dir ? -ENOMEM : 0;
    while ((r = stat(path, &status)) < 0 && errno == ENOENT && (slash = strrchr(path, '/')) &&
           slash > path)
        *slash = '\0';
    if (r < 0 && errno == ENOTDIR)
        wrong(check, "state_dir", "%s: %s", check->config->state_dir, strerror(errno));
    else if (r == 0 && !S_ISDIR(status.st_mode))
        wrong(check, "state_dir", "%s is not a folder", path);
    else if (r == 0 && statvfs(path, &system) == 0 && (system.f_flag & ST_RDONLY))
        wrong(check, "state_dir", "%s is read-only", path);
    else if ((r < 0 && errno == EACCES) ||
             (r == 0 && faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) < 0))
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
            (void)fprintf(check->out, "%s: %s\n", check->name, warning.text);
    return r;
}

int config_check(const struct config *config, const char *name, FILE *out)
{
    struct check check = {.config = config, .name = name, .out = out};
    struct sources *sources = malloc(sizeof *sources);
    int r;

    if (!sources)
        return -ENOMEM;
    r = check_state(&check);
    if (r == 0)
        r = check_sources(&check, sources);
    if (r == 0)
        r = check_tables(&check, sources);
    if (r == 0 && check.wrong == 0)
        r = tell_missing(&check, sources);
    free(sources);
    return r < 0 ? r : check.wrong;
}
