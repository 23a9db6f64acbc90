#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_SEARCH_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_SEARCH_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/*
 * The JSON that accompanies the rows of a search: the envelope of a page on HTTP, and the last line
 * of a reply on telnet. Rows are written by index/present/row.h. Everything is on one line without a
 * line end; control characters are escaped, DEL and C1 too. All text is borrowed for the call. Where
 * memory runs out the buffer has failed.
 */

/* How many rows of a result have that value of a property. */
struct json_count {
    struct slice value; /* "Arrows" */
    uint32_t count;
};

struct json_facet {
    const char *property; /* "block" */
    const struct json_count *counts;
    size_t count; /* how many */
};

/* A page of /api/v1/search without its rows. */
struct json_envelope {
    struct slice query; /* UTF-8, as every query is that could be read */
    const char *scope, *sort;
    uint32_t total, offset, limit;
    const char *generation;
    const char *next;       /* a relative target, or NULL on the last page */
    const char *suggestion; /* the query that was run instead, or NULL */
    const struct json_facet *facets;
    size_t facet_count; /* 0: none were asked for */
};

/* Appends the object open, up to and with `"results":[`; rows and `]}` are to follow. */
void json_envelope_append(struct buffer *out, const struct json_envelope *envelope);

/* What ends a telnet reply under :json on. */
struct json_search_status {
    struct slice query;
    const char *scope, *sort;
    uint32_t total, shown;
    const char *generation;
    const char *suggestion; /* the query that was run instead, or NULL */
};

void json_search_status_append(struct buffer *out, const struct json_search_status *status);

#endif
