/*
 * Builds the values of JSON documents with jansson.
 *
 * jansson returns NULL when memory runs out and when a text is not UTF-8. The second cannot happen
 * here: a text comes from a verified index or a decoded target, or json_value_any_text() repairs
 * it. So NULL always means out of memory.
 */

#include "server/answers/json/json_value.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/unicode/character.h"

/* Fifteen digits print 0.2 as 0.2 and suffice for every numeric value of a character. */
enum { DUMP_FLAGS = JSON_COMPACT | JSON_REAL_PRECISION(15) };

static int dump_bytes(const char *bytes, size_t size, void *out)
{
    struct buffer *buffer = out;

    buffer_append(buffer, bytes, size);
    return buffer->failed ? -1 : 0;
}

void json_value_append(struct buffer *out, json_t *document)
{
    if (!document || json_dump_callback(document, dump_bytes, out, DUMP_FLAGS) < 0) {
        buffer_release(out);
        out->failed = true;
    }
    json_decref(document);
}

json_t *json_value_text(struct slice text)
{
    return json_stringn(text.size > 0 ? text.bytes : "", text.size);
}

json_t *json_value_any_text(struct slice text)
{
    struct buffer valid = BUFFER_INIT;
    json_t *value;

    if (utf8_valid(text.bytes, text.size))
        return json_value_text(text);
    for (size_t at = 0, begin = 0; at < text.size; begin = at) {
        if (utf8_next(text.bytes, text.size, &at) < 0)
            buffer_append_text(&valid, "\uFFFD");
        else
            buffer_append(&valid, text.bytes + begin, at - begin);
    }
    value = valid.failed ? NULL : json_value_text((struct slice){valid.bytes, valid.size});
    buffer_release(&valid);
    return value;
}

json_t *json_value_text_or_null(const char *text)
{
    return text[0] ? json_string(text) : json_null();
}

json_t *json_value_format(const char *format, ...)
{
    char text[64];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return json_string(text);
}

json_t *json_value_code_point(uint32_t code_point)
{
    return json_value_format("U+%04X", (unsigned)code_point);
}

json_t *json_value_code_points(const uint32_t *points, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        list = json_value_list_with(list, json_value_code_point(points[i]));
    return list;
}

json_t *json_value_char(const uint32_t *points, size_t count)
{
    char bytes[SEQUENCE_MAX * UTF8_MAX_SIZE];
    size_t size = 0;

    for (size_t i = 0; i < count && i < SEQUENCE_MAX; i++) {
        if (points[i] >= 0xD800 && points[i] <= 0xDFFF)
            return json_null();
        size += utf8_write(bytes + size, points[i]);
    }
    return json_stringn(bytes, size);
}

json_t *json_value_list_with(json_t *list, json_t *element)
{
    if (json_array_append_new(list, element) == 0)
        return list;
    json_decref(list);
    return NULL;
}

json_t *json_value_joined(json_t *first, json_t *second)
{
    if (first && json_object_update(first, second) < 0) {
        json_decref(first);
        first = NULL;
    }
    json_decref(second);
    return first;
}

json_t *json_value_document(const struct charindex *index, uint32_t document)
{
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(index, document, points);
    bool sequence = document >= charindex_first_sequence(index);

    return json_pack("{s:o, s:o, s:o}", "char", json_value_char(points, count),
                     sequence ? "codepoints" : "codepoint",
                     sequence ? json_value_code_points(points, count)
                              : json_value_code_point(points[0]),
                     "name", json_value_text(charindex_name(index, document)));
}

json_t *json_value_character(const struct charindex *index, uint32_t code_point)
{
    char label[CHARACTER_NAME_SIZE];
    uint32_t document;

    if (index && charindex_find(index, code_point, &document))
        return json_value_document(index, document);
    character_label(charindex_repertoire(index), code_point, label);
    return json_pack("{s:o, s:o, s:s}", "char", json_value_char(&code_point, 1), "codepoint",
                     json_value_code_point(code_point), "name", label);
}
