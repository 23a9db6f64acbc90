/*
 * The OpenSearch description: static/opensearch.xml with this server's address, which must be
 * absolute. Where no address is configured, only the client and the proxies that it came through know
 * it. Shared caches must not store the reply then, because a client may use a different name.
 */

#include "server/answers/http/opensearch.h"

#include <assert.h>

#include "server/answers/http/base/assets.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/http/base/template.h"

#define OPENSEARCH_TYPE "application/opensearchdescription+xml"

static void description_text(void *context, struct slice name, struct buffer *out)
{
    const struct exchange *exchange = context;
    const struct site *site = &exchange->request->site;

    if (slice_is(name, "site")) {
        site_append_origin(out, site);
        buffer_append(out, site->prefix.bytes, site->prefix.size);
    } else if (slice_is(name, "files"))
        buffer_append_text(out, asset_directory());
    else
        assert(!"unknown text in the template");
}

void opensearch_answer(const struct exchange *exchange)
{
    struct exchange context = *exchange;
    const struct template_view view = {.text = description_text, .context = &context};
    struct buffer body = BUFFER_INIT;

    if (exchange->request->site.authority.size == 0) {
        exchange_fail(exchange, 400,
                      "The description contains the server's address; send a Host header");
        return;
    }
    if (exchange_unchanged_site(exchange))
        return;
    template_render(&body, asset_template("opensearch.xml"), &view);
    reply_body(exchange->reply, OPENSEARCH_TYPE, &body);
}
