/*
 * A value keeps its origin, so that an error that only shows at the end (a host that cannot be resolved)
 * still names the line or flag it came from.
 *
 * Nothing is guessed: a value that is almost right ends the start-up, because a daemon that runs with
 * other settings than the operator wrote is worse than one that does not run. This module reads
 * neither files nor command lines.
 */

#include "server/config/draft.h"

#include <assert.h>
#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/base/limits.h"
#include "server/config/contact.h"

_Static_assert((int)NETWORKS_MAX <= (int)SETTING_NAMES, "a list is read as far as that");

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
    case KIND_ADDRESSES:
        return origin_refuse(
            origin, reason,
            "is not \"HOST:PORT\", such as \"%s\", \"unix:/PATH\", a list of these, or null",
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
    case KIND_URL:
        return origin_refuse(origin, reason,
                             "is not a URL, such as \"https://example.org/charfinder\", or null");
    case KIND_NETWORKS:
        return origin_refuse(
            origin, reason,
            "is not a list of addresses and networks, such as [\"192.0.2.7\", \"10.0.0.0/8\"]");
    case KIND_CONTACT:
        return origin_refuse(origin, reason, "is not a text");
    case KIND_ACCESS:
        return origin_refuse(origin, reason, "is not one of %s", ACCESS_FORMAT_NAMES);
    case KIND_SWITCH:
        return origin_refuse(origin, reason, "is not true or false");
    }
    assert(false && "unknown kind of setting");
    return -EINVAL;
}

/* Setting */

/* The outcome of a function of addresses.h, as one of ours. */
static int addresses_result(int outcome, const struct origin *origin, const struct reason *problem,
                            struct reason *reason)
{
    if (outcome <= ADDRESSES_OK)
        return outcome;
    (void)origin_refuse(origin, reason, "%s", problem->text);
    return outcome == ADDRESSES_UNKNOWN ? -EHOSTUNREACH : (int)origin->kind;
}

static int addresses_set_value(struct config_addresses *addresses, const struct setting *setting,
                               const struct origin *origin, const struct setting_value *value,
                               struct reason *reason)
{
    struct reason problem;
    int outcome = addresses_set(addresses, value, setting->default_text, &problem);

    return addresses_result(outcome, origin, &problem, reason);
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

    *networks = (struct networks){.count = 0};
    if (value->name_count > NETWORKS_MAX)
        return origin_refuse(origin, reason, "has more than %d networks", NETWORKS_MAX);
    for (size_t i = 0; i < value->name_count; i++) {
        const char *problem = networks_add(networks, value->names[i]);

        if (problem && value_show_quoted(shown, value->names[i]) < 0)
            return -ENOMEM;
        if (problem)
            return origin_refuse(origin, reason, "has %s, which %s", shown, problem);
    }
    return 0;
}

/* The function copies the text into the member, or returns what is wrong with it. */
static int copy_set(const char *(*copy)(char *, const char *), char *member,
                    const struct origin *origin, const char *text, struct reason *reason)
{
    const char *problem = copy(member, text);

    return problem ? origin_refuse(origin, reason, "%s", problem) : 0;
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
    case KIND_ADDRESSES:
        return type == VALUE_TEXT || type == VALUE_NAMES || type == VALUE_OBJECTS;
    case KIND_PATH:
    case KIND_LEVEL:
    case KIND_CONTACT:
    case KIND_ACCESS:
    case KIND_URL:
        return type == VALUE_TEXT;
    case KIND_SWITCH:
        return type == VALUE_TRUTH;
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
    if (value->type == VALUE_OFF && setting->kind == KIND_ADDRESSES) {
        *(struct config_addresses *)member = (struct config_addresses){.count = 0};
        return 0;
    }
    if (value->type == VALUE_OFF && setting->kind == KIND_URL) {
        *(char *)member = '\0';
        return 0;
    }
    if (!setting_takes(setting, value->type))
        return setting_refuse(setting, origin, reason);

    switch (setting->kind) {
    case KIND_ADDRESSES:
        return addresses_set_value(member, setting, origin, value, reason);
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
    case KIND_CONTACT:
        return copy_set(contact_copy, member, origin, value->text, reason);
    case KIND_ACCESS:
        return access_format_parse(value->text, member)
                   ? 0
                   : origin_refuse(origin, reason, "is not one of %s", ACCESS_FORMAT_NAMES);
    case KIND_SWITCH:
        *(bool *)member = value->truth;
        return 0;
    case KIND_URL:
        return copy_set(site_normalize, member, origin, value->text, reason);
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

/* "127.0.0.1:80,[::1]:80" or "off", as on a command line. Flags of one service add up. */
static int addresses_set_text(struct draft *draft, size_t id, const struct origin *origin,
                              const char *text, struct reason *reason)
{
    const struct setting *setting = &setting_table[id];
    struct config_addresses *addresses =
        (struct config_addresses *)((char *)draft->config + setting->offset);
    bool off = strcmp(text, "off") == 0;
    bool again = origin->kind == ORIGIN_FLAG && draft->origins[id].kind == ORIGIN_FLAG;
    struct reason problem;

    draft->origins[id] = *origin;
    if (again && (off || addresses->count == 0))
        return origin_refuse(origin, reason, "cannot be combined with %s before it",
                             addresses->count == 0 ? "\"off\"" : "an address");
    if (!again)
        *addresses = (struct config_addresses){.count = 0};
    if (off)
        return 0;
    return addresses_result(addresses_add(addresses, text, setting->default_text, &problem), origin,
                            &problem, reason);
}

int draft_set_text(struct draft *draft, size_t id, const struct origin *origin, const char *text,
                   struct reason *reason)
{
    enum setting_kind kind = setting_table[id].kind;
    struct setting_value value = {.type = VALUE_TEXT, .text = text};
    size_t size = strlen(text);

    if (kind == KIND_LANGUAGES)
        return languages_set_text(draft, id, origin, text, reason);
    if (kind == KIND_ADDRESSES)
        return addresses_set_text(draft, id, origin, text, reason);
    if (kind == KIND_NUMBER && size > 0 && strspn(text, "0123456789") == size) {
        value.type = VALUE_NUMBER;
        value.number = strtoll(text, NULL, 10); /* LLONG_MAX when too large */
    } else if (kind == KIND_SWITCH && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)) {
        value.type = VALUE_TRUTH;
        value.truth = strcmp(text, "true") == 0;
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
        config->live.max_sessions_per_address = (config->max_sessions + 3) / 4;
    if (draft->origins[SETTING_CONNECTIONS_EACH].kind == ORIGIN_DEFAULT)
        config->live.max_connections_per_address = (config->max_connections + 3) / 4;
}

/* A flag wins over the file, also over its list. */
static void sources_default(const struct draft *draft)
{
    for (size_t id = 0; id < SETTING_COUNT; id++)
        if (strcmp(setting_table[id].key, "sources_dir") == 0 &&
            draft->origins[id].kind == ORIGIN_FLAG)
            config_paths_release(&draft->config->index.sources_dirs);
}

static int services_check(const struct draft *draft, struct reason *reason)
{
    size_t blamed = SETTING_TELNET, other = SETTING_HTTP;

    if (draft->config->telnet.count > 0 || draft->config->http.count > 0)
        return 0;
    if (draft->origins[SETTING_HTTP].kind == ORIGIN_FLAG) {
        blamed = SETTING_HTTP;
        other = SETTING_TELNET;
    }
    return origin_refuse(&draft->origins[blamed], reason,
                         "leaves nothing to serve: %s is off as well", setting_table[other].key);
}

static int service_resolve(struct config_addresses *addresses, const struct origin *origin,
                           struct reason *reason)
{
    struct reason problem;

    return addresses_result(addresses_resolve(addresses, &problem), origin, &problem, reason);
}

/* Without trusted proxies no client could connect. */
static int proxies_check(const struct draft *draft, const struct config_addresses *addresses,
                         const struct origin *origin, struct reason *reason)
{
    const struct networks *trusted = &draft->config->live.trusted_proxies;

    for (size_t i = 0; i < addresses->count; i++)
        if (addresses->list[i].proxy_protocol && trusted->count == 0 && !trusted->unix_sockets)
            return origin_refuse(origin, reason,
                                 "has \"proxy_protocol\", but trusted_proxies is empty: list the "
                                 "proxies there");
    return 0;
}

/* Blames the one that was written last. */
static int services_compare(const struct draft *draft, struct reason *reason)
{
    const struct config *config = draft->config;
    const struct origin *telnet = &draft->origins[SETTING_TELNET];
    const struct origin *http = &draft->origins[SETTING_HTTP];
    struct reason problem;

    if (telnet->kind == ORIGIN_FLAG && http->kind != ORIGIN_FLAG)
        return addresses_result(addresses_compare(&config->telnet, &config->http, "http", &problem),
                                telnet, &problem, reason);
    return addresses_result(addresses_compare(&config->http, &config->telnet, "telnet", &problem),
                            http, &problem, reason);
}

int draft_finish(struct draft *draft, struct reason *reason)
{
    int result = services_check(draft, reason);

    shares_default(draft);
    sources_default(draft);
    if (result == 0)
        result =
            proxies_check(draft, &draft->config->telnet, &draft->origins[SETTING_TELNET], reason);
    if (result == 0)
        result = proxies_check(draft, &draft->config->http, &draft->origins[SETTING_HTTP], reason);
    return result;
}

int draft_resolve(struct draft *draft, struct reason *reason)
{
    struct config *config = draft->config;
    int result = service_resolve(&config->telnet, &draft->origins[SETTING_TELNET], reason);

    if (result == 0)
        result = service_resolve(&config->http, &draft->origins[SETTING_HTTP], reason);
    if (result == 0)
        result = services_compare(draft, reason);
    return result;
}
