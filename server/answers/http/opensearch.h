#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_OPENSEARCH_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_OPENSEARCH_H

#include "server/answers/http/base/exchange.h"

/* GET /opensearch.xml: tells browsers how to search from the address bar. */
void opensearch_answer(const struct exchange *exchange);

#endif
