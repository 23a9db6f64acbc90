#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_ENVELOPE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_ENVELOPE_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "server/answers/http/parameters.h"

/*
 * What a reply of /api/v1/search says beside its rows: the query, the total, the facets, where the
 * next rows are. A page says it in its body, before the rows; other formats say it in headers.
 */

/* Writes the headers, and the body up to its first row. Returns false when memory ran out: a page
 * that silently had no next would end a scroll too early. */
bool envelope_begin(const struct exchange *exchange, const struct search *search,
                    const struct parameters *parameters, struct buffer *body);

#endif
