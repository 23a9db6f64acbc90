/*
 * Lists of addresses. One table says what an address may have beside its text; nothing is guessed,
 * and an option that would have no effect is refused.
 */

#include "server/config/addresses.h"

#include <assert.h>
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/config/shown.h"

/* What an object may have. */
enum option { OPTION_ADDRESS, OPTION_MODE, OPTION_OWNER, OPTION_GROUP, OPTION_PROXY, OPTIONS };

static const char option_keys[] = "address, mode, owner, group, proxy_protocol";

static const struct {
    const char *key;
    enum value_type type;
    const char *form; /* what it is to be */
} options[OPTIONS] = {
    [OPTION_ADDRESS] = {"address", VALUE_TEXT, "a text"},
    [OPTION_MODE] = {"mode", VALUE_TEXT, "a text of octal digits, such as \"0660\""},
    [OPTION_OWNER] = {"owner", VALUE_TEXT, "the name of a user"},
    [OPTION_GROUP] = {"group", VALUE_TEXT, "the name of a group"},
    [OPTION_PROXY] = {"proxy_protocol", VALUE_TRUTH, "true or false"},
};

__attribute__((format(printf, 2, 3))) static int wrong(struct reason *problem, const char *format,
                                                       ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(problem->text, sizeof problem->text, format, arguments);
    va_end(arguments);
    return ADDRESSES_WRONG;
}

/* Adds the address of a text. A text that is one of several is named. */
static int add(struct config_addresses *addresses, const char *text, bool named,
               const char *example, struct reason *problem)
{
    char shown[VALUE_SHOWN];
    const char *complaint;

    if (addresses->count == CONFIG_ADDRESSES_MAX)
        return wrong(problem, "has more than %d addresses", CONFIG_ADDRESSES_MAX);
    complaint = endpoint_parse(&addresses->list[addresses->count], text);
    if (!complaint) {
        addresses->count++;
        return ADDRESSES_OK;
    }
    if (!named)
        return wrong(problem, "%s; write HOST:PORT, such as %s, or unix:/PATH", complaint, example);
    if (value_show_quoted(shown, text) < 0)
        return -ENOMEM;
    return wrong(problem, "has %s, which %s; write HOST:PORT, such as %s, or unix:/PATH", shown,
                 complaint, example);
}

/* Options */

static int mode_read(mode_t *mode, const char *text, struct reason *problem)
{
    size_t size = strlen(text);

    if (size < 3 || size > 4 || strspn(text, "01234567") != size || strtoul(text, NULL, 8) > 0777)
        return wrong(problem, "has a \"mode\" that is not %s", options[OPTION_MODE].form);
    *mode = (mode_t)strtoul(text, NULL, 8);
    return ADDRESSES_OK;
}

static int name_read(char name[static CONFIG_OWNER_SIZE], enum option option, const char *text,
                     struct reason *problem)
{
    size_t size = strlen(text);

    if (size == 0 || size >= CONFIG_OWNER_SIZE)
        return wrong(problem, "has \"%s\", which is not %s", options[option].key,
                     options[option].form);
    memcpy(name, text, size + 1);
    return ADDRESSES_OK;
}

static int option_set(struct config_address *address, enum option option,
                      const struct setting_member *member, struct reason *problem)
{
    struct config_file_rights *file = &address->file;

    if (option != OPTION_ADDRESS && option != OPTION_PROXY && !endpoint_is_unix(address))
        return wrong(problem, "has \"%s\" for %s, which is not a Unix socket", options[option].key,
                     address->text);
    switch (option) {
    case OPTION_ADDRESS:
        break;
    case OPTION_MODE:
        return mode_read(&file->mode, member->text, problem);
    case OPTION_OWNER:
        return name_read(file->owner, option, member->text, problem);
    case OPTION_GROUP:
        return name_read(file->group, option, member->text, problem);
    case OPTION_PROXY:
        address->proxy_protocol = member->truth;
        break;
    case OPTIONS:
        assert(!"an option");
        break;
    }
    return ADDRESSES_OK;
}

/* Finds the option that the member is. */
static int option_find(enum option *option, const struct setting_member *member,
                       struct reason *problem)
{
    char shown[VALUE_SHOWN];

    for (*option = 0; *option < OPTIONS; (*option)++)
        if (strcmp(member->key, options[*option].key) == 0) {
            if (member->type == options[*option].type)
                return ADDRESSES_OK;
            return wrong(problem, "has \"%s\", which is not %s", options[*option].key,
                         options[*option].form);
        }
    if (value_show_quoted(shown, member->key) < 0)
        return -ENOMEM;
    return wrong(problem, "has the unknown %s; known: %s", shown, option_keys);
}

/* JSON has refused duplicates. */
static int object_check(const struct setting_object *object, const char **text,
                        struct reason *problem)
{
    enum option option;

    *text = NULL;
    if (object->count > SETTING_MEMBERS)
        return wrong(problem, "has more than %d members", SETTING_MEMBERS);
    for (size_t i = 0; i < object->count; i++) {
        int result = option_find(&option, &object->members[i], problem);

        if (result != ADDRESSES_OK)
            return result;
        if (option == OPTION_ADDRESS)
            *text = object->members[i].text;
    }
    if (!*text)
        return wrong(problem, "has no \"address\": {\"address\": \"unix:/PATH\"}");
    return ADDRESSES_OK;
}

static int object_add(struct config_addresses *addresses, const struct setting_object *object,
                      const char *example, struct reason *problem)
{
    const char *text;
    int result;

    if (object->count == 1 && !object->members[0].key)
        return add(addresses, object->members[0].text, true, example, problem);
    result = object_check(object, &text, problem);
    if (result == ADDRESSES_OK)
        result = add(addresses, text, true, example, problem);
    for (size_t i = 0; result == ADDRESSES_OK && i < object->count; i++) {
        enum option option;

        result = option_find(&option, &object->members[i], problem);
        if (result == ADDRESSES_OK)
            result = option_set(&addresses->list[addresses->count - 1], option, &object->members[i],
                                problem);
    }
    return result;
}

/* Lists */

int addresses_set(struct config_addresses *addresses, const struct setting_value *value,
                  const char *example, struct reason *problem)
{
    size_t count = value->type == VALUE_OBJECTS ? value->object_count : value->name_count;
    int result = ADDRESSES_OK;

    *addresses = (struct config_addresses){.count = 0};
    if (value->type == VALUE_TEXT)
        return add(addresses, value->text, false, example, problem);
    if (count == 0)
        return wrong(problem, "has no address: write null to switch the service off");
    if (count > CONFIG_ADDRESSES_MAX)
        return wrong(problem, "has more than %d addresses", CONFIG_ADDRESSES_MAX);
    for (size_t i = 0; result == ADDRESSES_OK && i < count; i++)
        result = value->type == VALUE_NAMES
                     ? add(addresses, value->names[i], true, example, problem)
                     : object_add(addresses, &value->objects[i], example, problem);
    return result;
}

int addresses_add(struct config_addresses *addresses, const char *text, const char *example,
                  struct reason *problem)
{
    bool several = strchr(text, ',');
    int result = ADDRESSES_OK;
    char *copy, *rest, *part;

    if (!several)
        return add(addresses, text, false, example, problem);
    copy = rest = strdup(text);
    if (!copy)
        return -ENOMEM;
    while (result == ADDRESSES_OK && (part = strsep(&rest, ",")))
        result = add(addresses, part, true, example, problem);
    free(copy);
    return result;
}

static bool address_equal(const struct config_address *a, const struct config_address *b)
{
    return strcmp(a->text, b->text) == 0 && a->proxy_protocol == b->proxy_protocol &&
           a->file.mode == b->file.mode && strcmp(a->file.owner, b->file.owner) == 0 &&
           strcmp(a->file.group, b->file.group) == 0;
}

bool addresses_equal(const struct config_addresses *a, const struct config_addresses *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!address_equal(&a->list[i], &b->list[i]))
            return false;
    return true;
}

/* When all is known */

static bool is_number(const char *text)
{
    return strspn(text, "0123456789") == strlen(text) && strlen(text) < 10;
}

static int rights_resolve(struct config_file_rights *file, struct reason *problem)
{
    const struct passwd *user = file->owner[0] ? getpwnam(file->owner) : NULL;
    const struct group *group = file->group[0] ? getgrnam(file->group) : NULL;

    if (user)
        file->uid = user->pw_uid;
    else if (file->owner[0] && is_number(file->owner))
        file->uid = (uid_t)strtoul(file->owner, NULL, 10);
    else if (file->owner[0])
        return wrong(problem, "has the owner '%s', but this system has no such user", file->owner);
    if (group)
        file->gid = group->gr_gid;
    else if (file->group[0] && is_number(file->group))
        file->gid = (gid_t)strtoul(file->group, NULL, 10);
    else if (file->group[0])
        return wrong(problem, "has the group '%s', but this system has no such group", file->group);
    return ADDRESSES_OK;
}

static int address_resolve(struct config_address *address, struct reason *problem)
{
    const char *why;
    int result = endpoint_resolve(address, &why);

    if (result == ENDPOINT_UNKNOWN) {
        (void)wrong(problem, "has a host that cannot be found: %s", why);
        return ADDRESSES_UNKNOWN;
    }
    return result < 0 ? result : rights_resolve(&address->file, problem);
}

int addresses_resolve(struct config_addresses *addresses, struct reason *problem)
{
    for (size_t i = 0; i < addresses->count; i++) {
        int result = address_resolve(&addresses->list[i], problem);

        if (result != ADDRESSES_OK)
            return result;
    }
    for (size_t i = 0; i < addresses->count; i++)
        for (size_t k = 0; k < i; k++)
            if (endpoint_overlaps(&addresses->list[i], &addresses->list[k]))
                return wrong(problem, "has %s and %s: only one of them can be listened on",
                             addresses->list[k].text, addresses->list[i].text);
    return ADDRESSES_OK;
}

int addresses_compare(const struct config_addresses *addresses,
                      const struct config_addresses *others, const char *other_service,
                      struct reason *problem)
{
    for (size_t i = 0; i < addresses->count; i++)
        for (size_t k = 0; k < others->count; k++)
            if (endpoint_overlaps(&addresses->list[i], &others->list[k]))
                return wrong(problem, "has %s, and %s has %s: only one of them can be listened on",
                             addresses->list[i].text, other_service, others->list[k].text);
    return ADDRESSES_OK;
}
