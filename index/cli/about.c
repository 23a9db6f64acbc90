/*
 * The lines of --all. What they are is decided by the table of fields.
 */

#include "index/cli/about.h"

#include "index/file/line.h"
#include "index/present/glyph.h"

enum { LABEL_WIDTH = 15 }; /* cells of the names of fields, with the gap after them */

static void append_row(struct buffer *out, const struct terminal *terminal,
                       const struct fields_subject *subject)
{
    struct slice line = charindex_lines(subject->index, subject->document, 1);
    struct slice name = charindex_name(subject->index, subject->document);
    const char *tab = memchr(line.bytes, '\t', line.size);
    struct buffer glyph = BUFFER_INIT;

    if (!terminal->columns) {
        buffer_append(out, line.bytes, line.size - strlen(LINE_END));
        buffer_append_text(out, "\n");
        return;
    }
    (void)glyph_append(&glyph, subject->index, subject->document);
    terminal_append(out, terminal, TERMINAL_GLYPH,
                    (struct slice){.bytes = glyph.bytes, .size = glyph.size});
    buffer_append_text(out, "  ");
    terminal_append(out, terminal, TERMINAL_DIM,
                    (struct slice){.bytes = line.bytes, .size = (size_t)(tab - line.bytes)});
    buffer_append_text(out, "  ");
    terminal_append(out, terminal, TERMINAL_BOLD, name);
    buffer_append_text(out, "\n");
    buffer_release(&glyph);
}

static void append_field(struct buffer *out, const struct terminal *terminal, size_t field,
                         struct slice value)
{
    struct slice label = slice_of(fields_name(field));

    buffer_append_text(out, "  ");
    terminal_append(out, terminal, TERMINAL_DIM, label);
    if (terminal->columns)
        terminal_pad(out, label.size < LABEL_WIDTH ? LABEL_WIDTH - label.size : 1);
    else
        buffer_append_text(out, "\t");
    buffer_append(out, value.bytes, value.size);
    buffer_append_text(out, "\n");
}

/* Unicode's words for a property that does not apply. */
static bool says_nothing(struct slice value)
{
    return slice_is(value, "None") || slice_is(value, "NaN");
}

void about_append(struct buffer *out, const struct terminal *terminal,
                  struct fields_subject *subject)
{
    struct buffer value = BUFFER_INIT;

    append_row(out, terminal, subject);
    for (size_t field = 0; field < fields_count(); field++) {
        if (!fields_in_all(field))
            continue;
        value.size = 0;
        fields_append(&value, subject, field);
        if (value.size > 0 &&
            !says_nothing((struct slice){.bytes = value.bytes, .size = value.size}))
            append_field(out, terminal, field,
                         (struct slice){.bytes = value.bytes, .size = value.size});
    }
    buffer_release(&value);
}
