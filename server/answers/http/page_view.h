#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGE_VIEW_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGE_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "index/search/search.h"
#include "index/unicode/character.h"
#include "index/unicode/property.h"
#include "server/answers/catalog.h"

/*
 * What the search page shows: a state, and the results where there are any.
 */

/* The scope of a page whose address does not name one. */
#define PAGE_SCOPE SCOPE_ALL

struct page_request {
    const char *query; /* valid UTF-8, as the person typed it; NULL when none was sent */
    size_t query_size;
    enum search_scope scope;
    uint32_t offset; /* of the first result shown */
};

enum page_state {
    PAGE_HOME,      /* nothing is searched */
    PAGE_RESULTS,   /* a search was run; it may have found nothing */
    PAGE_BAD_QUERY, /* see error */
    PAGE_BUILDING,
    PAGE_FAILED, /* there is no index, or no memory to search it */
};

struct page_view {
    const struct catalog *catalog; /* borrowed, as the query is */
    struct slice query;
    enum search_scope scope;
    enum page_state state;
    bool blank; /* nothing was asked for, whatever the state */
    struct query_error error;
    struct search search; /* open in PAGE_RESULTS */
    struct search_cursor cursor;
    uint32_t total, offset, shown;
    uint32_t document; /* of the current row */
    struct character_facts facts;
    enum property property; /* the current example of what to ask */
};

/* Runs the search, if there is one to run. Release the view with page_view_close(). The view points
 * into itself: it must not be moved. */
void page_view_open(struct page_view *view, const struct catalog *catalog,
                    const struct page_request *request);
void page_view_close(struct page_view *view);

/* The HTTP status that fits: 200, 422, 503. */
unsigned page_view_status(const struct page_view *view);

/* Makes the row number `row` current. Rows are visited in order from 0. Returns false after the
 * last. */
bool page_view_row(struct page_view *view, unsigned row);

/* Makes property number `other` after the first one current, which is current at the beginning.
 * Returns false after the last. */
bool page_view_property(struct page_view *view, unsigned other);

#endif
