#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_OPENSEARCH_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_OPENSEARCH_H

#include "server/answers/http/exchange.h"

/* GET /opensearch.xml: how a browser's address bar searches here. */
void opensearch_answer(const struct exchange *exchange);

#endif
