#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_SUGGEST_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_SUGGEST_H

#include "server/answers/http/base/exchange.h"

/* GET /api/v1/suggest?q=: completions of the text typed so far (OpenSearch Suggestions 1.1). */
void suggest_answer(const struct exchange *exchange);

#endif
