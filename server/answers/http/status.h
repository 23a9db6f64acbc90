#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_STATUS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_STATUS_H

#include "server/answers/http/base/exchange.h"

/* GET /api/v1/status: the index, its sources, and the counters. */
void status_answer(const struct exchange *exchange);

/* GET /healthz: "ok", in every state of the index. */
void status_answer_health(const struct exchange *exchange);

/* GET /readyz: "ready", or a 503 problem with the reason: there is no index, or the daemon is about to
 * stop. */
void status_answer_ready(const struct exchange *exchange);

#endif
