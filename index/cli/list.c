/*
 * Lists, in three formats.
 */

#include "index/cli/list.h"

#include <inttypes.h>

#include "index/base/json_text.h"
#include "index/text/width.h"

enum { COUNT_WIDTH = 7, GAP = 2 }; /* cells */

static void append_columns(struct buffer *out, const struct listing_entry *entry, size_t width,
                           const struct terminal *terminal)
{
    struct slice about = slice_of(entry->about);

    buffer_append(out, entry->name.bytes, entry->name.size);
    terminal_pad(out, width - width_of_text(NULL, entry->name.bytes, entry->name.size));
    if (entry->count > 0)
        buffer_append_format(out, "%*" PRIu32, COUNT_WIDTH, entry->count);
    if (about.size > 0)
        terminal_pad(out, GAP);
    terminal_append(out, terminal, TERMINAL_DIM, about);
    buffer_append_text(out, "\n");
}

static void append_json(struct buffer *out, const struct listing_entry *entry, bool first)
{
    buffer_append_text(out, first ? "\n{\"name\":" : ",\n{\"name\":");
    json_text_append(out, entry->name);
    if (entry->count > 0)
        buffer_append_format(out, ",\"count\":%" PRIu32, entry->count);
    if (entry->about[0]) {
        buffer_append_text(out, ",\"about\":");
        json_text_append(out, slice_of(entry->about));
    }
    buffer_append_text(out, "}");
}

static size_t widest(const struct listing *list, const struct charindex *index, uint32_t count)
{
    struct listing_entry entry;
    size_t width = 0;

    for (uint32_t i = 0; i < count; i++) {
        size_t cells;

        listing_entry(list, index, i, &entry);
        cells = width_of_text(NULL, entry.name.bytes, entry.name.size);
        if (cells > width)
            width = cells;
    }
    return width;
}

void list_append(struct buffer *out, const struct charindex *index, const struct options *options,
                 const struct terminal *terminal)
{
    uint32_t count = listing_count(&options->list, index);
    size_t width = terminal->columns ? widest(&options->list, index, count) : 0;
    struct listing_entry entry;

    if (options->output == OUTPUT_JSON)
        buffer_append_text(out, "[");
    for (uint32_t i = 0; i < count; i++) {
        listing_entry(&options->list, index, i, &entry);
        if (options->output == OUTPUT_JSON) {
            append_json(out, &entry, i == 0);
        } else if (terminal->columns && options->output == OUTPUT_LINES) {
            append_columns(out, &entry, width, terminal);
        } else {
            listing_append(out, &entry);
            buffer_append_text(out, "\n");
        }
    }
    if (options->output == OUTPUT_JSON)
        buffer_append_text(out, "\n]\n");
}
