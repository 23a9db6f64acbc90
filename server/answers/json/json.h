#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "server/answers/catalog.h"

/*
 * The JSON documents about searches, problems and the daemon itself, each appended to a buffer as
 * UTF-8 on one line, without a line end, its keys in the order of their contract. Rows of results
 * are written by index/present/row.h, documents about characters by json_character.h. All text is borrowed
 * for the call. Where memory runs out the buffer has failed, as after any append.
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
void json_append_envelope(struct buffer *out, const struct json_envelope *envelope);

/* RFC 9457. Members that are 0 or NULL do not apply and are left out. */
struct json_problem {
    unsigned status;
    const char *title;      /* the reason phrase */
    const char *detail;     /* what to send instead; gets its full stop here */
    struct slice parameter; /* the name of the one that is wrong */
    size_t column;          /* where in the query, in code points from 1 */
    const char *generation; /* the one that is served now */
    bool building;          /* only then is there a progress */
    unsigned progress;      /* percent */
};

void json_append_problem(struct buffer *out, const struct json_problem *problem);

/* /api/v1/status, as of this moment. */
void json_append_status(struct buffer *out, const struct catalog *catalog);

/* What ends a telnet reply under :json on. */
struct json_telnet_status {
    struct slice query;
    const char *scope, *sort;
    uint32_t total, shown;
    const char *generation;
    const char *suggestion; /* the query that was run instead, or NULL */
};

void json_append_telnet_status(struct buffer *out, const struct json_telnet_status *status);

#endif
