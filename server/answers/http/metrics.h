#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_METRICS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_METRICS_H

#include "server/answers/http/base/exchange.h"

/* GET /metrics: the counters and the state in Prometheus' text exposition format, version 0.0.4, in
 * every state of the index. */
void metrics_answer(const struct exchange *exchange);

#endif
