#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_PROBLEM_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/* A problem document (RFC 9457): why a request failed, and what to send instead. Texts are borrowed
 * for the call. Members that are 0 or NULL are left out. */
struct json_problem {
    unsigned status;
    const char *title;      /* the reason phrase */
    const char *detail;     /* what to send instead, without the final full stop */
    struct slice parameter; /* name of the invalid parameter */
    const char *code;       /* what is wrong, for programs */
    size_t column;          /* position in the query, in code points from 1 */
    const char *key;        /* of a property that does not have the value in the query */
    const char *closest;    /* to what is wrong */
    const char *generation; /* the generation now served */
    bool building;          /* the index is being built; progress is valid */
    unsigned progress;      /* percent */
};

/* Appends the document. When memory runs out, the buffer is marked failed. */
void json_problem_append(struct buffer *out, const struct json_problem *problem);

#endif
