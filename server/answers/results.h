#ifndef CHARFINDER_ANSWERS_RESULTS_H
#define CHARFINDER_ANSWERS_RESULTS_H

#include "server/answers/exchange.h"

/*
 * The two answers that consist of results: the book's bare array, which has all of them, and the
 * pages of the API.
 */

/* GET /search?q=…: [{"char":"☀","name":"BLACK SUN WITH RAYS"},…] */
void results_answer_all(const struct exchange *exchange);

/* GET /api/v1/search?q=…: one page in its envelope, with the target of the next. */
void results_answer_page(const struct exchange *exchange);

#endif
