/*
 * The OpenAPI description: static/openapi.json with this version and this server's address. Where the
 * client sends no Host, the address is a path, which is relative to where the description came from.
 */

#include "server/answers/http/openapi.h"

#include <assert.h>
#include <string.h>

#include "server/answers/http/base/assets.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/http/base/template.h"

/* Appends the URL. The template escapes for XML, which JSON must not have, so the bytes that it would
 * escape are percent-encoded, and so is what JSON itself would escape. */
static void append_url(struct buffer *out, const struct buffer *url)
{
    for (size_t i = 0; i < url->size; i++) {
        unsigned char byte = (unsigned char)url->bytes[i];

        if (byte <= ' ' || byte >= 0x7F || strchr("&<>\"'\\", byte))
            buffer_append_format(out, "%%%02X", byte);
        else
            buffer_append(out, &url->bytes[i], 1);
    }
}

static void append_site(struct buffer *out, const struct site *site)
{
    struct buffer url = BUFFER_INIT;

    if (site->authority.size > 0)
        site_append_origin(&url, site);
    else if (site->prefix.size == 0)
        buffer_append_text(&url, "/");
    buffer_append(&url, site->prefix.bytes, site->prefix.size);
    append_url(out, &url);
    if (url.failed)
        out->failed = true;
    buffer_release(&url);
}

static void description_text(void *context, struct slice name, struct buffer *out)
{
    const struct exchange *exchange = context;

    if (slice_is(name, "site"))
        append_site(out, &exchange->request->site);
    else if (slice_is(name, "version"))
        buffer_append_text(out, CHARFINDER_VERSION);
    else
        assert(!"unknown text in the template");
}

void openapi_answer(const struct exchange *exchange)
{
    struct exchange context = *exchange;
    const struct template_view view = {.text = description_text, .context = &context};
    struct buffer body = BUFFER_INIT;

    if (exchange_unchanged_site(exchange))
        return;
    template_render(&body, asset_template("openapi.json"), &view);
    reply_body(exchange->reply, "application/json", &body);
}
