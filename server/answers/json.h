#ifndef CHARFINDER_ANSWERS_JSON_H
#define CHARFINDER_ANSWERS_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/buffer.h"
#include "index/character.h"
#include "server/answers/catalog.h"

/*
 * The JSON documents of the answers, each appended to a buffer as UTF-8 on one line, without a
 * line end, its keys in the order of their contract. Rows of results are written by
 * index/row.h. All text is borrowed for the call. Where memory runs out the buffer has failed,
 * as after any append.
 */

/* A page of /api/v1/search without its rows. */
struct json_envelope {
    struct slice query;
    const char *scope, *sort;
    uint32_t total, offset, limit;
    const char *generation;
    const char *next; /* a relative target, or NULL on the last page */
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

/* What only an index knows of a character. */
struct json_place {
    int32_t previous, next; /* code points of its neighbours, or -1 */
    const char *generation; /* NULL while there is no index */
};

/* /api/v1/characters/… */
void json_append_character(struct buffer *out, const struct character *character,
                           const struct json_place *place);

/* What ends a telnet reply under :json on: {"query":…,"total":…,"shown":…,"generation":…} */
void json_append_telnet_status(struct buffer *out, const char *query, size_t size, uint32_t total,
                               uint32_t shown, const char *generation);

#endif
