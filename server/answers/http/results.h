#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_RESULTS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_RESULTS_H

#include "server/answers/http/base/exchange.h"

/*
 * The two search answers: the book's bare array of all results, and the API's pages and streams.
 */

/* GET /search?q=…: [{"char":"☀","name":"BLACK SUN WITH RAYS"},…] */
void results_answer_array(const struct exchange *exchange);

/* GET /api/v1/search?q=…: one page in its envelope, with the target of the next page; or, as ndjson
 * or tsv, all rows, one per line. */
void results_answer_search(const struct exchange *exchange);

#endif
