/*
 * Names are looked up from the innermost section outwards. What is not in the document reads as nothing: a
 * sequence has fewer members than a character, and without an index both have fewer.
 */

#include "server/answers/json/json_tree.h"

#include <assert.h>
#include <string.h>

#include "server/answers/json/json_value.h"

void json_tree_append(struct buffer *out, json_t *document)
{
    json_value_append(out, document);
}

void json_tree_free(json_t *document)
{
    json_decref(document);
}

json_t *json_tree_read(struct slice text)
{
    return json_loadb(text.bytes, text.size, 0, NULL);
}

static bool list_has(const json_t *list, const json_t *wanted)
{
    const json_t *value;
    size_t i;

    json_array_foreach(list, i, value) if (json_equal(value, wanted)) return true;
    return false;
}

void json_tree_exclude(json_t *document, const char *object, const char *list, const char *other)
{
    json_t *parent = json_object_get(document, object);
    json_t *from = json_object_get(parent, list);
    const json_t *known = json_object_get(parent, other);

    for (size_t i = json_array_size(from); i-- > 0;)
        if (list_has(known, json_array_get(from, i)))
            (void)json_array_remove(from, i);
}

void json_reader_open(struct json_reader *reader, const json_t *document)
{
    *reader = (struct json_reader){.values = {document}, .depth = 1};
}

/* The part of the name before its first dot, which is removed. */
static struct slice next_part(struct slice *name)
{
    const char *dot = name->size > 0 ? memchr(name->bytes, '.', name->size) : NULL;
    struct slice part = {name->bytes, dot ? (size_t)(dot - name->bytes) : name->size};
    const size_t taken = part.size + (dot ? 1 : 0);

    *name = (struct slice){name->bytes + taken, name->size - taken};
    return part;
}

static const json_t *member(const json_t *value, struct slice name)
{
    const char *key;
    json_t *found;

    if (!json_is_object(value))
        return NULL;
    json_object_foreach((json_t *)value, key, found)
    {
        if (slice_is(name, key))
            return found;
    }
    return NULL;
}

static const json_t *find(const struct json_reader *reader, struct slice name)
{
    struct slice first = next_part(&name);
    const json_t *found = NULL;

    if (first.size == 0) /* "." and ".name" */
        found = reader->values[reader->depth - 1];
    for (size_t depth = reader->depth; depth > 0 && !found; depth--)
        found = member(reader->values[depth - 1], first);
    while (found && name.size > 0)
        found = member(found, next_part(&name));
    return found;
}

static bool is_something(const json_t *value)
{
    if (json_is_array(value))
        return json_array_size(value) > 0;
    if (json_is_object(value))
        return json_object_size(value) > 0;
    if (json_is_string(value))
        return json_string_length(value) > 0;
    return value && !json_is_null(value) && !json_is_false(value);
}

bool json_reader_has(const struct json_reader *reader, struct slice name)
{
    return is_something(find(reader, name));
}

/* Member number `at` of an object, in its order. */
static const json_t *member_at(const json_t *object, unsigned at, const char **key)
{
    json_t *found;

    json_object_foreach((json_t *)object, *key, found)
    {
        if (at-- == 0)
            return found;
    }
    return NULL;
}

/* The value that a section reads in this round, or NULL after the last one. */
static const json_t *round_value(const json_t *value, bool members, unsigned round,
                                 const char **key)
{
    *key = NULL;
    if (members)
        return member_at(value, round, key);
    if (json_is_array(value))
        return json_array_get(value, round);
    return round == 0 && is_something(value) ? value : NULL;
}

bool json_reader_section(struct json_reader *reader, struct slice name, unsigned round)
{
    static const struct slice all = {.bytes = ".*", .size = 2};
    const bool members =
        name.size > all.size && memcmp(name.bytes + name.size - all.size, all.bytes, all.size) == 0;
    const json_t *value;
    const char *key;

    if (round > 0)
        reader->depth--; /* the name is of the section around it */
    if (members)
        name.size -= all.size;
    value = round_value(find(reader, name), members, round, &key);
    if (!value)
        return false;
    assert(reader->depth < JSON_READER_DEPTH);
    reader->values[reader->depth] = value;
    reader->keys[reader->depth++] = key;
    return true;
}

static void append_value(struct buffer *out, const json_t *value)
{
    const json_t *element;
    size_t i;

    if (json_is_string(value))
        buffer_append(out, json_string_value(value), json_string_length(value));
    else if (json_is_integer(value))
        buffer_append_format(out, "%lld", (long long)json_integer_value(value));
    else if (json_is_real(value))
        buffer_append_format(out, "%.12g", json_real_value(value));
    else if (json_is_boolean(value))
        buffer_append_text(out, json_is_true(value) ? "yes" : "no");
    json_array_foreach((json_t *)value, i, element)
    {
        buffer_append_text(out, i > 0 ? " " : "");
        append_value(out, element);
    }
}

void json_reader_text(const struct json_reader *reader, struct slice name, struct buffer *out)
{
    if (slice_is(name, "@key")) {
        for (size_t depth = reader->depth; depth > 0; depth--)
            if (reader->keys[depth - 1]) {
                buffer_append_text(out, reader->keys[depth - 1]);
                return;
            }
        return;
    }
    append_value(out, find(reader, name));
}
