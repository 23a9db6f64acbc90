/*
 * Lists. Each element is a struct that the caller has filled. There are few suggestions, so jansson
 * builds them; a property has hundreds of values, so they are written directly.
 */

#include "server/answers/json/json_lists.h"

#include "index/base/json_text.h"
#include "server/answers/json/json_value.h"

/* "☀ U+2600", "🇨🇭 U+1F1E8 U+1F1ED" */
static json_t *description_new(const struct charindex *index, uint32_t document)
{
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(index, document, points);
    struct buffer text = BUFFER_INIT;
    json_t *character = json_value_char(points, count), *description;

    buffer_append(&text, json_string_value(character), json_string_length(character));
    for (size_t i = 0; i < count; i++)
        buffer_append_format(&text, " U+%04X", (unsigned)points[i]);
    description = text.failed || !character ? NULL : json_stringn(text.bytes, text.size);
    json_decref(character);
    buffer_release(&text);
    return description;
}

void json_suggestions_append(struct buffer *out, struct slice query, const struct charindex *index,
                             const struct json_suggestion *suggestions, size_t count)
{
    json_t *completions = json_array(), *descriptions = json_array();

    for (size_t i = 0; i < count; i++) {
        completions = json_value_list_with(completions, json_value_text(suggestions[i].completion));
        descriptions =
            json_value_list_with(descriptions, description_new(index, suggestions[i].document));
    }
    json_value_append(
        out, json_pack("[o, o, o, []]", json_value_text(query), completions, descriptions));
}

/* Appends everything before the first element. */
static void list_begin(struct buffer *out, const char *generation, const char *name)
{
    buffer_append_format(out, "{\"generation\":\"%s\",\"%s\":[", generation, name);
}

static void element_begin(struct buffer *out, size_t number, struct slice name)
{
    buffer_append_text(out, number > 0 ? ",{\"name\":" : "{\"name\":");
    json_text_append(out, name);
}

static void element_end(struct buffer *out, uint32_t characters, uint32_t results)
{
    buffer_append_format(out, ",\"characters\":%u,\"results\":%u}", (unsigned)characters,
                         (unsigned)results);
}

void json_blocks_append(struct buffer *out, const char *generation, const struct json_block *blocks,
                        size_t count)
{
    list_begin(out, generation, "blocks");
    for (size_t i = 0; i < count; i++) {
        element_begin(out, i, blocks[i].name);
        buffer_append_format(out, ",\"first\":\"U+%04X\",\"last\":\"U+%04X\"",
                             (unsigned)blocks[i].first, (unsigned)blocks[i].last);
        element_end(out, blocks[i].characters, blocks[i].results);
    }
    buffer_append_text(out, "]}");
}

void json_scripts_append(struct buffer *out, const char *generation,
                         const struct json_script *scripts, size_t count)
{
    list_begin(out, generation, "scripts");
    for (size_t i = 0; i < count; i++) {
        element_begin(out, i, scripts[i].name);
        buffer_append_format(out, ",\"code\":\"%s\"", scripts[i].code);
        element_end(out, scripts[i].characters, scripts[i].results);
    }
    buffer_append_text(out, "]}");
}

void json_categories_append(struct buffer *out, const char *generation,
                            const struct json_category *categories, size_t count)
{
    list_begin(out, generation, "categories");
    for (size_t i = 0; i < count; i++) {
        element_begin(out, i, slice_of(categories[i].name));
        buffer_append_format(out, ",\"long_name\":\"%s\"", categories[i].long_name);
        element_end(out, categories[i].characters, categories[i].results);
    }
    buffer_append_text(out, "]}");
}
