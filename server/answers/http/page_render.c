/*
 * The search page, rendered on the server.
 *
 * The template is static/index.html, compiled in. Two tables list every text and every section that
 * it may use. A template that uses any other name is a bug in this program.
 */

#include "server/answers/http/page_render.h"

#include <assert.h>
#include <string.h>

#include "index/base/repr.h"
#include "index/base/utf8.h"
#include "index/present/row.h"
#include "server/answers/http/assets.h"
#include "server/answers/http/template.h"
#include "server/base/limits.h"

/* Texts. Each function appends plain text, which the template then escapes. */

static void text_state(struct buffer *out, const struct page_view *view)
{
    static const char *const names[] = {
        [PAGE_HOME] = "home",         [PAGE_RESULTS] = "results", [PAGE_BAD_QUERY] = "bad-query",
        [PAGE_BUILDING] = "building", [PAGE_FAILED] = "failed",
    };
    buffer_append_text(out, names[view->state]);
}

static void text_query(struct buffer *out, const struct page_view *view)
{
    buffer_append(out, view->query.bytes, view->query.size);
}

/* If a corrected query was run instead, the status has three parts; the middle one is a link.
 * static/status.js builds the same. */
static bool section_suggested(const struct page_view *view)
{
    return view->state == PAGE_RESULTS && view->search.suggestion;
}

static void text_suggestion(struct buffer *out, const struct page_view *view)
{
    repr_append(out, view->search.suggestion, strlen(view->search.suggestion));
}

/* Why there is nothing, with a link: to a query that finds something, or to a code point. */
static bool section_reason(const struct page_view *view)
{
    return view->state == PAGE_RESULTS && view->search.nothing;
}

static bool section_way_out(const struct page_view *view)
{
    return section_reason(view) && view->search.nothing->query[0] &&
           !view->search.nothing->all_languages;
}

static void text_reason(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, view->search.nothing->message);
}

static void text_way_out(struct buffer *out, const struct page_view *view)
{
    repr_append(out, view->search.nothing->query, strlen(view->search.nothing->query));
}

static void text_unfound(struct buffer *out, const struct page_view *view)
{
    row_status(out, 0, view->query.bytes, view->query.size);
}

static void text_matches(struct buffer *out, const struct page_view *view)
{
    buffer_append_format(out, "%u match%s", view->total, view->total == 1 ? "" : "es");
}

static void text_found(struct buffer *out, const struct page_view *view)
{
    if (!section_suggested(view)) {
        row_status(out, view->total, view->query.bytes, view->query.size);
        return;
    }
    text_unfound(out, view);
    buffer_append_text(out, ". Showing results for ");
    text_suggestion(out, view);
    buffer_append_text(out, ": ");
    text_matches(out, view);
}

static void text_status(struct buffer *out, const struct page_view *view)
{
    switch (view->state) {
    case PAGE_HOME:
        return;
    case PAGE_RESULTS:
        text_found(out, view);
        return;
    case PAGE_BAD_QUERY:
        buffer_append_format(out, "Column %zu: %s.", view->error.column, view->error.message);
        return;
    case PAGE_BUILDING:
        buffer_append_format(out, "Building the index: %u%%", view->catalog->progress);
        return;
    case PAGE_FAILED:
        if (view->catalog->state == CATALOG_FAILED)
            buffer_append_format(out, "The index could not be built: %s.",
                                 view->catalog->failure.text);
        else
            buffer_append_text(out, "Out of memory: try again.");
        return;
    }
}

static void text_title(struct buffer *out, const struct page_view *view)
{
    if (view->state == PAGE_HOME) {
        buffer_append_text(out, "charfinder: find Unicode characters by name");
        return;
    }
    if (view->state == PAGE_RESULTS || view->state == PAGE_BUILDING) {
        text_status(out, view);
        buffer_append_text(out, " · ");
    }
    buffer_append_text(out, "charfinder");
}

static void text_progress(struct buffer *out, const struct page_view *view)
{
    buffer_append_format(out, "%u", view->catalog->progress);
}

static void text_characters(struct buffer *out, const struct page_view *view)
{
    buffer_append_format(out, "%u", charindex_characters(view->catalog->index));
}

static void text_unicode(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, charindex_unicode_version(view->catalog->index));
}

static void text_first(struct buffer *out, const struct page_view *view)
{
    buffer_append_format(out, "%u", view->offset + 1);
}

static void text_range(struct buffer *out, const struct page_view *view)
{
    if (view->shown > 0)
        buffer_append_format(out, "Results %u to %u of %u", view->offset + 1,
                             view->offset + view->shown, view->total);
    else if (view->total > 0)
        buffer_append_format(out, "The last result is number %u", view->total);
}

/* Encodes a parameter value as a form does (WHATWG URL standard, section 5.2). */
static void append_form_encoded(struct buffer *out, struct slice text)
{
    static const char plain[] =
        "*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.bytes[i];
        if (byte == ' ')
            buffer_append_text(out, "+");
        else if (memchr(plain, byte, sizeof plain - 1))
            buffer_append(out, &byte, 1);
        else
            buffer_append_format(out, "%%%02X", (unsigned)(unsigned char)byte);
    }
}

static void append_link(struct buffer *out, const struct page_view *view, struct slice query,
                        uint32_t offset)
{
    buffer_append_text(out, "/?query=");
    append_form_encoded(out, query);
    if (view->scope != PAGE_SCOPE)
        buffer_append_format(out, "&scope=%s", search_scope_name(view->scope));
    if (view->lang[0]) {
        buffer_append_text(out, "&lang=");
        append_form_encoded(out, slice_of(view->lang));
    }
    if (offset > 0)
        buffer_append_format(out, "&offset=%u", offset);
}

static void text_previous_link(struct buffer *out, const struct page_view *view)
{
    uint32_t last = (view->total - 1) / LIMIT_RENDERED * LIMIT_RENDERED;
    uint32_t before = view->offset > LIMIT_RENDERED ? view->offset - LIMIT_RENDERED : 0;
    append_link(out, view, view->query, view->offset < view->total ? before : last);
}

static void text_next_link(struct buffer *out, const struct page_view *view)
{
    append_link(out, view, view->query, view->offset + view->shown);
}

static void text_suggestion_link(struct buffer *out, const struct page_view *view)
{
    append_link(out, view, slice_of(view->search.suggestion), 0);
}

static void text_way_out_link(struct buffer *out, const struct page_view *view)
{
    append_link(out, view, slice_of(view->search.nothing->query), 0);
}

static void text_property(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, property_example(view->property));
}

static void text_property_link(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, "/?query=");
    append_form_encoded(out, slice_of(property_example(view->property)));
}

/* The directory of the page's files; its name changes whenever one of the files does. */
static void text_files(struct buffer *out, const struct page_view *view)
{
    (void)view;
    buffer_append_text(out, asset_directory());
}

/* The visible form of the row's character: a combining mark on a dotted circle, a control character
 * as its control picture (C1 has none). static/glyph.js does the same. */
static void text_glyph(struct buffer *out, const struct page_view *view)
{
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(view->catalog->index, view->document, points);

    if (view->facts.category[0] == 'M')
        buffer_append_text(out, "\u25CC");
    else if (strcmp(view->facts.category, "Cc") == 0)
        points[0] = points[0] < 0x20 ? 0x2400 + points[0] : points[0] == 0x7F ? 0x2421 : 0xFFFD;
    for (size_t i = 0; i < count; i++) {
        char bytes[UTF8_MAX_SIZE];

        buffer_append(out, bytes, utf8_write(bytes, points[i]));
    }
}

static void text_code_point(struct buffer *out, const struct page_view *view)
{
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(view->catalog->index, view->document, points);

    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, "%sU+%04X", i > 0 ? " " : "", (unsigned)points[i]);
}

static void text_name(struct buffer *out, const struct page_view *view)
{
    struct slice name = charindex_name(view->catalog->index, view->document);
    buffer_append(out, name.bytes, name.size);
}

/* What found the row, if it was not the words. */
static const char *label_of(const struct page_view *view)
{
    const struct parts *parts = view->search.parts;

    return parts ? parts_label(parts, view->document) : NULL;
}

static bool section_read(const struct page_view *view)
{
    return label_of(view) != NULL;
}

static void text_reading(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, label_of(view));
}

static void text_category(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, view->facts.category);
}

static void text_block(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, view->facts.block);
}

static const struct page_text {
    const char *name;
    void (*write)(struct buffer *out, const struct page_view *view);
} TEXTS[] = {
    {"files", text_files},
    {"glyph", text_glyph},
    {"code-point", text_code_point},
    {"name", text_name},
    {"reading", text_reading},
    {"category", text_category},
    {"block", text_block},
    {"title", text_title},
    {"state", text_state},
    {"query", text_query},
    {"status", text_status},
    {"unfound", text_unfound},
    {"suggestion", text_suggestion},
    {"suggestion-link", text_suggestion_link},
    {"reason", text_reason},
    {"way-out", text_way_out},
    {"way-out-link", text_way_out_link},
    {"matches", text_matches},
    {"progress", text_progress},
    {"characters", text_characters},
    {"unicode", text_unicode},
    {"first", text_first},
    {"range", text_range},
    {"previous-link", text_previous_link},
    {"next-link", text_next_link},
    {"property", text_property},
    {"property-link", text_property_link},
};

static void view_text(void *context, struct slice name, struct buffer *out)
{
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        if (slice_is(name, TEXTS[i].name)) {
            TEXTS[i].write(out, context);
            return;
        }
    assert(!"unknown text in the template");
}

/* Sections. */

static bool section_home(const struct page_view *view)
{
    return view->blank;
}

static bool section_indexed(const struct page_view *view)
{
    return view->catalog->state == CATALOG_READY;
}

/* Returns whether the scope differs from the default scope of the page. */
static bool section_scoped(const struct page_view *view)
{
    return view->scope != PAGE_SCOPE;
}

static bool section_building(const struct page_view *view)
{
    return view->state == PAGE_BUILDING;
}

static bool section_bad_query(const struct page_view *view)
{
    return view->state == PAGE_BAD_QUERY;
}

static bool section_list(const struct page_view *view)
{
    return view->shown > 0;
}

static bool section_previous(const struct page_view *view)
{
    return view->offset > 0 && view->total > 0;
}

static bool section_next(const struct page_view *view)
{
    return view->shown > 0 && view->offset + view->shown < view->total;
}

static const struct page_section {
    const char *name;
    bool (*holds)(const struct page_view *view);
} SECTIONS[] = {
    {"home", section_home},           {"indexed", section_indexed},
    {"building", section_building},   {"bad-query", section_bad_query},
    {"list", section_list},           {"previous", section_previous},
    {"next", section_next},           {"scoped", section_scoped},
    {"suggested", section_suggested}, {"read", section_read},
    {"explained", section_reason},    {"way-out-offered", section_way_out},
};

static bool view_section(void *context, struct slice name, unsigned round)
{
    struct page_view *view = context;

    if (slice_is(name, "row"))
        return page_view_row(view, round);
    if (slice_is(name, "other-property"))
        return page_view_property(view, round);
    for (size_t i = 0; i < sizeof SECTIONS / sizeof *SECTIONS; i++)
        if (slice_is(name, SECTIONS[i].name))
            return round == 0 && SECTIONS[i].holds(view);
    assert(!"unknown section in the template");
    return false;
}

unsigned page_render(struct buffer *out, const struct catalog *catalog,
                     const struct page_request *request)
{
    struct page_view view;
    const struct template_view filled = {
        .text = view_text, .section = view_section, .context = &view};
    unsigned status;

    page_view_open(&view, catalog, request);
    template_render(out, asset_template("index.html"), &filled);
    status = page_view_status(&view);
    page_view_close(&view);
    return status;
}
