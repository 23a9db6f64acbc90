/*
 * One row for each setting. Defaults, file and flags all pass through the table, so the defaults obey the
 * ranges.
 */

#include "server/config/settings.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "server/base/limits.h"

enum { HOUR = 3600, DAY = 24 * HOUR }; /* seconds */

/* A setting that is read once, at the start. */
#define SETTING(name, flag, kind, default_text, min, max)                                          \
    {                                                                                              \
#name, flag, default_text, offsetof(struct config, name), kind, min, max                   \
    }

/* A member of struct config_live. */
#define LIVE_SETTING(name, flag, kind, default_text, min, max)                                     \
    {                                                                                              \
#name, flag, default_text, offsetof(struct config, live.name), kind, min, max              \
    }

/* A member of struct index_settings. */
#define INDEX_SETTING(name, flag, kind, default_text, min, max)                                    \
    {                                                                                              \
#name, flag, default_text, offsetof(struct config, index.name), kind, min, max             \
    }

const struct setting setting_table[SETTING_COUNT] = {
    SETTING(telnet, "telnet", KIND_ADDRESSES, TELNET_DEFAULT, 0, 0),
    SETTING(http, "http", KIND_ADDRESSES, HTTP_DEFAULT, 0, 0),
    LIVE_SETTING(max_sessions_per_address, NULL, KIND_NUMBER, NULL, 0, LIMIT_SESSIONS),
    LIVE_SETTING(max_connections_per_address, NULL, KIND_NUMBER, NULL, 0, LIMIT_HTTP_CONNECTIONS),
    SETTING(state_dir, "state-dir", KIND_PATH, NULL, 1, PATH_MAX - 1),
    SETTING(threads, "threads", KIND_NUMBER, NULL, 1, LIMIT_REACTORS),
    SETTING(max_sessions, NULL, KIND_NUMBER, "20000", 1, LIMIT_SESSIONS),
    SETTING(max_connections, NULL, KIND_NUMBER, "20000", 1, LIMIT_HTTP_CONNECTIONS),
    LIVE_SETTING(public_url, NULL, KIND_URL, NULL, 0, 0),
    LIVE_SETTING(trusted_proxies, NULL, KIND_NETWORKS, NULL, 0, 0),
    LIVE_SETTING(idle_seconds, NULL, KIND_NUMBER, "3600", 0, DAY),
    LIVE_SETTING(keep_alive_seconds, NULL, KIND_NUMBER, "60", 1, HOUR),
    LIVE_SETTING(header_seconds, NULL, KIND_NUMBER, "10", 1, HOUR),
    LIVE_SETTING(write_seconds, NULL, KIND_NUMBER, "120", 1, HOUR),
    LIVE_SETTING(drain_seconds, NULL, KIND_NUMBER, "0", 0, HOUR),
    LIVE_SETTING(shutdown_seconds, NULL, KIND_NUMBER, "10", 1, HOUR),
    INDEX_SETTING(languages, "languages", KIND_LANGUAGES, LANGUAGES_DEFAULT, 0, 0),
    INDEX_SETTING(sources_dir, "sources-dir", KIND_PATH, SOURCES_DIRECTORY, 1, PATH_MAX - 1),
    INDEX_SETTING(sources_dirs, NULL, KIND_PATHS, NULL, 1, PATH_MAX - 1),
    INDEX_SETTING(names_dirs, NULL, KIND_PATHS, NULL, 1, PATH_MAX - 1),
    SETTING(font_dirs, NULL, KIND_PATHS, NULL, 1, PATH_MAX - 1),
    LIVE_SETTING(security_contact, NULL, KIND_CONTACT, NULL, 0, 0),
    SETTING(access_log, NULL, KIND_ACCESS, "off", 0, 0),
    SETTING(access_log_file, NULL, KIND_PATH, "-", 1, PATH_MAX - 1),
    LIVE_SETTING(access_log_queries, NULL, KIND_SWITCH, "false", 0, 0),
    LIVE_SETTING(log_level, "log-level", KIND_LEVEL, LOG_LEVEL_DEFAULT, 0, 0),
};

static bool is_within(size_t offset, size_t begin, size_t size)
{
    return offset >= begin && offset < begin + size;
}

enum setting_scope setting_scope(size_t id)
{
    const struct config *config = NULL;
    size_t offset = setting_table[id].offset;

    if (is_within(offset, offsetof(struct config, live), sizeof config->live))
        return SETTING_OF_SERVICE;
    if (is_within(offset, offsetof(struct config, index), sizeof config->index))
        return SETTING_OF_INDEX;
    return SETTING_OF_PROCESS;
}

static bool texts_equal(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : !a && !b;
}

bool setting_equal(size_t id, const struct config *a, const struct config *b)
{
    const struct setting *setting = &setting_table[id];
    const void *one = (const char *)a + setting->offset, *other = (const char *)b + setting->offset;

    switch (setting->kind) {
    case KIND_ADDRESSES:
        return addresses_equal(one, other);
    case KIND_PATH:
        return texts_equal(*(char *const *)one, *(char *const *)other);
    case KIND_URL:
    case KIND_CONTACT:
        return strcmp(one, other) == 0;
    case KIND_NUMBER:
    case KIND_LEVEL: /* GCC and Clang make these two unsigned */
    case KIND_ACCESS:
        return *(const unsigned *)one == *(const unsigned *)other;
    case KIND_LANGUAGES:
        return language_names_equal(one, other);
    case KIND_PATHS:
        return config_paths_equal(one, other);
    case KIND_NETWORKS:
        return networks_equal(one, other);
    case KIND_SWITCH:
        return *(const bool *)one == *(const bool *)other;
    }
    assert(false && "unknown kind of setting");
    return false;
}
