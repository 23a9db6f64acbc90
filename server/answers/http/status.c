/*
 * The daemon's state, for monitoring. The status and /healthz are answered in every state of the
 * index; /readyz tells that state.
 */

#include "server/answers/http/status.h"

#include "server/answers/http/base/reply.h"
#include "server/answers/json/json_status.h"

enum { PAUSE_SECONDS = 6 }; /* longer than the longest pause of accepting */

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

/* Are there clients that cannot connect? A pause is followed by another within PAUSE_SECONDS, while its
 * cause lasts. */
static bool is_accepting(const struct catalog *catalog)
{
    for (size_t i = 0; i < catalog->reactors; i++) {
        uint64_t paused =
            atomic_load_explicit(&catalog->counters[i].unaccepting, memory_order_relaxed);

        if (paused > 0 && catalog->uptime < paused + PAUSE_SECONDS)
            return false;
    }
    return true;
}

void status_answer_ready(const struct exchange *exchange)
{
    if (exchange->catalog->leaving)
        exchange_fail(exchange, 503, "The daemon is about to stop; send requests to another one");
    else if (!is_accepting(exchange->catalog))
        exchange_fail(exchange, 503, "The daemon has no descriptors or memory for connections");
    else if (exchange_ready(exchange))
        reply_static(exchange->reply, "text/plain; charset=utf-8", "ready\n", 6);
}
