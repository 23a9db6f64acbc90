#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_INSPECTION_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_INSPECTION_H

#include <stddef.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/unicode/text_facts.h"

/* The document of /api/v1/inspect. */

enum { JSON_INSPECTION_WARNINGS = 16 }; /* of each type */

struct json_inspection {
    struct slice text; /* valid UTF-8 */
    const struct charindex *index;
    struct text_facts facts;
    struct text_span mixed[JSON_INSPECTION_WARNINGS]; /* words that mix scripts */
    size_t mixed_count;
};

/* Appends the document. When memory runs out, the buffer is marked failed. */
void json_inspection_append(struct buffer *out, const struct json_inspection *inspection);

#endif
