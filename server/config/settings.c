/*
 * The settings.
 *
 * One table describes every setting. Defaults, file and flags all pass through it, so the defaults
 * obey the ranges and a new setting is one row. A value keeps its origin, so that an error that only
 * shows at the end (a host that cannot be resolved) still names the line or flag it came from.
 *
 * Nothing is guessed: a value that is almost right ends the start-up, because a daemon that runs with
 * other settings than the operator wrote is worse than one that does not run. This module reads
 * neither files nor command lines.
 */

#include "server/config/settings.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/buffer.h"
#include "index/base/repr.h"
#include "index/base/utf8.h"
#include "server/base/limits.h"

enum { HOUR = 3600, DAY = 24 * HOUR }; /* seconds */

enum setting_kind {
    KIND_ADDRESS,
    KIND_PATH,
    KIND_NUMBER,
    KIND_LEVEL,
    KIND_LANGUAGES,
    KIND_NETWORKS,
    KIND_PATHS,
};

struct setting {
    const char *key;
    const char *flag;
    const char *default_text; /* the default, as a flag would give it; NULL: found at start-up */
    size_t offset;            /* of its member of struct config */
    enum setting_kind kind;
    unsigned min, max; /* of a number; of a path, in bytes */
};

#define SETTING(name, flag, kind, default_text, min, max)                                          \
    {                                                                                              \
#name, flag, default_text, offsetof(struct config, name), kind, min, max                   \
    }

/* Those that code refers to by name come first. */
enum { SETTING_TELNET, SETTING_HTTP, SETTING_SESSIONS_EACH, SETTING_CONNECTIONS_EACH };

static const struct setting setting_table[] = {
    SETTING(telnet, "telnet", KIND_ADDRESS, TELNET_DEFAULT, 0, 0),
    SETTING(http, "http", KIND_ADDRESS, HTTP_DEFAULT, 0, 0),
    SETTING(max_sessions_per_address, NULL, KIND_NUMBER, NULL, 0, LIMIT_SESSIONS),
    SETTING(max_connections_per_address, NULL, KIND_NUMBER, NULL, 0, LIMIT_HTTP_CONNECTIONS),
    SETTING(state_dir, "state-dir", KIND_PATH, NULL, 1, PATH_MAX - 1),
    SETTING(threads, "threads", KIND_NUMBER, NULL, 1, LIMIT_REACTORS),
    SETTING(max_sessions, NULL, KIND_NUMBER, "20000", 1, LIMIT_SESSIONS),
    SETTING(max_connections, NULL, KIND_NUMBER, "20000", 1, LIMIT_HTTP_CONNECTIONS),
    SETTING(trusted_proxies, NULL, KIND_NETWORKS, NULL, 0, 0),
    SETTING(idle_seconds, NULL, KIND_NUMBER, "3600", 0, DAY),
    SETTING(keep_alive_seconds, NULL, KIND_NUMBER, "60", 1, HOUR),
    SETTING(header_seconds, NULL, KIND_NUMBER, "10", 1, HOUR),
    SETTING(write_seconds, NULL, KIND_NUMBER, "120", 1, HOUR),
    SETTING(drain_seconds, NULL, KIND_NUMBER, "0", 0, HOUR),
    SETTING(shutdown_seconds, NULL, KIND_NUMBER, "10", 1, HOUR),
    SETTING(languages, "languages", KIND_LANGUAGES, LANGUAGES_DEFAULT, 0, 0),
    SETTING(sources_dir, "sources-dir", KIND_PATH, SOURCES_DIRECTORY, 1, PATH_MAX - 1),
    SETTING(names_dirs, NULL, KIND_PATHS, NULL, 1, PATH_MAX - 1),
    SETTING(log_level, "log-level", KIND_LEVEL, LOG_LEVEL_DEFAULT, 0, 0),
};

_Static_assert(sizeof setting_table / sizeof setting_table[0] == SETTING_COUNT,
               "SETTING_COUNT counts the rows");
_Static_assert((int)NETWORKS_MAX <= (int)SETTING_NAMES, "a list is read as far as that");

const char *setting_key(size_t id)
{
    return setting_table[id].key;
}

const char *setting_flag(size_t id)
{
    return setting_table[id].flag;
}

void value_show(char shown[static VALUE_SHOWN], const char *text, size_t size)
{
    static const char mark[] = "…";
    size_t next = 0, end = 0;

    if (size < VALUE_SHOWN) {
        (void)snprintf(shown, VALUE_SHOWN, "%.*s", (int)size, text);
        return;
    }
    while (next <= VALUE_SHOWN - sizeof mark) {
        end = next;
        (void)utf8_next(text, size, &next);
    }
    (void)snprintf(shown, VALUE_SHOWN, "%.*s%s", (int)end, text, mark);
}

int value_show_quoted(char shown[static VALUE_SHOWN], const char *text)
{
    struct buffer quoted = BUFFER_INIT;

    repr_append(&quoted, text, strlen(text));
    if (quoted.failed)
        return -ENOMEM;
    value_show(shown, quoted.bytes, quoted.size);
    buffer_release(&quoted);
    return 0;
}

/* Refusing */

__attribute__((format(printf, 3, 4))) static int
origin_refuse(const struct origin *origin, struct reason *reason, const char *format, ...)
{
    char problem[sizeof reason->text];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(problem, sizeof problem, format, arguments);
    va_end(arguments);
    reason_set(reason, "%s: %s %s", origin->place, origin->value, problem);
    return (int)origin->kind;
}

static int level_refuse(const struct origin *origin, struct reason *reason)
{
    char names[64] = "";
    size_t size = 0;

    for (int level = LOG_LEVEL_ERROR; level <= LOG_LEVEL_DEBUG; level++)
        size += (size_t)snprintf(names + size, sizeof names - size, "%s%s", size > 0 ? ", " : "",
                                 log_level_name((enum log_level)level));
    return origin_refuse(origin, reason, "is not one of %s", names);
}

/* The value has the wrong type or is out of range. */
static int setting_refuse(const struct setting *setting, const struct origin *origin,
                          struct reason *reason)
{
    switch (setting->kind) {
    case KIND_ADDRESS:
        return origin_refuse(origin, reason, "is not \"HOST:PORT\", such as \"%s\", or null",
                             setting->default_text);
    case KIND_PATH:
        return origin_refuse(origin, reason, "is not a path of %u to %u bytes", setting->min,
                             setting->max);
    case KIND_NUMBER:
        return origin_refuse(origin, reason, "is not a whole number from %u to %u", setting->min,
                             setting->max);
    case KIND_LEVEL:
        return level_refuse(origin, reason);
    case KIND_LANGUAGES:
        return origin_refuse(origin, reason,
                             "is not a list of languages, such as [\"en\", \"pt_PT\"], or \"all\"");
    case KIND_PATHS:
        return origin_refuse(origin, reason,
                             "is not a list of paths, such as [\"" SOURCES_SITE "\"]");
    case KIND_NETWORKS:
        return origin_refuse(
            origin, reason,
            "is not a list of addresses and networks, such as [\"192.0.2.7\", \"10.0.0.0/8\"]");
    }
    assert(false && "unknown kind of setting");
    return -EINVAL;
}

/* Setting */

static int address_set(struct config_address *address, const struct setting *setting,
                       const struct origin *origin, const char *text, struct reason *reason)
{
    const char *problem = endpoint_parse(address, text);

    if (problem)
        return origin_refuse(origin, reason, "%s; write HOST:PORT, such as %s", problem,
                             setting->default_text);
    return 0;
}

static int path_set(char **path, const struct setting *setting, const struct origin *origin,
                    const char *text, struct reason *reason)
{
    size_t size = strlen(text);
    char *copy;

    if (size < setting->min || size > setting->max)
        return setting_refuse(setting, origin, reason);
    copy = strdup(text);
    if (!copy)
        return -ENOMEM;
    free(*path);
    *path = copy;
    return 0;
}

static int number_set(unsigned *member, const struct setting *setting, const struct origin *origin,
                      long long number, struct reason *reason)
{
    if (number < setting->min || number > setting->max)
        return setting_refuse(setting, origin, reason);
    *member = (unsigned)number;
    return 0;
}

void config_paths_release(struct config_paths *paths)
{
    while (paths->count > 0) {
        paths->count--;
        free(paths->list[paths->count]);
        paths->list[paths->count] = NULL;
    }
    paths->given = false;
}

/* The names of a list. */
static int languages_add(struct language_names *languages, const struct origin *origin,
                         const struct setting_value *value, struct reason *reason)
{
    char shown[VALUE_SHOWN];

    if (value->name_count > SETTING_NAMES)
        return origin_refuse(origin, reason, "has more than %d languages", SETTING_NAMES);
    for (size_t i = 0; i < value->name_count; i++) {
        const char *name = value->names[i];

        if (language_names_add(languages, name, strlen(name)) == LANGUAGE_NAMES_OK)
            continue;
        if (value_show_quoted(shown, name) < 0)
            return -ENOMEM;
        return origin_refuse(origin, reason, "has %s, and languages look like \"de\" or \"pt_PT\"",
                             shown);
    }
    return 0;
}

static int languages_set(struct language_names *languages, const struct setting *setting,
                         const struct origin *origin, const struct setting_value *value,
                         struct reason *reason)
{
    struct language_names names = {.all = value->type == VALUE_TEXT};
    int result = 0;

    if (value->type == VALUE_NAMES)
        result = languages_add(&names, origin, value, reason);
    else if (strcmp(value->text, LANGUAGE_NAMES_ALL) != 0)
        result = setting_refuse(setting, origin, reason);
    if (result == 0)
        *languages = names;
    return result;
}

static int networks_set(struct networks *networks, const struct origin *origin,
                        const struct setting_value *value, struct reason *reason)
{
    char shown[VALUE_SHOWN];

    networks->count = 0;
    if (value->name_count > NETWORKS_MAX)
        return origin_refuse(origin, reason, "has more than %d networks", NETWORKS_MAX);
    for (size_t i = 0; i < value->name_count; i++) {
        const char *problem = network_parse(&networks->list[i], value->names[i]);

        if (problem && value_show_quoted(shown, value->names[i]) < 0)
            return -ENOMEM;
        if (problem)
            return origin_refuse(origin, reason, "has %s, which %s", shown, problem);
    }
    networks->count = value->name_count;
    return 0;
}

/* Folders. The same one twice would be read twice. */
static int paths_set(struct config_paths *paths, const struct setting *setting,
                     const struct origin *origin, const struct setting_value *value,
                     struct reason *reason)
{
    if (value->name_count > CONFIG_PATHS_MAX)
        return origin_refuse(origin, reason, "has more than %d paths", CONFIG_PATHS_MAX);
    config_paths_release(paths);
    paths->given = true;
    for (size_t i = 0; i < value->name_count; i++) {
        int result = path_set(&paths->list[i], setting, origin, value->names[i], reason);

        if (result != 0)
            return result;
        paths->count++;
    }
    return 0;
}

/* Does the setting take a value of that type? A text may be a word that stands for a list. */
static bool setting_takes(const struct setting *setting, enum value_type type)
{
    switch (setting->kind) {
    case KIND_NUMBER:
        return type == VALUE_NUMBER;
    case KIND_LANGUAGES:
        return type == VALUE_NAMES || type == VALUE_TEXT;
    case KIND_NETWORKS:
    case KIND_PATHS:
        return type == VALUE_NAMES;
    case KIND_ADDRESS:
    case KIND_PATH:
    case KIND_LEVEL:
        return type == VALUE_TEXT;
    }
    assert(false && "unknown kind of setting");
    return false;
}

int draft_set(struct draft *draft, size_t id, const struct origin *origin,
              const struct setting_value *value, struct reason *reason)
{
    const struct setting *setting = &setting_table[id];
    void *member = (char *)draft->config + setting->offset;

    draft->origins[id] = *origin;
    if (value->type == VALUE_OFF && setting->kind == KIND_ADDRESS) {
        *(struct config_address *)member = (struct config_address){.enabled = false};
        return 0;
    }
    if (!setting_takes(setting, value->type))
        return setting_refuse(setting, origin, reason);

    switch (setting->kind) {
    case KIND_ADDRESS:
        return address_set(member, setting, origin, value->text, reason);
    case KIND_PATH:
        return path_set(member, setting, origin, value->text, reason);
    case KIND_NUMBER:
        return number_set(member, setting, origin, value->number, reason);
    case KIND_LEVEL:
        return log_level_parse(value->text, member) ? 0 : level_refuse(origin, reason);
    case KIND_LANGUAGES:
        return languages_set(member, setting, origin, value, reason);
    case KIND_NETWORKS:
        return networks_set(member, origin, value, reason);
    case KIND_PATHS:
        return paths_set(member, setting, origin, value, reason);
    }
    assert(false && "unknown kind of setting");
    return -EINVAL;
}

/* "de,fr" or "all", as on a command line. */
static int languages_set_text(struct draft *draft, size_t id, const struct origin *origin,
                              const char *text, struct reason *reason)
{
    const struct setting *setting = &setting_table[id];
    struct language_names *languages =
        (struct language_names *)((char *)draft->config + setting->offset);
    struct language_names names;
    enum language_names_outcome outcome = language_names_parse(&names, text);

    draft->origins[id] = *origin;
    if (outcome == LANGUAGE_NAMES_MANY)
        return origin_refuse(origin, reason, "has more than %d languages", SETTING_NAMES);
    if (outcome == LANGUAGE_NAMES_BAD)
        return origin_refuse(origin, reason,
                             "is not a list of languages, such as en,pt_PT, or all");
    *languages = names;
    return 0;
}

int draft_set_text(struct draft *draft, size_t id, const struct origin *origin, const char *text,
                   struct reason *reason)
{
    enum setting_kind kind = setting_table[id].kind;
    struct setting_value value = {.type = VALUE_TEXT, .text = text};
    size_t size = strlen(text);

    if (kind == KIND_LANGUAGES)
        return languages_set_text(draft, id, origin, text, reason);
    if (kind == KIND_ADDRESS && strcmp(text, "off") == 0) {
        value.type = VALUE_OFF;
    } else if (kind == KIND_NUMBER && size > 0 && strspn(text, "0123456789") == size) {
        value.type = VALUE_NUMBER;
        value.number = strtoll(text, NULL, 10); /* LLONG_MAX when too large */
    }
    return draft_set(draft, id, origin, &value, reason);
}

/* The draft */

/* The CPUs that we may run on: a container or taskset may allow fewer than are online. */
static unsigned default_threads(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set)
                                                            : LIMIT_REACTORS; /* over 1024 CPUs */

    return (unsigned)(count < LIMIT_REACTORS ? count : LIMIT_REACTORS);
}

int draft_init(struct draft *draft, struct config *config)
{
    static const struct origin ours = {.kind = ORIGIN_DEFAULT};
    struct reason reason;

    *draft = (struct draft){.config = config};
    *config = (struct config){.threads = default_threads()};
    for (size_t id = 0; id < SETTING_COUNT; id++)
        if (setting_table[id].default_text) {
            int result = draft_set_text(draft, id, &ours, setting_table[id].default_text, &reason);

            assert(result == 0 || result == -ENOMEM);
            if (result < 0)
                return result;
        }
    return 0;
}

/* One address may hold a quarter of a service's places, unless the operator says otherwise. */
static void shares_default(const struct draft *draft)
{
    struct config *config = draft->config;

    if (draft->origins[SETTING_SESSIONS_EACH].kind == ORIGIN_DEFAULT)
        config->max_sessions_per_address = (config->max_sessions + 3) / 4;
    if (draft->origins[SETTING_CONNECTIONS_EACH].kind == ORIGIN_DEFAULT)
        config->max_connections_per_address = (config->max_connections + 3) / 4;
}

static int services_check(const struct draft *draft, struct reason *reason)
{
    size_t blamed = SETTING_TELNET, other = SETTING_HTTP;

    if (draft->config->telnet.enabled || draft->config->http.enabled)
        return 0;
    if (draft->origins[SETTING_HTTP].kind == ORIGIN_FLAG) {
        blamed = SETTING_HTTP;
        other = SETTING_TELNET;
    }
    return origin_refuse(&draft->origins[blamed], reason,
                         "leaves nothing to serve: %s is off as well", setting_table[other].key);
}

static int address_resolve(struct config_address *address, const struct origin *origin,
                           struct reason *reason)
{
    const char *why;
    int result = address->enabled ? endpoint_resolve(address, &why) : ENDPOINT_RESOLVED;

    if (result != ENDPOINT_UNKNOWN)
        return result;
    (void)origin_refuse(origin, reason, "has a host that cannot be found: %s", why);
    return -EHOSTUNREACH;
}

int draft_finish(struct draft *draft, struct reason *reason)
{
    struct config *config = draft->config;
    int result = services_check(draft, reason);

    shares_default(draft);
    if (result == 0)
        result = address_resolve(&config->telnet, &draft->origins[SETTING_TELNET], reason);
    if (result == 0)
        result = address_resolve(&config->http, &draft->origins[SETTING_HTTP], reason);
    return result;
}
