#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PARAMETERS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PARAMETERS_H

#include <stdbool.h>
#include <stdint.h>

#include "server/answers/http/exchange.h"
#include "server/answers/http/rows.h"

/*
 * The parameters of a search: what a request asks for. A function that returns false has made the
 * reply the problem that names the wrong parameter.
 */

/* Borrows from the target. */
struct parameters {
    struct slice query;
    const struct slice *lang; /* as it was sent, or NULL */
    struct search_options options;
    size_t format;   /* place in rows_format_names */
    unsigned facets; /* a set: bit n is the property n */
    uint32_t offset, limit;
};

/* Reads those of /search: q, offset and limit. Others are ignored. */
bool parameters_read_array(const struct exchange *exchange, struct parameters *parameters);

/* Reads those of /api/v1/search that can be read without an index. Others are refused. */
bool parameters_read(const struct exchange *exchange, struct parameters *parameters);

/* Reads those that depend on the index, which must be there: generation and lang. */
bool parameters_read_for_index(const struct exchange *exchange, struct parameters *parameters);

#endif
