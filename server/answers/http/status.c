/*
 * The daemon's state, for monitoring. No answer fails if there is no index.
 */

#include "server/answers/http/status.h"

#include <string.h>

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

static const char *unready(const struct catalog *catalog)
{
    if (catalog->leaving)
        return "stopping\n";
    return catalog->state == CATALOG_FAILED ? "no index\n" : "building the index\n";
}

void status_answer_ready(const struct exchange *exchange)
{
    const struct catalog *catalog = exchange->catalog;
    bool ready = catalog->state == CATALOG_READY && !catalog->leaving;
    const char *text = ready ? "ready\n" : unready(catalog);

    if (!ready) {
        exchange->reply->status = 503;
        reply_header(exchange->reply, "Retry-After", "1");
        reply_header(exchange->reply, "Cache-Control", "no-store");
    }
    reply_static(exchange->reply, "text/plain; charset=utf-8", text, strlen(text));
}
