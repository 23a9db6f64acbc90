#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_PAGE_VIEW_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_PAGE_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "index/search/match/preference.h"
#include "index/search/search.h"
#include "index/unicode/character.h"
#include "index/unicode/property.h"
#include "server/answers/catalog.h"
#include "server/answers/http/base/messages.h"
#include "server/answers/http/pages/wall.h"
#include "server/base/site.h"

/*
 * What the search page shows: a state, and results if there are any.
 */

/* The scope of a page whose address has none. */
#define PAGE_SCOPE SCOPE_ALL

struct page_request {
    const char *query; /* valid UTF-8, as typed; NULL if absent */
    size_t query_size;
    enum search_scope scope;
    enum property browse; /* the start page lists its values; PROPERTY_COUNT: it has the wall */
    uint32_t offset;      /* of the first result shown */
    const char *lang;     /* preferred languages, NUL-terminated; not valid: none */
    const struct messages *messages; /* of the page; NULL: English */
    struct budget *budget;           /* of the turn; NULL: not counter_value */
    const struct site *site;         /* of the page; NULL: not known */
    bool fonts;                      /* links lead to pages with fonts of the server */
};

enum page_state {
    PAGE_HOME,      /* no search */
    PAGE_RESULTS,   /* a search was run; it may have found nothing */
    PAGE_BAD_QUERY, /* see error */
    PAGE_BUILDING,
    PAGE_FAILED, /* there is no index, or not enough memory for the search */
};

struct page_view {
    const struct catalog *catalog; /* borrowed, as is the query */
    struct slice query;
    enum search_scope scope;
    const char *lang; /* preferred languages, for links; "": none */
    const struct messages *messages;
    struct preference preference; /* the same, parsed; not without an index */
    const struct site *site;      /* of the page, or NULL */
    enum page_state state;
    bool fonts; /* links lead to pages with fonts of the server */
    bool blank; /* the query is absent or blank, in any state */
    struct query_error error;
    struct budget *budget;
    struct search search; /* open in PAGE_RESULTS */
    struct search_cursor cursor;
    uint32_t total, offset, shown;
    bool cells;        /* they are symbols, shown as cells */
    uint32_t document; /* of the current row */
    struct character_facts facts;
    enum property property;         /* the current property in the list of examples */
    const struct wall_group *group; /* the current group of the wall */
    enum property browse;
    const struct messages *other; /* the current one in the list of languages */
    uint32_t value, value_count;  /* the current value of that property, and its characters */
};

/* Opens the view and runs the search, if there is one. Release the view with page_view_close(). The
 * view points into itself: it must not be moved. */
void page_view_open(struct page_view *view, const struct catalog *catalog,
                    const struct page_request *request);
void page_view_close(struct page_view *view);

/* The HTTP status of the state: 200, 422 or 503. */
unsigned page_view_status(const struct page_view *view);

/* Makes the row with this number current. Visit rows in order from 0. Returns false after the last
 * row. */
bool page_view_row(struct page_view *view, unsigned row);

/* Makes the group of the wall with this number current, and the document with this number in the
 * current group. Return false after the last one. */
bool page_view_group(struct page_view *view, unsigned number);
bool page_view_cell(struct page_view *view, unsigned number);

/* Makes the next value of the property that is browsed current, and a document that has it. Visit values
 * in order from 0. Returns false after the last one. */
bool page_view_value(struct page_view *view, unsigned number);

/* Makes the language of the page with this number current. Returns false after the last one. */
bool page_view_language(struct page_view *view, unsigned number);

/* Makes the property `other` places after the first one current; at the start the first is current.
 * Returns false after the last property. */
bool page_view_property(struct page_view *view, unsigned other);

#endif
