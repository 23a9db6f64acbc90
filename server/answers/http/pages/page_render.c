/*
 * The search page, rendered on the server.
 *
 * The template is static/index.html, compiled in. Two tables list every text and every section that
 * it may use. A template that uses any other name is a bug in this program.
 */

#include "server/answers/http/pages/page_render.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "index/base/repr.h"
#include "index/present/caption.h"
#include "index/present/emoji.h"
#include "index/text/numerals.h"
#include "index/unicode/version.h"
#include "server/answers/http/base/assets.h"
#include "server/answers/http/base/messages.h"
#include "server/answers/http/base/template.h"
#include "server/answers/http/pages/form.h"
#include "server/answers/http/pages/glyph.h"
#include "server/answers/http/pages/page_words.h"
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

static void text_suggestion(struct buffer *out, const struct page_view *view)
{
    repr_append(out, view->search.suggestion, strlen(view->search.suggestion));
}

static void text_way_out(struct buffer *out, const struct page_view *view)
{
    repr_append(out, view->search.nothing->query, strlen(view->search.nothing->query));
}

static void text_progress(struct buffer *out, const struct page_view *view)
{
    buffer_append_format(out, "%u", view->catalog->progress);
}

static void text_first(struct buffer *out, const struct page_view *view)
{
    buffer_append_format(out, "%u", view->offset + 1);
}

static void text_lang(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, view->lang);
}

/* The languages of the index, for the script: it sends no others. */
static void text_languages(struct buffer *out, const struct page_view *view)
{
    const struct sources *sources = charindex_sources(view->catalog->index);

    for (size_t i = 0; i < sources->language_count; i++)
        buffer_append_format(out, "%s%.*s", i > 0 ? " " : "", LANGUAGE_SIZE, sources->languages[i]);
}

/* The address in these languages, relative to the page. */
static void append_address(struct buffer *out, const struct page_view *view, struct slice query,
                           const char *lang, uint32_t offset)
{
    buffer_append_text(out, "?query=");
    form_append(out, query);
    if (view->scope != PAGE_SCOPE)
        buffer_append_format(out, "&scope=%s", search_scope_name(view->scope));
    if (lang[0]) {
        buffer_append_text(out, "&lang=");
        form_append(out, slice_of(lang));
    }
    if (offset > 0)
        buffer_append_format(out, "&offset=%u", offset);
}

static void append_link(struct buffer *out, const struct page_view *view, struct slice query,
                        uint32_t offset)
{
    append_address(out, view, query, view->lang, offset);
    if (view->fonts)
        buffer_append_text(out, "&fonts=1");
}

/* The one address of what is shown, for search engines. Languages are not part of it. Without a configured
 * site it is relative: a reader knows where the page came from. */
static void text_canonical(struct buffer *out, const struct page_view *view)
{
    if (view->site && view->site->source == SITE_OF_CONFIG) {
        site_append_origin(out, view->site);
        buffer_append(out, view->site->prefix.bytes, view->site->prefix.size);
        buffer_append_text(out, "/");
    } else if (view->state == PAGE_HOME) {
        buffer_append_text(out, "./");
    }
    if (view->state != PAGE_HOME)
        append_address(out, view, view->query, "", view->offset);
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
    buffer_append_text(out, "?query=");
    form_append(out, slice_of(property_example(view->property)));
}

/* The directory of the page's files; its name changes whenever one of the files does. Relative to the
 * page, as are all links: only a proxy knows below which path the browser sees it. */
static void text_files(struct buffer *out, const struct page_view *view)
{
    (void)view;
    buffer_append_text(out, asset_directory() + 1);
}

static void text_glyph(struct buffer *out, const struct page_view *view)
{
    glyph_append_usual(out, view->catalog->index, view->document, view->facts.category);
}

/* Which others have both forms, the script knows without being told. */
static bool section_both(const struct page_view *view)
{
    const char *unmarked = emoji_default_presentation(view->catalog->index, view->document);

    return unmarked && strcmp(unmarked, "emoji") == 0;
}

static bool section_toned(const struct page_view *view)
{
    uint32_t points[SEQUENCE_MAX];

    return emoji_toned(view->catalog->index, view->document, points) > 0;
}

static void text_toned(struct buffer *out, const struct page_view *view)
{
    uint32_t points[SEQUENCE_MAX];
    const size_t count = emoji_toned(view->catalog->index, view->document, points);

    glyph_append(out, points, count, view->facts.category);
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
    page_words_label(out, view, label_of(view));
}

/* What a reader calls it; the class "same" where the official name has the same letters. */
static void text_caption(struct buffer *out, const struct page_view *view)
{
    caption_append(out, view->catalog->index, view->document, &view->preference);
}

static bool section_same(const struct page_view *view)
{
    return caption_is_name(view->catalog->index, view->document, &view->preference);
}

static void text_block(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, view->facts.block);
}

static bool section_new(const struct page_view *view)
{
    uint32_t points[SEQUENCE_MAX];

    (void)charindex_points(view->catalog->index, view->document, points);
    return charindex_is_new(view->catalog->index, points[0]);
}

static bool section_cells(const struct page_view *view)
{
    return view->cells;
}

/* The wall: titles, and cells that lead to a search for the character. static/start/wall.js copies it instead. */

static void text_group(struct buffer *out, const struct page_view *view)
{
    message_append(out, view->messages, slice_of(view->group->title), NULL);
}

static void text_group_link(struct buffer *out, const struct page_view *view)
{
    append_link(out, view, slice_of(view->group->query), 0);
}

static void text_cell_link(struct buffer *out, const struct page_view *view)
{
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(view->catalog->index, view->document, points);
    struct buffer query = BUFFER_INIT;

    if (count == 1)
        buffer_append_format(&query, "U+%04X", (unsigned)points[0]);
    else
        text_glyph(&query, view);
    append_link(out, view, (struct slice){.bytes = query.bytes, .size = query.size}, 0);
    out->failed = out->failed || query.failed;
    buffer_release(&query);
}

/* The characters of the newest version. */
static void text_newest_link(struct buffer *out, const struct page_view *view)
{
    char query[sizeof "age:" + VERSION_SIZE];

    (void)snprintf(query, sizeof query, "age:%s", charindex_unicode_version(view->catalog->index));
    append_link(out, view, slice_of(query), 0);
}

/* The values of a property. */

static struct slice value_name(const struct page_view *view)
{
    return charindex_value_name(view->catalog->index, view->value);
}

static void text_value(struct buffer *out, const struct page_view *view)
{
    struct buffer words = BUFFER_INIT;
    struct slice name = value_name(view);

    if (view->browse != PROPERTY_CATEGORY && view->browse != PROPERTY_SCRIPT) {
        buffer_append(out, name.bytes, name.size);
        return;
    }
    if (view->browse == PROPERTY_CATEGORY)
        page_words_category(&words, view);
    else
        page_words_script(&words, view);
    caption_append_capital(out, (struct slice){.bytes = words.bytes, .size = words.size});
    if (view->browse == PROPERTY_CATEGORY)
        buffer_append_format(out, " (%.*s)", (int)name.size, name.bytes);
    out->failed = out->failed || words.failed;
    buffer_release(&words);
}

static void text_value_link(struct buffer *out, const struct page_view *view)
{
    struct buffer query = BUFFER_INIT;
    struct slice name = value_name(view);
    const char *quote = memchr(name.bytes, ' ', name.size) ? "\"" : "";

    buffer_append_format(&query, "%s:%s%.*s%s", property_name(view->browse), quote, (int)name.size,
                         name.bytes, quote);
    append_link(out, view, (struct slice){.bytes = query.bytes, .size = query.size}, 0);
    out->failed = out->failed || query.failed;
    buffer_release(&query);
}

static void text_value_count(struct buffer *out, const struct page_view *view)
{
    number_append(out, view->messages->language, view->value_count);
}

static void text_language(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, view->messages->language);
}

static void text_other_language(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, view->other->language);
}

static void text_other_name(struct buffer *out, const struct page_view *view)
{
    message_append(out, view->other, slice_of("language.name"), NULL);
}

static void text_direction(struct buffer *out, const struct page_view *view)
{
    buffer_append_text(out, messages_direction(view->messages));
}

static const struct page_text {
    const char *name;
    void (*write)(struct buffer *out, const struct page_view *view);
} TEXTS[] = {
    {"files", text_files},
    {"glyph", text_glyph},
    {"code-point", text_code_point},
    {"name", text_name},
    {"toned", text_toned},
    {"caption", text_caption},
    {"group", text_group},
    {"group-link", text_group_link},
    {"cell-link", text_cell_link},
    {"newest", page_words_newest},
    {"newest-link", text_newest_link},
    {"value", text_value},
    {"value-link", text_value_link},
    {"value-count", text_value_count},
    {"browsed", page_words_browsed},
    {"reading", text_reading},
    {"category", page_words_category},
    {"block", text_block},
    {"new-in", page_words_new_in},
    {"title", page_words_title},
    {"state", text_state},
    {"query", text_query},
    {"status", page_words_status},
    {"status-before", page_words_before},
    {"status-after", page_words_after},
    {"suggestion", text_suggestion},
    {"suggestion-link", text_suggestion_link},
    {"way-out", text_way_out},
    {"way-out-link", text_way_out_link},
    {"progress", text_progress},
    {"characters", page_words_characters},
    {"first", text_first},
    {"lang", text_lang},
    {"languages", text_languages},
    {"range", page_words_range},
    {"language", text_language},
    {"direction", text_direction},
    {"other-language", text_other_language},
    {"other-name", text_other_name},
    {"canonical", text_canonical},
    {"previous-link", text_previous_link},
    {"next-link", text_next_link},
    {"property", text_property},
    {"property-link", text_property_link},
};

static void view_text(void *context, struct slice name, struct buffer *out)
{
    const struct page_view *view = context;

    if (slice_has_prefix(name, slice_of(MESSAGE_PREFIX))) {
        message_append(out, view->messages, message_key(name), NULL);
        return;
    }
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        if (slice_is(name, TEXTS[i].name)) {
            TEXTS[i].write(out, view);
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

static bool section_in_languages(const struct page_view *view)
{
    return view->lang[0];
}

static bool section_with_fonts(const struct page_view *view)
{
    return view->fonts;
}

static bool section_building(const struct page_view *view)
{
    return view->state == PAGE_BUILDING;
}

static bool section_answered(const struct page_view *view)
{
    return view->state == PAGE_HOME || view->state == PAGE_RESULTS;
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

/* The current one in the list is the language of the page. */
static bool section_own_language(const struct page_view *view)
{
    return view->other == view->messages;
}

/* The status has a link in it. */
static bool section_linked(const struct page_view *view)
{
    return page_words_suggested(view) || page_words_way_out(view);
}

/* The start page has the wall, or the values of a property. */
static bool section_browsing(const struct page_view *view)
{
    return view->state == PAGE_HOME && view->browse != PROPERTY_COUNT;
}

static const struct page_section {
    const char *name;
    bool (*holds)(const struct page_view *view);
} SECTIONS[] = {
    {"home", section_home},
    {"indexed", section_indexed},
    {"answered", section_answered},
    {"building", section_building},
    {"bad-query", section_bad_query},
    {"list", section_list},
    {"previous", section_previous},
    {"next", section_next},
    {"scoped", section_scoped},
    {"suggested", page_words_suggested},
    {"read", section_read},
    {"same", section_same},
    {"new", section_new},
    {"toned", section_toned},
    {"both", section_both},
    {"cells", section_cells},
    {"browsing", section_browsing},
    {"way-out-offered", page_words_way_out},
    {"linked", section_linked},
    {"own-language", section_own_language},
    {"in-languages", section_in_languages},
    {"with-fonts", section_with_fonts},
};

/* Sections that repeat. */
static const struct page_list {
    const char *name;
    bool (*next)(struct page_view *view, unsigned round);
} LISTS[] = {
    {"row", page_view_row},      {"other-property", page_view_property},
    {"wall", page_view_group},   {"cell", page_view_cell},
    {"values", page_view_value}, {"page-languages", page_view_language},
};

static bool view_section(void *context, struct slice name, unsigned round)
{
    struct page_view *view = context;

    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
        if (slice_is(name, LISTS[i].name))
            return LISTS[i].next(view, round);
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
