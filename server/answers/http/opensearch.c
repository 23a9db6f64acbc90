/*
 * The OpenSearch description: static/opensearch.xml with this server's address, which must be
 * absolute. Only the client knows under which name it reached the server, so the address comes from
 * its Host header, which the guard has verified. Shared caches must not store the reply, because a
 * client may use a different name.
 */

#include "server/answers/http/opensearch.h"

#include <assert.h>

#include "server/answers/http/assets.h"
#include "server/answers/http/reply.h"
#include "server/answers/http/template.h"

#define OPENSEARCH_TYPE "application/opensearchdescription+xml"

static void description_text(void *context, struct slice name, struct buffer *out)
{
    const struct exchange *exchange = context;

    if (slice_is(name, "host"))
        buffer_append_text(out, exchange->request->host);
    else if (slice_is(name, "files"))
        buffer_append_text(out, asset_directory());
    else
        assert(!"unknown text in the template");
}

void opensearch_answer(const struct exchange *exchange)
{
    struct exchange context = *exchange;
    const struct template_view view = {.text = description_text, .context = &context};
    struct buffer body = BUFFER_INIT;

    if (!exchange->request->host) {
        exchange_fail(exchange, 400,
                      "The description contains the server's address; send a Host header");
        return;
    }
    template_render(&body, asset_template("opensearch.xml"), &view);
    reply_body(exchange->reply, OPENSEARCH_TYPE, &body);
}
