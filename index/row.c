/*
 * Rows of a result. Neighbouring documents have neighbouring lines in the index, so a slice of
 * "cjk" is one copy however many lines it has.
 */

#include "index/row.h"

#include <assert.h>
#include <string.h>

#include "index/repr.h"
#include "index/utf8.h"

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

/* A character within a JSON string (RFC 8259, section 7). All controls are escaped, not only those
 * that must be, because telnet sends these lines to terminals. */
static void append_json_char(struct buffer *out, uint32_t code_point)
{
    char bytes[UTF8_MAX_SIZE];

    if (code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F)) {
        buffer_append_format(out, "\\u%04X", code_point);
        return;
    }
    if (code_point == '"' || code_point == '\\')
        buffer_append(out, "\\", 1);
    buffer_append(out, bytes, utf8_write(bytes, code_point));
}

void row_json(struct buffer *out, const struct charindex *index, uint32_t document,
              enum row_fields fields)
{
    uint32_t code_point = charindex_code_point(index, document);
    struct slice name = charindex_name(index, document);
    struct slice properties = charindex_properties(index, document);

    buffer_append_text(out, "{\"char\":\"");
    append_json_char(out, code_point);
    if (fields == ROW_FULL) {
        struct slice line = charindex_lines(index, document, 1);
        const char *tab = memchr(line.bytes, '\t', line.size);

        buffer_append_text(out, "\",\"codepoint\":\"");
        buffer_append(out, line.bytes, (size_t)(tab - line.bytes));
    }
    buffer_append_text(out, "\",\"name\":\"");
    buffer_append(out, name.bytes, name.size); /* letters, digits, "-", " ", "<" and ">" */
    buffer_append_text(out, "\"");
    if (fields == ROW_FULL) {
        buffer_append(out, properties.bytes, properties.size);
        buffer_append_text(out, ",\"match\":\"name\"");
    }
    buffer_append_text(out, "}");
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
