#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PARAMETERS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PARAMETERS_H

#include <stdbool.h>
#include <stdint.h>

#include "server/answers/http/base/exchange.h"
#include "server/answers/http/rows.h"

/*
 * The parameters of a search request. A function that returns false has made the reply a problem
 * that names the invalid parameter.
 */

/* Borrows from the target. */
struct parameters {
    struct slice query;
    const struct slice *lang, *only_lang; /* as sent, or NULL */
    struct search_options options;
    size_t format;   /* index into rows_format_names */
    unsigned facets; /* a bit set: bit n is property n */
    uint32_t offset, limit;
};

/* Reads the parameters of /search: q, offset and limit. Others are ignored. */
bool parameters_read_array(const struct exchange *exchange, struct parameters *parameters);

/* Reads those parameters of /api/v1/search that need no index. Unknown ones are refused. */
bool parameters_read(const struct exchange *exchange, struct parameters *parameters);

/* Reads the parameters that depend on the index, which must be ready: generation, lang and
 * only_lang. */
bool parameters_read_for_index(const struct exchange *exchange, struct parameters *parameters);

/* Reads the parameter lang, if it was sent. The index must be ready. */
bool parameters_read_preference(const struct exchange *exchange, struct search_options *options);

#endif
