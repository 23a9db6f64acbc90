/*
 * Replies that are files in all but name: what they depend on is their bytes, not the index.
 */

#include "server/answers/http/base/tagged.h"

#include "server/answers/http/base/reply.h"
#include "server/answers/http/request/negotiate.h"

void tagged_reply(const struct exchange *exchange, const char *digest, const char *type,
                  struct buffer *body)
{
    struct api_reply *reply = exchange->reply;

    reply_header_format(reply, "ETag", "\"%s\"", digest);
    if (negotiate_has_etag(exchange->request->if_none_match,
                           reply->headers[reply->header_count - 1].value)) {
        buffer_release(body);
        reply->status = 304;
        return;
    }
    reply_body(reply, type, body);
}
