/*
 * The daemon's state, for monitoring. Neither answer fails if there is no index.
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
