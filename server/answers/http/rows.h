#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_ROWS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/present/row.h"
#include "index/search/search.h"
#include "server/answers/http/base/exchange.h"

/*
 * The rows of a result as the body of a reply, in any of HTTP's formats.
 */

/* How rows are written into a body. */
struct rows_format {
    const char *type; /* the content type */
    enum row_fields fields;
    bool lines; /* plain lines, for TSV; else JSON objects */
    bool paged; /* one page, in an envelope; else all requested rows, to the end of the result */
    /* Written before all rows, between two rows, after each row, after all rows. */
    const char *begin, *separator, *terminator, *end;
    uint32_t row_size; /* bytes that suffice for most rows: memory reserved per row */
    uint32_t at_once;  /* up to this many rows are sent as one body of known length, which costs
                          less than half of a chunked one; writing them takes at most 200 µs */
};

/* The array of /search. */
extern const struct rows_format rows_array_format;

/* The values of the parameter `format`, NULL after the last, and the format of each. */
extern const char *const rows_format_names[];
const struct rows_format *rows_format(size_t name);

/* Makes the rows [offset, offset + limit) of the result the body of the reply: first `begin`,
 * then the rows and the end of the format. A long body becomes a stream, which keeps the search
 * open. Takes the search and the bytes of `begin`. The rows that are written at once are at the
 * expense of the exchange's budget; each slice of a stream has one of its own. When memory runs out the reply is
 * reply_no_memory(). */
void rows_reply(const struct exchange *exchange, struct search *search,
                const struct rows_format *format, uint32_t offset, uint32_t limit,
                struct buffer *begin);

#endif
