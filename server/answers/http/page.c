/*
 * The search page, rendered on the server.
 *
 * The template is static/index.html, compiled in. Two tables below name every text and every
 * section that it may ask for; one that asks for what the tables do not have is our own mistake,
 * never a client's. This room knows nothing of HTTP beyond the status that fits, and searches only
 * through index/.
 */

#include "server/answers/http/page.h"

#include <assert.h>
#include <string.h>

#include "index/base/repr.h"
#include "index/base/utf8.h"
#include "index/present/row.h"
#include "index/search/search.h"
#include "index/unicode/character.h"
#include "index/unicode/property.h"
#include "server/answers/http/assets.h"
#include "server/answers/http/template.h"
#include "server/base/limits.h"

enum view_state {
    VIEW_HOME,      /* nothing is searched */
    VIEW_RESULTS,   /* a search was run, whatever it found */
    VIEW_BAD_QUERY, /* see error */
    VIEW_BUILDING,
    VIEW_FAILED, /* there is no index, or no memory to search it */
};

/* All that the places of the template can show. */
struct view {
    const struct catalog *catalog;
    struct slice query;
    enum search_scope scope;
    enum view_state state;
    bool blank; /* nothing was asked for, whatever the state */
    struct query_error error;
    struct search search; /* open in VIEW_RESULTS */
    struct search_cursor cursor;
    uint32_t total, offset, shown;
    uint32_t document; /* of the row being rendered */
    struct character_facts facts;
    enum property property; /* shown as an example of what to ask */
};

/* The state: what to show and which status fits it. */

/* Is there nothing but white space of ASCII in it? static/query.js says the same. */
static bool slice_blank(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.bytes[i] != ' ' && (text.bytes[i] < '\t' || text.bytes[i] > '\r'))
            return false;
    return true;
}

static void view_search(struct view *view, uint32_t offset)
{
    const struct search_options options = {.scope = view->scope, .sort = SORT_RELEVANCE};
    int r = search_cache_open(view->catalog->searches, &view->search, view->catalog->index,
                              &options, view->query.bytes, view->query.size, &view->error);
    if (r < 0) {
        view->state = VIEW_FAILED;
        return;
    }
    if (r == SEARCH_BAD_QUERY) {
        view->state = VIEW_BAD_QUERY;
        return;
    }
    view->state = VIEW_RESULTS;
    view->total = view->search.result.total;
    view->offset = offset;
    uint32_t left = offset < view->total ? view->total - offset : 0;
    view->shown = left < LIMIT_RENDERED ? left : LIMIT_RENDERED;
    search_seek(&view->search, offset, &view->cursor);
}

static void view_open(struct view *view, const struct page_request *request)
{
    switch (view->catalog->state) {
    case CATALOG_BUILDING:
        view->state = VIEW_BUILDING;
        return;
    case CATALOG_FAILED:
        view->state = VIEW_FAILED;
        return;
    case CATALOG_READY:
        if (view->blank)
            view->state = VIEW_HOME;
        else
            view_search(view, request->offset);
        return;
    }
    assert(!"a catalog in no known state");
}

static void view_close(struct view *view)
{
    if (view->state == VIEW_RESULTS)
        search_release(&view->search);
}

static unsigned view_status(const struct view *view)
{
    switch (view->state) {
    case VIEW_HOME:
    case VIEW_RESULTS:
        return 200;
    case VIEW_BAD_QUERY:
        return 422;
    case VIEW_BUILDING:
    case VIEW_FAILED:
        return view->blank ? 200 : 503; /* the form is whole without an index */
    }
    assert(!"a view in no known state");
    return 500;
}

/* Texts. Each writes plain text; it is escaped afterwards. */

static void text_state(struct buffer *out, const struct view *view)
{
    static const char *const names[] = {
        [VIEW_HOME] = "home",         [VIEW_RESULTS] = "results", [VIEW_BAD_QUERY] = "bad-query",
        [VIEW_BUILDING] = "building", [VIEW_FAILED] = "failed",
    };
    buffer_append_text(out, names[view->state]);
}

static void text_query(struct buffer *out, const struct view *view)
{
    buffer_append(out, view->query.bytes, view->query.size);
}

/* What is said of a search that was run has three parts, of which the middle one is a link, where
 * another spelling was searched instead. static/status.js says the same. */
static bool section_suggested(const struct view *view)
{
    return view->state == VIEW_RESULTS && view->search.suggestion;
}

static void text_suggestion(struct buffer *out, const struct view *view)
{
    repr_append(out, view->search.suggestion, strlen(view->search.suggestion));
}

static void text_unfound(struct buffer *out, const struct view *view)
{
    row_status(out, 0, view->query.bytes, view->query.size);
}

static void text_matches(struct buffer *out, const struct view *view)
{
    buffer_append_format(out, "%u match%s", view->total, view->total == 1 ? "" : "es");
}

static void text_found(struct buffer *out, const struct view *view)
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

static void text_status(struct buffer *out, const struct view *view)
{
    switch (view->state) {
    case VIEW_HOME:
        return;
    case VIEW_RESULTS:
        text_found(out, view);
        return;
    case VIEW_BAD_QUERY:
        buffer_append_format(out, "Column %zu: %s.", view->error.column, view->error.message);
        return;
    case VIEW_BUILDING:
        buffer_append_format(out, "Building the index: %u%%", view->catalog->progress);
        return;
    case VIEW_FAILED:
        if (view->catalog->state == CATALOG_FAILED)
            buffer_append_format(out, "The index could not be built: %s.", view->catalog->failure);
        else
            buffer_append_text(out, "The server is short of memory: try again.");
        return;
    }
}

static void text_title(struct buffer *out, const struct view *view)
{
    if (view->state == VIEW_HOME) {
        buffer_append_text(out, "charfinder: find Unicode characters by name");
        return;
    }
    if (view->state == VIEW_RESULTS || view->state == VIEW_BUILDING) {
        text_status(out, view);
        buffer_append_text(out, " · ");
    }
    buffer_append_text(out, "charfinder");
}

static void text_progress(struct buffer *out, const struct view *view)
{
    buffer_append_format(out, "%u", view->catalog->progress);
}

static void text_characters(struct buffer *out, const struct view *view)
{
    buffer_append_format(out, "%u", charindex_characters(view->catalog->index));
}

static void text_unicode(struct buffer *out, const struct view *view)
{
    buffer_append_text(out, charindex_unicode_version(view->catalog->index));
}

static void text_first(struct buffer *out, const struct view *view)
{
    buffer_append_format(out, "%u", view->offset + 1);
}

static void text_range(struct buffer *out, const struct view *view)
{
    if (view->shown > 0)
        buffer_append_format(out, "Results %u to %u of %u", view->offset + 1,
                             view->offset + view->shown, view->total);
    else if (view->total > 0)
        buffer_append_format(out, "The results end at number %u", view->total);
}

/* The value of a parameter as a form sends it (WHATWG URL standard, section 5.2). */
static void append_form_encoded(struct buffer *out, struct slice text)
{
    static const char kept[] = "*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.bytes[i];
        if (byte == ' ')
            buffer_append_text(out, "+");
        else if (memchr(kept, byte, sizeof kept - 1))
            buffer_append(out, &byte, 1);
        else
            buffer_append_format(out, "%%%02X", (unsigned)(unsigned char)byte);
    }
}

static void append_link(struct buffer *out, const struct view *view, struct slice query,
                        uint32_t offset)
{
    buffer_append_text(out, "/?query=");
    append_form_encoded(out, query);
    if (view->scope != PAGE_SCOPE)
        buffer_append_format(out, "&scope=%s", search_scope_name(view->scope));
    if (offset > 0)
        buffer_append_format(out, "&offset=%u", offset);
}

static void text_previous_link(struct buffer *out, const struct view *view)
{
    uint32_t last = (view->total - 1) / LIMIT_RENDERED * LIMIT_RENDERED;
    uint32_t before = view->offset > LIMIT_RENDERED ? view->offset - LIMIT_RENDERED : 0;
    append_link(out, view, view->query, view->offset < view->total ? before : last);
}

static void text_next_link(struct buffer *out, const struct view *view)
{
    append_link(out, view, view->query, view->offset + view->shown);
}

static void text_suggestion_link(struct buffer *out, const struct view *view)
{
    const char *suggestion = view->search.suggestion;

    append_link(out, view, (struct slice){suggestion, strlen(suggestion)}, 0);
}

static void text_property(struct buffer *out, const struct view *view)
{
    buffer_append_text(out, property_example(view->property));
}

static void text_property_link(struct buffer *out, const struct view *view)
{
    const char *example = property_example(view->property);

    buffer_append_text(out, "/?query=");
    append_form_encoded(out, (struct slice){example, strlen(example)});
}

/* Where the page's files are; it changes whenever one of them does. */
static void text_files(struct buffer *out, const struct view *view)
{
    (void)view;
    buffer_append_text(out, asset_directory());
}

/* What can be seen of the row's character: a combining mark sits on a dotted circle, a control
 * character is its control picture (C1 has none). static/glyph.js says the same. */
static void text_glyph(struct buffer *out, const struct view *view)
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

static void text_code_point(struct buffer *out, const struct view *view)
{
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(view->catalog->index, view->document, points);

    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, "%sU+%04X", i > 0 ? " " : "", (unsigned)points[i]);
}

static void text_name(struct buffer *out, const struct view *view)
{
    struct slice name = charindex_name(view->catalog->index, view->document);
    buffer_append(out, name.bytes, name.size);
}

static void text_category(struct buffer *out, const struct view *view)
{
    buffer_append_text(out, view->facts.category);
}

static void text_block(struct buffer *out, const struct view *view)
{
    buffer_append_text(out, view->facts.block);
}

static const struct page_text {
    const char *name;
    void (*write)(struct buffer *out, const struct view *view);
} TEXTS[] = {
    {"files", text_files},
    {"glyph", text_glyph},
    {"code-point", text_code_point},
    {"name", text_name},
    {"category", text_category},
    {"block", text_block},
    {"title", text_title},
    {"state", text_state},
    {"query", text_query},
    {"status", text_status},
    {"unfound", text_unfound},
    {"suggestion", text_suggestion},
    {"suggestion-link", text_suggestion_link},
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
        if (template_names(name, TEXTS[i].name)) {
            TEXTS[i].write(out, context);
            return;
        }
    assert(!"the template asks for a text that there is not");
}

/* Sections. */

static bool section_home(const struct view *view)
{
    return view->blank;
}

static bool section_indexed(const struct view *view)
{
    return view->catalog->state == CATALOG_READY;
}

/* Is the scope another than the one that an address without one means? */
static bool section_scoped(const struct view *view)
{
    return view->scope != PAGE_SCOPE;
}

static bool section_building(const struct view *view)
{
    return view->state == VIEW_BUILDING;
}

static bool section_bad_query(const struct view *view)
{
    return view->state == VIEW_BAD_QUERY;
}

static bool section_list(const struct view *view)
{
    return view->shown > 0;
}

static bool section_previous(const struct view *view)
{
    return view->offset > 0 && view->total > 0;
}

static bool section_next(const struct view *view)
{
    return view->shown > 0 && view->offset + view->shown < view->total;
}

static const struct page_section {
    const char *name;
    bool (*holds)(const struct view *view);
} SECTIONS[] = {
    {"home", section_home},           {"indexed", section_indexed},
    {"building", section_building},   {"bad-query", section_bad_query},
    {"list", section_list},           {"previous", section_previous},
    {"next", section_next},           {"scoped", section_scoped},
    {"suggested", section_suggested},
};

/* Moves to the next of the rows shown; false behind the last one. */
static bool view_next_row(struct view *view, unsigned round)
{
    if (round == view->shown || search_next(&view->cursor, 1, &view->document) == 0)
        return false;
    character_facts(charindex_code_point(view->catalog->index, view->document), &view->facts);
    return true;
}

/* Moves to the next property; false after the last one. */
static bool view_next_property(struct view *view, unsigned round)
{
    if (round + 1 == PROPERTY_COUNT)
        return false;
    view->property = (enum property)(round + 1);
    return true;
}

static bool view_section(void *context, struct slice name, unsigned round)
{
    struct view *view = context;

    if (template_names(name, "row"))
        return view_next_row(view, round);
    if (template_names(name, "other-property"))
        return view_next_property(view, round);
    for (size_t i = 0; i < sizeof SECTIONS / sizeof *SECTIONS; i++)
        if (template_names(name, SECTIONS[i].name))
            return round == 0 && SECTIONS[i].holds(view);
    assert(!"the template asks for a section that there is not");
    return false;
}

unsigned page_render(struct buffer *out, const struct catalog *catalog,
                     const struct page_request *request)
{
    struct view view = {
        .catalog = catalog,
        .query = {request->query ? request->query : "", request->query ? request->query_size : 0},
        .scope = request->scope,
    };
    const struct template_view filled = {
        .text = view_text, .section = view_section, .context = &view};
    view.blank = slice_blank(view.query);
    view_open(&view, request);
    template_render(out, asset_template("index.html"), &filled);
    unsigned status = view_status(&view);
    view_close(&view);
    return status;
}
