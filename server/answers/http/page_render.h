#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/search/search.h"
#include "server/answers/catalog.h"

/*
 * The search page as the server renders it: static/index.html with its places filled in, so that
 * it works in w3m and without JavaScript.
 */

/* Where the page looks unless the address says otherwise. */
#define PAGE_SCOPE SCOPE_ALL

struct page_request {
    const char *query; /* valid UTF-8, as the person typed it; NULL when none was sent */
    size_t query_size;
    enum search_scope scope;
    uint32_t offset; /* of the first result shown */
};

/* Appends the whole document. Every outcome is a page: results, no match, a query that cannot be
 * parsed, an index that is still being built. Returns the HTTP status that fits: 200, 422, 503. */
unsigned page_render(struct buffer *out, const struct catalog *catalog,
                     const struct page_request *request);

#endif
