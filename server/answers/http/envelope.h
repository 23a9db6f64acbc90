#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_ENVELOPE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_ENVELOPE_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "server/answers/http/parameters.h"

/*
 * Everything but the rows in a reply of /api/v1/search: the query, the total, the facets, the
 * target of the next rows. A page has it in its body, before the rows; other formats have it in
 * headers.
 */

/* Writes the headers, and the body up to its first row. Returns false when memory ran out: a page
 * without its `next` would silently end a scroll too early. */
bool envelope_begin(const struct exchange *exchange, const struct search *search,
                    const struct parameters *parameters, struct buffer *body);

#endif
