/*
 * Pictures, for link previews, for the viewers of text browsers, and for clients without fonts. What asks for
 * link previews does not ask twice: so the transport keeps a request while its picture is drawn, for some
 * seconds. The page of a character has asked for its picture before anybody follows the link to it.
 */

#include "server/answers/http/pictures.h"

#include "server/answers/http/base/reply.h"
#include "server/answers/http/base/tagged.h"
#include "server/answers/http/base/wish_store.h"
#include "server/answers/http/characters.h"
#include "server/answers/http/font_set.h"
#include "server/answers/http/pages/drawing.h"

/* A picture of this server may be shown anywhere, but must run nothing: its path comes from a font. */
#define POLICY "default-src 'none'; img-src data:; sandbox"

static void reply_picture(const struct exchange *exchange, struct slice bytes, const char *type)
{
    char digest[FONT_DIGEST_SIZE];
    struct buffer body = BUFFER_INIT;

    font_digest(bytes, digest);
    buffer_append(&body, bytes.bytes, bytes.size);
    reply_header(exchange->reply, "Cache-Control",
                 "public, max-age=86400, stale-while-revalidate=604800");
    reply_header(exchange->reply, "Content-Security-Policy", POLICY);
    tagged_reply(exchange, digest, type, &body);
}

static void reply_later(const struct exchange *exchange, const char *seconds, const char *detail)
{
    exchange_fail(exchange, 503, detail);
    reply_header(exchange->reply, "Retry-After", seconds);
}

/* Sends this part of the picture. */
static void answer(const struct exchange *exchange, const char *type, enum made_part part)
{
    static const char *const none[] = {NULL};
    struct wish_store *store = exchange->catalog->wishes;
    struct made *picture = NULL;
    struct wish wish;
    struct subject subject;

    if (!exchange_sends_only(exchange, none) || !exchange_ready(exchange) ||
        !characters_subject(exchange, &subject))
        return;
    if (!store) {
        exchange_fail(exchange, 404,
                      "This server draws no pictures: it was built or configured without fonts");
        return;
    }
    if (!drawing_wish(&subject, &wish)) {
        exchange_fail(exchange, 404, "There is no picture of a code point that is not a character");
        return;
    }
    switch (wish_store_ask(store, &wish, &picture)) {
    case WISH_READY:
        reply_picture(exchange, made_part(picture, part), type);
        made_unref(picture);
        return;
    case WISH_NONE:
        exchange_fail(exchange, 404,
                      "No font of this server can draw it; install one that can on the server");
        return;
    case WISH_AWAITED:
        reply_later(exchange, "1", "The picture is being drawn; retry in a second");
        exchange->reply->awaited = true;
        return;
    case WISH_BUSY:
        reply_later(exchange, "10", "Too many pictures are being drawn; retry in ten seconds");
        return;
    case WISH_FAILED:
        reply_later(exchange, "600",
                    "Pictures cannot be drawn at the moment; the server's log says why");
        return;
    }
}

void pictures_answer_svg(const struct exchange *exchange)
{
    answer(exchange, "image/svg+xml", MADE_SVG);
}

void pictures_answer_png(const struct exchange *exchange)
{
    answer(exchange, "image/png", MADE_PNG);
}
