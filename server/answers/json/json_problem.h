#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_PROBLEM_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/* A problem document (RFC 9457): why a request failed, and what to send instead. All text is
 * borrowed for the call. Members that are 0 or NULL do not apply and are left out. */
struct json_problem {
    unsigned status;
    const char *title;      /* the reason phrase */
    const char *detail;     /* what to send instead; a full stop is added here */
    struct slice parameter; /* the name of the wrong parameter */
    size_t column;          /* where in the query, in code points from 1 */
    const char *generation; /* the generation that is served now */
    bool building;          /* the index is being built: there is a progress */
    unsigned progress;      /* percent */
};

/* Where memory runs out the buffer has failed. */
void json_problem_append(struct buffer *out, const struct json_problem *problem);

#endif
