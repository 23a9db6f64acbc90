/*
 * The files of static/, plain or compressed. Each has its own entity tag, a digest of its bytes;
 * the compressed form is a different sequence of bytes, so it has a different tag. A file whose
 * path contains the digest of all files never changes.
 */

#include "server/answers/http/files.h"

#include <string.h>

#include "server/answers/http/assets.h"
#include "server/answers/http/reply.h"
#include "server/answers/http/request/negotiate.h"

static void reply_asset(const struct exchange *exchange, const struct asset *asset)
{
    struct api_reply *reply = exchange->reply;
    bool gzip = asset->gzip && negotiate_takes_gzip(exchange->request->accept_encoding);
    size_t unquoted = strlen(asset->etag) - 1; /* up to the closing quotation mark */

    reply_header_format(reply, "ETag", "%.*s%s\"", (int)unquoted, asset->etag, gzip ? "-gz" : "");
    reply_header(reply, "Cache-Control",
                 asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    reply_header(reply, "Vary", "Accept-Encoding");
    if (negotiate_has_etag(exchange->request->if_none_match, reply->headers[0].value)) {
        reply->status = 304;
    } else if (gzip) {
        reply_header(reply, "Content-Encoding", "gzip");
        reply_static(reply, asset->type, asset->gzip, asset->gzip_size);
    } else {
        reply_static(reply, asset->type, asset->bytes, asset->size);
    }
}

void files_answer(const struct exchange *exchange)
{
    const struct slice *path = &exchange->target->path;
    const struct asset *asset = asset_find(path->bytes, path->size);

    if (asset && exchange->target->plain == path->size)
        reply_asset(exchange, asset);
    else
        exchange->reply->status = 404;
}
