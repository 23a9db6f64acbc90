#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_OPENAPI_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_OPENAPI_H

#include "server/answers/http/base/exchange.h"

/* GET /openapi.json: describes every route for programs (OpenAPI 3.1). Answered without an index. */
void openapi_answer(const struct exchange *exchange);

#endif
