#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_INSPECTION_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_INSPECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/budget.h"
#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/text/text_facts.h"

/* The document of /api/v1/inspect. */

enum { JSON_INSPECTION_WARNINGS = 16 }; /* of each type */

struct json_inspection {
    struct slice text; /* valid UTF-8 */
    const struct charindex *index;
    struct text_facts facts;
    struct text_span mixed[JSON_INSPECTION_WARNINGS]; /* words that mix scripts */
    size_t mixed_count;

    /* Private: what was written. */
    struct graphemes *graphemes;
    size_t begin, end; /* the cluster that is being written */
    size_t at;         /* its next code point */
};

/*
 * Writes the document in parts, each a turn's work:
 *
 *     for (json_inspection_begin(&inspection, out); !json_inspection_append(...);)
 *         a turn ends;
 *     json_inspection_end(&inspection);
 */

/* Appends what precedes the clusters. When memory runs out, the buffer is marked failed. Call
 * json_inspection_end() in any case. */
void json_inspection_begin(struct json_inspection *inspection, struct buffer *out);

/* Appends code points until the budget's BUDGET_PRESENT is used up or the buffer has `enough` bytes,
 * at least one; and the end of the document, after which it returns true. When memory runs out, the
 * buffer is marked failed, and it returns true. */
bool json_inspection_append(struct json_inspection *inspection, struct buffer *out, size_t enough,
                            struct budget *budget);
void json_inspection_end(struct json_inspection *inspection);

#endif
