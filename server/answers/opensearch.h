#ifndef CHARFINDER_ANSWERS_OPENSEARCH_H
#define CHARFINDER_ANSWERS_OPENSEARCH_H

#include "server/answers/exchange.h"

/* GET /opensearch.xml: how a browser's address bar searches here. */
void opensearch_answer(const struct exchange *exchange);

#endif
