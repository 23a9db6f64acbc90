/*
 * Rows of a result. Neighbouring documents have neighbouring lines in the index, so a slice of
 * "cjk" is one copy however many lines it has.
 */

#include "index/row.h"

#include <string.h>

#include "index/json_text.h"
#include "index/repr.h"
#include "index/search/match.h"

/* How many of the documents' lines fit, and their bytes. */
static uint32_t lines_that_fit(const struct charindex *index, uint32_t first, uint32_t count,
                               size_t capacity, struct slice *lines)
{
    uint32_t low = 0, high = count; /* low lines fit */

    while (low < high) {
        uint32_t middle = high - (high - low) / 2;

        if (charindex_lines(index, first, middle).size <= capacity)
            low = middle;
        else
            high = middle - 1;
    }
    *lines = charindex_lines(index, first, low);
    return low;
}

size_t row_lines(struct search_cursor *cursor, uint32_t most, char *out, size_t capacity,
                 uint32_t *rows)
{
    const struct charindex *index = cursor->search->index;
    size_t written = 0;

    *rows = 0;
    while (*rows < most) {
        struct search_cursor ahead = *cursor;
        struct slice lines;
        uint32_t first, count = search_next(&ahead, most - *rows, &first), fit;

        if (count == 0)
            break;
        fit = lines_that_fit(index, first, count, capacity - written, &lines);
        if (fit == 0)
            break;
        memcpy(out + written, lines.bytes, lines.size);
        written += lines.size;
        *rows += fit;
        (void)search_next(cursor, fit, &first);
        if (fit < count)
            break;
    }
    return written;
}

static void append_code_points(struct buffer *out, const uint32_t *points, size_t count,
                               bool sequence)
{
    if (!sequence) {
        buffer_append_format(out, ",\"codepoint\":\"U+%04X\"", (unsigned)points[0]);
        return;
    }
    buffer_append_text(out, ",\"codepoints\":[");
    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, "%s\"U+%04X\"", i > 0 ? "," : "", (unsigned)points[i]);
    buffer_append(out, "]", 1);
}

static void append_match(struct buffer *out, const struct match *match)
{
    buffer_append_format(out, ",\"match\":\"%s\"", match_kind_name(match->kind));
    if (match->text.size == 0)
        return;
    buffer_append_text(out, ",\"matched\":{\"text\":");
    json_text_append(out, match->text);
    buffer_append_text(out, ",\"ranges\":[");
    for (size_t i = 0; i < match->range_count; i++)
        buffer_append_format(out, "%s[%u,%u]", i > 0 ? "," : "", (unsigned)match->ranges[i].begin,
                             (unsigned)match->ranges[i].end);
    buffer_append_text(out, "]}");
}

/* All that stands behind the name. */
static void append_facts(struct buffer *out, const struct search *search, uint32_t document)
{
    struct slice properties = charindex_properties(search->index, document);
    const uint32_t *variants;
    uint32_t variant_count = charindex_variants(search->index, document, &variants);
    struct match match = {.kind = MATCH_NAME}; /* of a search that was not to be explained */

    buffer_append(out, properties.bytes, properties.size);
    if (variant_count > 0)
        buffer_append_format(out, ",\"variants\":%u", (unsigned)variant_count);
    if (search->plan) {
        struct matcher matcher;

        matcher_init(&matcher, search->index, search->plan);
        match_explain(&matcher, document, &match);
    }
    append_match(out, &match);
}

void row_json(struct buffer *out, const struct search *search, uint32_t document,
              enum row_fields fields)
{
    const struct charindex *index = search->index;
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(index, document, points);

    buffer_append_text(out, "{\"char\":");
    json_text_append_points(out, points, count);
    if (fields == ROW_FULL)
        append_code_points(out, points, count, document >= charindex_first_sequence(index));
    buffer_append_text(out, ",\"name\":");
    json_text_append(out, charindex_name(index, document));
    if (fields == ROW_FULL)
        append_facts(out, search, document);
    buffer_append(out, "}", 1);
}

void row_status(struct buffer *out, uint32_t total, const char *query, size_t size)
{
    if (total == 0)
        buffer_append_text(out, "No match for ");
    else if (total == 1)
        buffer_append_text(out, "1 match for ");
    else
        buffer_append_format(out, "%u matches for ", total);
    repr_append(out, query, size);
}
