/*
 * Renders templates. Every text is escaped in one place, so no placeholder can forget it. Inserted
 * text is never parsed again, so a query is never taken for a placeholder. It is written here
 * because Debian 12 has no template library for C.
 *
 * It does not depend on any page: the view defines the names.
 */

#include "server/answers/http/base/template.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Cuts the template at the first occurrence of the needle. Returns the text before it; the text
 * after it remains in *rest. Without a needle it returns everything, and *found is false. */
static struct slice slice_cut(struct slice *rest, const char *needle, size_t size, bool *found)
{
    const char *at = memmem(rest->bytes, rest->size, needle, size);
    *found = at;
    struct slice before = {rest->bytes, at ? (size_t)(at - rest->bytes) : rest->size};
    size_t taken = before.size + (at ? size : 0);
    *rest = (struct slice){rest->bytes + taken, rest->size - taken};
    return before;
}

static void append_escaped(struct buffer *out, const struct buffer *text)
{
    for (size_t i = 0; i < text->size; i++) {
        switch (text->bytes[i]) {
        case '&':
            buffer_append_text(out, "&amp;");
            break;
        case '<':
            buffer_append_text(out, "&lt;");
            break;
        case '>':
            buffer_append_text(out, "&gt;");
            break;
        case '"':
            buffer_append_text(out, "&quot;");
            break;
        case '\'':
            buffer_append_text(out, "&#39;");
            break;
        default:
            buffer_append(out, &text->bytes[i], 1);
        }
    }
}

/* One rendering: the output, the view, and a buffer for text before it is escaped. */
struct rendering {
    struct buffer *out;
    const struct template_view *view;
    struct buffer text;
};

static void render(struct rendering *rendering, struct slice template);

static void render_text(struct rendering *rendering, struct slice name)
{
    rendering->text.size = 0;
    rendering->view->text(rendering->view->context, name, &rendering->text);
    append_escaped(rendering->out, &rendering->text);
}

/* Sends a section. *rest starts after its opening marker, and ends up after its closing marker. */
static void render_section(struct rendering *rendering, struct slice marker, struct slice *rest)
{
    const struct template_view *view = rendering->view;
    struct slice name = {marker.bytes + 1, marker.size - 1};
    char closing[64];
    int size = snprintf(closing, sizeof closing, "{{/%.*s}}", (int)name.size, name.bytes);
    assert(size > 0 && (size_t)size < sizeof closing);
    bool closed;
    struct slice body = slice_cut(rest, closing, (size_t)size, &closed);
    assert(closed && view->section);
    if (*marker.bytes == '^') {
        if (!view->section(view->context, name, 0))
            render(rendering, body);
        return;
    }
    for (unsigned round = 0; view->section(view->context, name, round); round++)
        render(rendering, body);
}

/* The recursion ends, because a section's body is shorter than the template around it. */
static void render(struct rendering *rendering, struct slice template)
{
    while (template.size > 0) {
        bool found;
        struct slice plain = slice_cut(&template, "{{", 2, &found);
        buffer_append(rendering->out, plain.bytes, plain.size);
        if (!found)
            return;
        struct slice marker = slice_cut(&template, "}}", 2, &found);
        assert(found && marker.size > 0);
        if (*marker.bytes == '#' || *marker.bytes == '^')
            render_section(rendering, marker, &template);
        else if (*marker.bytes != '!')
            render_text(rendering, marker);
    }
}

void template_render(struct buffer *out, struct slice template, const struct template_view *view)
{
    struct rendering rendering = {.out = out, .view = view};

    render(&rendering, template);
    if (rendering.text.failed) { /* never send an incomplete document */
        buffer_release(out);
        out->failed = true;
    }
    buffer_release(&rendering.text);
}
