#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_STATUS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_STATUS_H

#include "server/answers/http/exchange.h"

/* GET /api/v1/status: what is served, from which sources, and how much was asked. */
void status_answer(const struct exchange *exchange);

/* GET /healthz: "ok", whatever the state of the index. */
void status_answer_health(const struct exchange *exchange);

#endif
