#ifndef CHARFINDER_SERVER_CONFIG_INDEX_SETTINGS_H
#define CHARFINDER_SERVER_CONFIG_INDEX_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "index/sources/language_names.h"
#include "index/sources/sources.h"
#include "index/sources/tables/tables.h"

/*
 * The settings that say what is indexed.
 */

enum { CONFIG_PATHS_MAX = TABLES_FOLDERS_MAX };

/* A list of paths. */
struct config_paths {
    bool given; /* false: the default applies */
    size_t count;
    char *list[CONFIG_PATHS_MAX]; /* each is owned */
};

void config_paths_release(struct config_paths *paths); /* an empty list is all zero bytes */
bool config_paths_equal(const struct config_paths *a, const struct config_paths *b);

/* All zero bytes are valid: the defaults, and no language. */
struct index_settings {
    char *sources_dir;                /* owned; where the sources of the index are installed, if */
    struct config_paths sources_dirs; /* does not say it: the first that has a file wins */
    struct config_paths names_dirs;   /* of the site's tables of names */
    struct language_names languages;  /* of keywords, besides English */
};

void index_settings_release(struct index_settings *settings); /* leaves all zero bytes */

/* Returns 0 and a copy to be released; or -ENOMEM, and nothing is to be released. */
int index_settings_copy(struct index_settings *copy, const struct index_settings *settings);

/* Which sources to read, in which languages. The options borrow the settings and the pointers. */
struct sources_options index_settings_options(const struct index_settings *settings,
                                              const char *languages[static LANGUAGES_MAX]);

#endif
