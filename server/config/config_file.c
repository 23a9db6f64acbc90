/*
 * The configuration file.
 *
 * jansson parses the JSON and settings.c knows what a value may be. This module connects the two and
 * knows the line that a message has to name. jansson's values carry no line, so the line is found
 * again in the text. An unknown key is an error: ignoring it would ignore what the operator wants.
 */

#include "server/config/config_file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "index/base/utf8.h"
#include "server/base/limits.h"

/* Bytes of the file's name in a message; the rest is for what is wrong with it. */
enum { NAME_SHOWN = 64 };

struct config_file {
    char name[NAME_SHOWN]; /* as messages show it */
    const char *text;
    size_t size;
    struct draft *draft;
    struct reason *reason;
};

/* Cuts a long name at its start, between two characters, because its end is more specific. */
static void name_show(char shown[static NAME_SHOWN], const char *name)
{
    size_t size = strlen(name), at = 0;

    if (size < NAME_SHOWN) {
        memcpy(shown, name, size + 1);
        return;
    }
    while (size - at > NAME_SHOWN - sizeof "…")
        (void)utf8_next(name, size, &at);
    (void)snprintf(shown, NAME_SHOWN, "…%s", name + at);
}

/* Lines */

/* The closing quotation mark of the string that begins at `at`. */
static size_t string_end(const char *text, size_t size, size_t at)
{
    for (at++; at < size && text[at] != '"'; at++)
        if (text[at] == '\\')
            at++;
    return at;
}

/* The line of member number `member`, counted from 0, in a text that was parsed: its key is the first
 * string after that many commas at the top level. jansson keeps members in the order of the text,
 * and duplicates were refused. */
static unsigned member_line(const struct config_file *file, size_t member)
{
    unsigned line = 1, depth = 0;

    for (size_t at = 0; at < file->size; at++)
        switch (file->text[at]) {
        case '\n':
            line++;
            break;
        case '[':
        case '{':
            depth++;
            break;
        case ']':
        case '}':
            depth--;
            break;
        case ',':
            member -= depth == 1;
            break;
        case '"':
            if (member == 0)
                return line;
            at = string_end(file->text, file->size, at);
            break;
        default:
            break;
        }
    assert(false && "member out of range");
    return line;
}

/* Unknown keys */

/* The Levenshtein distance, computed row by row: how many letters must be changed, added or removed
 * to turn one word into the other. */
static size_t key_distance(const char *valid, const char *written)
{
    size_t row[32], columns = strlen(valid);

    assert(columns < sizeof row / sizeof row[0]);
    for (size_t i = 0; i <= columns; i++)
        row[i] = i;
    for (size_t line = 1; written[line - 1]; line++) {
        size_t diagonal = row[0];

        row[0] = line;
        for (size_t i = 1; i <= columns; i++) {
            size_t change = diagonal + (valid[i - 1] != written[line - 1]);
            size_t slip = (row[i] < row[i - 1] ? row[i] : row[i - 1]) + 1;

            diagonal = row[i];
            row[i] = change < slip ? change : slip;
        }
    }
    return row[columns];
}

/* The key that was probably intended, or NULL. */
static const char *key_nearest(const char *written)
{
    const char *nearest = NULL;
    size_t least = SIZE_MAX;

    for (size_t id = 0; id < SETTING_COUNT; id++) {
        const char *key = setting_table[id].key;
        size_t distance = key_distance(key, written);

        if (distance < least && distance <= 1 + strlen(key) / 4) {
            least = distance;
            nearest = key;
        }
    }
    return nearest;
}

static int key_refuse(const struct config_file *file, unsigned line, const char *key)
{
    char shown[VALUE_SHOWN], keys[sizeof file->reason->text] = "";
    const char *nearest = key_nearest(key);
    size_t size = 0;

    if (value_show_quoted(shown, key) < 0)
        return -ENOMEM;
    if (nearest) {
        reason_set(file->reason, "%s:%u: unknown key %s; did you mean '%s'?", file->name, line,
                   shown, nearest);
        return ORIGIN_FILE;
    }
    for (size_t id = 0; id < SETTING_COUNT && size < sizeof keys; id++)
        size += (size_t)snprintf(keys + size, sizeof keys - size, "%s%s", size > 0 ? ", " : "",
                                 setting_table[id].key);
    reason_set(file->reason, "%s:%u: unknown key %s; known: %s", file->name, line, shown, keys);
    return ORIGIN_FILE;
}

/* Members and their values */

static int value_show_json(char shown[static VALUE_SHOWN], const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);

    if (!text)
        return -ENOMEM;
    value_show(shown, text, strlen(text));
    free(text);
    return 0;
}

/* Reads the first SETTING_NAMES strings of a list. Returns how many elements the list has, or -1
 * if one is not a string. */
static int names_read(const json_t *list, const char *names[static SETTING_NAMES])
{
    size_t count = json_array_size(list);

    for (size_t i = 0; i < count; i++) {
        const char *name = json_string_value(json_array_get(list, i));

        if (!name)
            return -1;
        if (i < SETTING_NAMES)
            names[i] = name;
    }
    return (int)count;
}

/* The value of a member of an object. */
static struct setting_member text_read(const char *key, const json_t *value)
{
    struct setting_member member = {.key = key, .type = VALUE_OTHER};

    if (json_is_string(value)) {
        member.type = VALUE_TEXT;
        member.text = json_string_value(value);
    } else if (json_is_boolean(value)) {
        member.type = VALUE_TRUTH;
        member.truth = json_is_true(value);
    }
    return member;
}

/* Reads an object, or a text as an object of one member. Returns whether it is one of these. */
static bool object_read(struct setting_object *object, json_t *element)
{
    const char *key;
    json_t *value;

    object->count = 0;
    if (json_is_string(element))
        object->members[object->count++] = text_read(NULL, element);
    else
        json_object_foreach(element, key, value)
        {
            if (object->count < SETTING_MEMBERS)
                object->members[object->count] = text_read(key, value);
            object->count++;
        }
    return json_is_string(element) || json_is_object(element);
}

/* Reads the first SETTING_OBJECTS objects of a list. Returns how many elements the list has, or -1 if
 * one is neither an object nor a text. */
static int objects_read(const json_t *list, struct setting_object objects[static SETTING_OBJECTS])
{
    size_t count = json_array_size(list);
    struct setting_object further;

    for (size_t i = 0; i < count; i++)
        if (!object_read(i < SETTING_OBJECTS ? &objects[i] : &further, json_array_get(list, i)))
            return -1;
    return (int)count;
}

/* What the elements of a value are read into. */
struct elements {
    const char *names[SETTING_NAMES];
    struct setting_object objects[SETTING_OBJECTS];
};

static struct setting_value list_read(const json_t *list, struct elements *elements)
{
    int names = names_read(list, elements->names);
    int objects = names < 0 ? objects_read(list, elements->objects) : -1;

    if (names >= 0)
        return (struct setting_value){
            .type = VALUE_NAMES, .names = elements->names, .name_count = (size_t)names};
    if (objects >= 0)
        return (struct setting_value){
            .type = VALUE_OBJECTS, .objects = elements->objects, .object_count = (size_t)objects};
    return (struct setting_value){.type = VALUE_OTHER};
}

static struct setting_value value_read(json_t *value, struct elements *elements)
{
    switch (json_typeof(value)) {
    case JSON_NULL:
        return (struct setting_value){.type = VALUE_OFF};
    case JSON_INTEGER:
        return (struct setting_value){.type = VALUE_NUMBER, .number = json_integer_value(value)};
    case JSON_STRING:
        return (struct setting_value){.type = VALUE_TEXT, .text = json_string_value(value)};
    case JSON_ARRAY:
        return list_read(value, elements);
    case JSON_TRUE:
    case JSON_FALSE:
        return (struct setting_value){.type = VALUE_TRUTH, .truth = json_is_true(value)};
    case JSON_OBJECT:
        (void)object_read(&elements->objects[0], value);
        return (struct setting_value){
            .type = VALUE_OBJECTS, .objects = elements->objects, .object_count = 1};
    case JSON_REAL:
        break;
    }
    return (struct setting_value){.type = VALUE_OTHER};
}

static int member_read(const struct config_file *file, unsigned line, const char *key, json_t *json)
{
    struct origin origin = {.kind = ORIGIN_FILE};
    struct elements elements;
    struct setting_value value = value_read(json, &elements);
    size_t id = 0;

    while (id < SETTING_COUNT && strcmp(key, setting_table[id].key) != 0)
        id++;
    if (id == SETTING_COUNT)
        return key_refuse(file, line, key);
    (void)snprintf(origin.place, sizeof origin.place, "%s:%u: %s", file->name, line, key);
    if (value_show_json(origin.value, json) < 0)
        return -ENOMEM;
    return draft_set(file->draft, id, &origin, &value, file->reason);
}

static int members_read(const struct config_file *file, json_t *object)
{
    size_t member = 0;
    const char *key;
    json_t *value;

    if (!json_is_object(object)) {
        reason_set(file->reason, "%s: the settings must be one object: {\"key\": value}",
                   file->name);
        return ORIGIN_FILE;
    }
    json_object_foreach(object, key, value)
    {
        int result = member_read(file, member_line(file, member), key, value);

        if (result != 0)
            return result;
        member++;
    }
    return 0;
}

/* The file as a whole */

static int json_refuse(const struct config_file *file, json_error_t *error)
{
    if (json_error_code(error) == json_error_out_of_memory)
        return -ENOMEM;
    /* The message quotes the text around the error, which may contain the end of a line. */
    for (char *at = error->text; *at; at++)
        if ((unsigned char)*at < ' ')
            *at = ' ';
    reason_set(file->reason, "%s:%d:%d: %s", file->name, error->line, error->column, error->text);
    return ORIGIN_FILE;
}

int config_file_parse(struct draft *draft, const char *name, const char *text, size_t size,
                      struct reason *reason)
{
    struct config_file file = {.text = text, .size = size, .draft = draft, .reason = reason};
    json_error_t error;
    json_t *root;
    int result;

    name_show(file.name, name);
    if (memchr(text, '\0', size)) { /* jansson would call it the end of the file */
        reason_set(reason, "%s: contains a NUL byte; save it as UTF-8 text", file.name);
        return ORIGIN_FILE;
    }
    root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return json_refuse(&file, &error);
    result = members_read(&file, root);
    json_decref(root);
    return result;
}

/* Reads to the end of the file, or `capacity` bytes. Returns the number of bytes, or a negative
 * errno. */
static ssize_t bytes_read(const char *path, char *bytes, size_t capacity)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t size = 0;
    ssize_t more;

    if (fd < 0)
        return -errno;
    do {
        more = read(fd, bytes + size, capacity - size);
        if (more > 0)
            size += (size_t)more;
        else if (more < 0)
            more = -errno;
    } while ((more > 0 && size < capacity) || more == -EINTR);
    (void)close(fd);
    return more < 0 ? more : (ssize_t)size;
}

int config_file_read(struct draft *draft, const char *path, struct reason *reason)
{
    char shown[NAME_SHOWN], *text = malloc(LIMIT_CONFIG_FILE + 1);
    int result = ORIGIN_FILE;
    ssize_t size;

    if (!text)
        return -ENOMEM;
    name_show(shown, path);
    size = bytes_read(path, text, LIMIT_CONFIG_FILE + 1);
    if (size < 0)
        reason_set(reason, "%s: cannot be read: %s", shown, strerror((int)-size));
    else if (size > LIMIT_CONFIG_FILE)
        reason_set(reason, "%s: is larger than %d bytes", shown, LIMIT_CONFIG_FILE);
    else
        result = config_file_parse(draft, path, text, (size_t)size, reason);
    free(text);
    return result;
}
