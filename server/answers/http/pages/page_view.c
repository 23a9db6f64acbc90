/*
 * The state of the page, and the results that it shows. Every outcome is a page: an invalid query
 * or a missing index is a state like any other.
 */

#include "server/answers/http/pages/page_view.h"

#include <assert.h>
#include <string.h>

#include "server/answers/http/pages/values.h"
#include "server/base/limits.h"

enum {
    PAGE_ROW_STEPS = 300, /* a row as HTML */
    PAGE_CELL_STEPS = 75, /* a cell of the wall, or a value */
    PAGE_JUDGED = 50,     /* rows that decide on the view: a page of static/find/pages.js */
};

/* Returns whether the text is only ASCII white space. queryBlank() in static/base/query.js does the
 * same. */
static bool slice_blank(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.bytes[i] != ' ' && (text.bytes[i] < '\t' || text.bytes[i] > '\r'))
            return false;
    return true;
}

/* Most of the first rows are symbols: they are shown as cells. choices.js decides in the same way. */
static bool are_symbols(const struct page_view *view)
{
    struct search_cursor ahead = view->cursor;
    uint32_t judged = view->shown < PAGE_JUDGED ? view->shown : PAGE_JUDGED;
    uint32_t symbols = 0, document;

    for (uint32_t i = 0; i < judged && search_next(&ahead, 1, &document) == 1; i++) {
        uint32_t point = charindex_code_point(view->catalog->index, document);
        uint32_t category =
            property_number(charindex_repertoire(view->catalog->index), PROPERTY_CATEGORY, point);

        symbols += property_category_name(category)[0] == 'S';
    }
    return symbols * 4 >= judged * 3;
}

static void view_search(struct page_view *view, uint32_t offset)
{
    struct search_options options = {.scope = view->scope, .sort = SORT_RELEVANCE};
    uint32_t left;
    int r;

    options.preferred = view->preference;
    r = search_cache_open(view->catalog->searches, &view->search, view->catalog->index, &options,
                          view->query.bytes, view->query.size, &view->error);

    if (r < 0) {
        view->state = PAGE_FAILED;
        return;
    }
    if (view->budget)
        *view->budget = view->search.budget; /* nothing was taken from it before */
    if (r == SEARCH_BAD_QUERY) {
        view->state = PAGE_BAD_QUERY;
        return;
    }
    view->state = PAGE_RESULTS;
    view->total = search_total(&view->search);
    view->offset = offset;
    left = offset < view->total ? view->total - offset : 0;
    view->shown = left < LIMIT_RENDERED ? left : LIMIT_RENDERED;
    search_seek(&view->search, offset, &view->cursor);
    view->cells = are_symbols(view);
}

static void read_preference(struct page_view *view)
{
    struct slice bad;

    if (!preference_parse(view->catalog->index, view->lang, strlen(view->lang), &view->preference,
                          &bad))
        (void)preference_parse(view->catalog->index, "", 0, &view->preference, &bad);
}

void page_view_open(struct page_view *view, const struct catalog *catalog,
                    const struct page_request *request)
{
    *view = (struct page_view){
        .catalog = catalog,
        .query = {request->query ? request->query : "", request->query ? request->query_size : 0},
        .scope = request->scope,
        .browse = request->browse,
        .lang = request->lang ? request->lang : "",
        .messages = request->messages ? request->messages : messages_find(""),
        .budget = request->budget,
        .site = request->site,
        .fonts = request->fonts,
    };
    view->blank = slice_blank(view->query);
    switch (catalog->state) {
    case CATALOG_BUILDING:
        view->state = PAGE_BUILDING;
        return;
    case CATALOG_FAILED:
        view->state = PAGE_FAILED;
        return;
    case CATALOG_READY:
        read_preference(view);
        if (view->blank)
            view->state = PAGE_HOME;
        else
            view_search(view, request->offset);
        return;
    }
    assert(!"unknown catalog state");
}

void page_view_close(struct page_view *view)
{
    if (view->state == PAGE_RESULTS)
        search_release(&view->search);
}

unsigned page_view_status(const struct page_view *view)
{
    switch (view->state) {
    case PAGE_HOME:
    case PAGE_RESULTS:
        return 200;
    case PAGE_BAD_QUERY:
        return 422;
    case PAGE_BUILDING:
    case PAGE_FAILED:
        return view->blank ? 200 : 503; /* the form works without an index */
    }
    assert(!"unknown page state");
    return 500;
}

bool page_view_row(struct page_view *view, unsigned row)
{
    if (row == view->shown || search_next(&view->cursor, 1, &view->document) == 0)
        return false;
    if (view->budget)
        (void)budget_take(view->budget, BUDGET_PRESENT, PAGE_ROW_STEPS);
    character_facts(charindex_repertoire(view->catalog->index),
                    charindex_code_point(view->catalog->index, view->document), &view->facts);
    return true;
}

static void spend(struct page_view *view, size_t steps)
{
    if (view->budget)
        (void)budget_take(view->budget, BUDGET_PRESENT, steps);
}

/* Makes the document current, without a search. */
static void show(struct page_view *view, uint32_t document)
{
    view->document = document;
    character_facts(charindex_repertoire(view->catalog->index),
                    charindex_code_point(view->catalog->index, document), &view->facts);
    spend(view, PAGE_CELL_STEPS);
}

bool page_view_group(struct page_view *view, unsigned number)
{
    view->group = wall_group(view->catalog->wall, number);
    return view->group;
}

bool page_view_cell(struct page_view *view, unsigned number)
{
    if (number == view->group->count)
        return false;
    show(view, view->group->documents[number]);
    return true;
}

bool page_view_value(struct page_view *view, unsigned number)
{
    const struct charindex *index = view->catalog->index;
    const struct value_range values = charindex_values(index, view->browse);
    struct budget own = BUDGET_INIT;

    for (view->value = number == 0 ? values.first : view->value + 1; view->value < values.end;
         view->value++) {
        view->value_count = values_rows(index, view->value, view->budget ? view->budget : &own);
        if (view->value_count > 0) {
            show(view, values_sample(index, view->value));
            return true;
        }
    }
    return false;
}

bool page_view_language(struct page_view *view, unsigned number)
{
    if (number == messages_count)
        return false;
    view->other = &messages_tables[number];
    return true;
}

bool page_view_property(struct page_view *view, unsigned other)
{
    if (other + 1 >= PROPERTY_SHOWN)
        return false;
    view->property = (enum property)(other + 1);
    return true;
}
