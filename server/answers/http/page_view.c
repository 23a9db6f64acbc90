/*
 * The state of the page, and the results that it shows. Every outcome is a page: an invalid query
 * or a missing index is a state like any other.
 */

#include "server/answers/http/page_view.h"

#include <assert.h>
#include <string.h>

#include "index/search/match/preference.h"
#include "server/base/limits.h"

enum { PAGE_ROW_STEPS = 300 }; /* a row as HTML */

/* Returns whether the text is only ASCII white space. queryBlank() in static/query.js does the
 * same. */
static bool slice_blank(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.bytes[i] != ' ' && (text.bytes[i] < '\t' || text.bytes[i] > '\r'))
            return false;
    return true;
}

static void view_search(struct page_view *view, uint32_t offset)
{
    struct search_options options = {.scope = view->scope, .sort = SORT_RELEVANCE};
    struct slice bad;
    uint32_t left;
    int r;

    if (!preference_parse(view->catalog->index, view->lang, strlen(view->lang), &options.preferred,
                          &bad))
        options.preferred = (struct preference){.first = {.bits = {0}}};
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
}

void page_view_open(struct page_view *view, const struct catalog *catalog,
                    const struct page_request *request)
{
    *view = (struct page_view){
        .catalog = catalog,
        .query = {request->query ? request->query : "", request->query ? request->query_size : 0},
        .scope = request->scope,
        .lang = request->lang ? request->lang : "",
        .budget = request->budget,
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
    character_facts(charindex_code_point(view->catalog->index, view->document), &view->facts);
    return true;
}

bool page_view_property(struct page_view *view, unsigned other)
{
    if (other + 1 >= PROPERTY_SHOWN)
        return false;
    view->property = (enum property)(other + 1);
    return true;
}
