#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_ROWS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/present/row.h"
#include "index/search/search.h"
#include "server/answers/http/message.h"

/*
 * The rows of a result as the body of a reply, in any of the formats that HTTP has for them.
 */

/* How rows become a body. */
struct rows_format {
    const char *type; /* of the content */
    enum row_fields fields;
    bool lines; /* rows as the index has them, for TSV; else JSON objects */
    bool paged; /* in the envelope of a page; else all rows that were asked for, up to the end */
    /* Written before all rows, between two rows, after each row, after all rows. */
    const char *begin, *separator, *terminator, *end;
    uint32_t row_size; /* bytes that most rows fit in: so much memory is reserved for each */
    uint32_t at_once;  /* rows that are sent as one body of known length, which costs less than half
                         of a chunked one; making them takes at most a fifth of a millisecond */
};

/* The array of /search. */
extern const struct rows_format rows_array_format;

/* The values of the parameter `format`, NULL after the last, and the format that each names. */
extern const char *const rows_format_names[];
const struct rows_format *rows_format(size_t name);

/* Makes rows [offset, offset + limit) of the result the body of the reply: `begin`, which holds
 * what precedes the first row, then the rows and the end of the format. A long body becomes a
 * stream, which keeps the search. Takes the search and the bytes of `begin`; when memory runs out
 * the reply is reply_no_memory(). */
void rows_reply(struct api_reply *reply, struct search *search, const struct rows_format *format,
                uint32_t offset, uint32_t limit, struct buffer *begin);

#endif
