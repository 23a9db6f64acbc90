/*
 * The files of static/, plain or compressed. Each has its own entity tag, a digest of its bytes;
 * the compressed form is a different sequence of bytes, so it has a different tag. A file whose
 * path contains the digest of all files never changes.
 */

#include "server/answers/http/files.h"

#include <string.h>

#include "server/answers/http/base/assets.h"
#include "server/answers/http/base/edition.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/http/request/negotiate.h"

static enum coding choose_coding(const struct exchange *exchange, const struct asset *asset)
{
    unsigned offered = 0;

    for (enum coding coding = 0; coding < CODINGS; coding++)
        offered |= (unsigned)(asset->coded[coding].bytes != NULL) << coding;
    return negotiate_coding(exchange->request->accept_encoding, offered).coding;
}

static void reply_asset(const struct exchange *exchange, const struct asset *asset)
{
    static const char *const suffixes[] = {
        [CODING_IDENTITY] = "", [CODING_GZIP] = "-gz", [CODING_ZSTD] = "-zst"};
    struct api_reply *reply = exchange->reply;
    enum coding coding = choose_coding(exchange, asset);
    size_t unquoted = strlen(asset->etag) - 1; /* up to the closing quotation mark */

    reply_header_format(reply, "ETag", "%.*s%s\"", (int)unquoted, asset->etag, suffixes[coding]);
    reply_header(reply, "Cache-Control",
                 asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    reply_header(reply, "Vary", "Accept-Encoding");
    if (negotiate_has_etag(exchange->request->if_none_match, reply->headers[0].value)) {
        reply->status = 304;
        return;
    }
    if (coding != CODING_IDENTITY)
        reply_header(reply, "Content-Encoding", coding_name(coding));
    reply_static(reply, asset->type, asset->coded[coding].bytes, asset->coded[coding].size);
}

/* In this version, or in an earlier one: somebody may have opened its page before an upgrade. */
static const struct asset *find(const struct catalog *catalog, const struct slice *path)
{
    const struct asset *asset = asset_find(path->bytes, path->size);

    for (size_t i = 0; !asset && i < catalog->edition_count; i++)
        asset = edition_find(catalog->editions[i], path->bytes, path->size);
    return asset;
}

void files_answer(const struct exchange *exchange)
{
    const struct slice *path = &exchange->target->path;
    const struct asset *asset = find(exchange->catalog, path);

    if (asset && exchange->target->plain == path->size)
        reply_asset(exchange, asset);
    else
        exchange->reply->status = 404;
}
