/*
 * What index/present/typing.h and the spellings of the index say, as JSON.
 */

#include "server/answers/json/json_ways.h"

#include <endian.h>
#include <string.h>

#include "index/present/typing.h"
#include "index/sources/records/spelling.h"
#include "server/answers/json/json_value.h"

/* A list of the lines. */
static json_t *lines_new(const struct buffer *lines)
{
    json_t *list = json_array();

    for (size_t at = 0; at < lines->size;) {
        const char *line = lines->bytes + at;
        const char *end = memchr(line, '\n', lines->size - at);
        const size_t size = end ? (size_t)(end - line) : lines->size - at;

        list = json_value_list_with(list, json_value_text((struct slice){line, size}));
        at += size + 1;
    }
    return list;
}

json_t *json_ways_typing(const struct charindex *index, const uint32_t *points, size_t count)
{
    struct buffer forms = BUFFER_INIT;
    json_t *list = json_array();

    for (enum typing_way way = 0; way < TYPING_COUNT; way++) {
        forms.size = 0;
        if (typing_append(&forms, way, index, points, count) > 0)
            list =
                json_value_list_with(list, json_pack("{s:s, s:s, s:s, s:o}", "way", typing_key(way),
                                                     "label", typing_label(way), "where",
                                                     typing_where(way), "keys", lines_new(&forms)));
    }
    if (forms.failed) {
        json_decref(list);
        list = NULL;
    }
    buffer_release(&forms);
    return json_pack("{s:o}", "typing", list);
}

json_t *json_ways_spellings(const struct charindex *index, uint32_t document, uint32_t most)
{
    const uint32_t *entries;
    const uint32_t count = charindex_spelled(index, document, &entries);
    json_t *list = json_array();

    for (uint32_t i = 0; i < count && i < most; i++) {
        const uint32_t entry = le32toh(entries[i]);
        const struct spelling spelling = charindex_spelling(index, entry);
        const uint32_t text = charindex_spelling_text_of(index, entry);

        list = json_value_list_with(
            list, json_pack("{s:o, s:s, s:s}", "text",
                            json_value_text(charindex_spelling_text(index, text)), "kind",
                            spelling_word(spelling.kind), "label", spelling_label(spelling.kind)));
    }
    return json_pack("{s:o}", "spellings", list);
}
