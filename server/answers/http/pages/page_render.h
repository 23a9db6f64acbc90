#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_PAGE_RENDER_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_PAGE_RENDER_H

#include "index/base/buffer.h"
#include "server/answers/http/pages/page_view.h"

/*
 * The search page as the server renders it: static/index.html with its placeholders filled in, so
 * that the page works in w3m and without JavaScript.
 */

/* Appends the document. Every outcome is a page: results, no match, an invalid query, an index that
 * is still being built. Returns the HTTP status: 200, 422 or 503. When memory runs out, the buffer
 * is marked failed. */
unsigned page_render(struct buffer *out, const struct catalog *catalog,
                     const struct page_request *request);

#endif
