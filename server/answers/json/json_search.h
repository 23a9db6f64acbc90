#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_SEARCH_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_SEARCH_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "index/search/nothing.h"

/*
 * The JSON that accompanies the rows of a search: the envelope of an HTTP page, and the last line
 * of a telnet reply. index/present/row.h writes the rows. The output is a single line without a
 * line end; control characters, DEL and C1 included, are escaped. Texts are borrowed for the call.
 * When memory runs out, the buffer is marked failed.
 */

/* The number of rows that have this value of a property. */
struct json_count {
    struct slice value; /* "Arrows" */
    uint32_t count;
};

struct json_facet {
    const char *property; /* "block" */
    const struct json_count *counts;
    size_t count; /* number of counts */
};

/* A page of /api/v1/search, except for its rows. */
struct json_envelope {
    struct slice query; /* valid UTF-8 */
    const char *scope, *sort;
    uint32_t total, offset, limit;
    const char *generation;
    const char *next;              /* a relative target, or NULL on the last page */
    const char *suggestion;        /* the query that was run instead, or NULL */
    const char *wider;             /* the query that was run as well, or NULL */
    const struct nothing *nothing; /* why there are no rows, or NULL */
    const struct json_facet *facets;
    size_t facet_count; /* 0: none were requested */
};

/* Appends the object up to and including `"results":[`. The caller appends the rows and `]}`. */
void json_envelope_append(struct buffer *out, const struct json_envelope *envelope);

/* The last line of a telnet reply under :json on. */
struct json_search_status {
    struct slice query;
    const char *scope, *sort;
    uint32_t total, shown;
    const char *generation;
    const char *suggestion;        /* the query that was run instead, or NULL */
    const char *wider;             /* the query that was run as well, or NULL */
    const struct nothing *nothing; /* why there are no rows, or NULL */
};

void json_search_status_append(struct buffer *out, const struct json_search_status *status);

#endif
