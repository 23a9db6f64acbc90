/*
 * How the daemon is. Both answers are for machines that watch it, and never fail for want of an
 * index.
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

/* The loop turned and reached this line: liveness means nothing more. */
void status_answer_health(const struct exchange *exchange)
{
    reply_static(exchange->reply, "text/plain; charset=utf-8", "ok\n", 3);
}
