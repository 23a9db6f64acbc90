/*
 * A page is completed when it is written, because its head names what its body has. Rows of the characters come
 * in the order in which they are there, so that the most important ones are within the limit.
 */

#include "server/answers/http/pages/webfonts.h"

#include <string.h>

#include "index/base/utf8.h"
#include "server/answers/http/base/assets.h"
#include "server/answers/http/pages/form.h"

enum { ROW = 256 }; /* code points */

static const char parameter[] = "fonts";

struct rows {
    size_t count;
    uint32_t list[WEBFONTS_ROWS];
};

bool webfonts_read(const struct exchange *exchange, bool *wanted)
{
    static const char *const words[] = {"1", NULL};
    size_t choice = SIZE_MAX;

    if (!exchange_choice(exchange, parameter, words, &choice))
        return false;
    *wanted = choice == 0;
    return true;
}

static void add_row(struct rows *rows, uint32_t row)
{
    for (size_t i = 0; i < rows->count; i++)
        if (rows->list[i] == row)
            return;
    if (rows->count < WEBFONTS_ROWS)
        rows->list[rows->count++] = row;
}

/* Selectors of forms, as after an emoji, draw nothing. */
static bool is_selector(int32_t point)
{
    return point >= 0xFE00 && point <= 0xFE0F;
}

/* Row 0 has the letters of English, which every reader has. */
static void find_rows(const struct buffer *page, struct rows *rows)
{
    rows->count = 0;
    for (size_t at = 0; at < page->size;) {
        int32_t point = utf8_next(page->bytes, page->size, &at);

        if (point >= ROW && !is_selector(point))
            add_row(rows, (uint32_t)point / ROW);
    }
}

static void append_sheets(struct buffer *out, const struct buffer *page)
{
    struct rows rows;

    find_rows(page, &rows);
    if (rows.count == 0)
        return;
    buffer_append_text(out, "<link rel=\"stylesheet\" href=\"fonts.css?row=");
    for (size_t i = 0; i < rows.count; i++)
        buffer_append_format(out, "%s%x", i > 0 ? "," : "", (unsigned)rows.list[i]);
    buffer_append_format(out, "\">\n<link rel=\"stylesheet\" href=\"%s/style/webfonts.css\">\n",
                         asset_directory() + 1);
}

/* The address of this page with the parameter, or without it. */
static void append_address(struct buffer *out, const struct target *target, bool with)
{
    const char *before = "?";

    for (size_t i = 0; i < target->count; i++) {
        if (slice_is(target->parameters[i].name, parameter))
            continue;
        buffer_append_text(out, before);
        form_append(out, target->parameters[i].name);
        buffer_append_text(out, "=");
        form_append(out, target->parameters[i].value);
        before = "&amp;";
    }
    if (with)
        buffer_append_format(out, "%s%s=1", before, parameter);
    else if (before[0] == '?')
        buffer_append_text(out, "?");
}

static void append_link(struct buffer *out, const struct target *target, bool wanted,
                        const struct messages *messages)
{
    buffer_append_text(out, "<noscript><p class=\"fonts\"><a href=\"");
    append_address(out, target, !wanted);
    buffer_append_text(out, "\">");
    message_append(out, messages, slice_of(wanted ? "fonts.own" : "fonts.load"), NULL);
    buffer_append_text(out, "</a></p></noscript>\n");
}

/* Appends the page up to the tag; what is left begins there. */
static void append_until(struct buffer *out, struct slice *rest, const char *tag)
{
    const char *found = memmem(rest->bytes, rest->size, tag, strlen(tag));
    size_t size = found ? (size_t)(found - rest->bytes) : rest->size;

    buffer_append(out, rest->bytes, size);
    rest->bytes += size;
    rest->size -= size;
}

void webfonts_finish(const struct exchange *exchange, bool wanted, const struct messages *messages,
                     struct buffer *page)
{
    struct slice rest = {page->bytes, page->size};
    struct buffer out = BUFFER_INIT;

    if (!exchange->catalog->font_demand || page->failed)
        return;
    append_until(&out, &rest, "</head>");
    if (wanted)
        append_sheets(&out, page);
    append_until(&out, &rest, "</main>");
    append_link(&out, exchange->target, wanted, messages);
    buffer_append(&out, rest.bytes, rest.size);
    buffer_release(page);
    *page = out;
}
