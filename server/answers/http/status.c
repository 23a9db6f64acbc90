/*
 * The daemon's state, for monitoring. The status and /healthz are answered in every state of the
 * index; /readyz tells that state.
 */

#include "server/answers/http/status.h"

#include "server/answers/http/reply.h"
#include "server/answers/json/json_status.h"

void status_answer(const struct exchange *exchange)
{
    struct buffer body = BUFFER_INIT;

    json_status_append(&body, exchange->catalog);
    reply_body(exchange->reply, "application/json", &body);
}

/* Reaching this line proves that the event loop runs; liveness means nothing more. */
void status_answer_health(const struct exchange *exchange)
{
    reply_static(exchange->reply, "text/plain; charset=utf-8", "ok\n", 3);
}

void status_answer_ready(const struct exchange *exchange)
{
    if (exchange->catalog->leaving)
        exchange_fail(exchange, 503, "The daemon is about to stop; send requests to another one");
    else if (exchange_ready(exchange))
        reply_static(exchange->reply, "text/plain; charset=utf-8", "ready\n", 6);
}
