/*
 * The page of a character as a reply. character_view.h writes it.
 */

#include "server/answers/http/pages/character_page.h"

#include "server/answers/http/base/reply.h"
#include "server/answers/http/base/wish_store.h"
#include "server/answers/http/pages/character_view.h"
#include "server/answers/http/pages/document.h"
#include "server/answers/http/pages/drawing.h"
#include "server/answers/http/pages/form.h"
#include "server/answers/http/pages/webfonts.h"

enum { PAGE_STEPS = 40000 }; /* the template filled in, beside the document: 200 µs */

/* A client that gets the page may ask for the picture next, so drawing starts now. Returns whether there can be
 * one. */
static bool ask_for_picture(const struct exchange *exchange, const struct subject *subject)
{
    struct wish_store *store = exchange->catalog->wishes;
    struct made *picture = NULL;
    struct wish wish;

    if (!store || !subject->place.known || !drawing_wish(subject, &wish))
        return false;
    (void)wish_store_ask(store, &wish, &picture);
    made_unref(picture);
    return true;
}

static void reply_page(const struct exchange *exchange, const struct subject *subject,
                       const struct reader *reader, bool fonts)
{
    const struct character_options options = {.pictured = ask_for_picture(exchange, subject),
                                              .fonts = fonts};
    struct buffer body = BUFFER_INIT;

    subject_charge(subject, exchange->budget);
    (void)budget_take(exchange->budget, BUDGET_PRESENT, PAGE_STEPS);
    character_view_append(&body, subject, reader, &exchange->request->site, &options);
    webfonts_finish(exchange, fonts, reader->messages, &body);
    document_headers(exchange->reply, reader->messages);
    reply_body(exchange->reply, DOCUMENT_TYPE, &body);
}

/* Relative, as all links are: only a proxy knows below which path the client sees this. The page comes along,
 * for w3m and others that do not know 308. */
static void send_there(const struct exchange *exchange, const struct subject *subject,
                       const struct reader *reader, bool fonts, const struct buffer *canonical)
{
    struct buffer kept = BUFFER_INIT; /* parameters */

    if (target_value(exchange->target, "lang") && reader->languages[0]) {
        buffer_append_text(&kept, "?lang=");
        form_append(&kept, slice_of(reader->languages));
    }
    if (fonts)
        buffer_append_text(&kept, kept.size > 0 ? "&fonts=1" : "?fonts=1");
    exchange->reply->status = 308;
    reply_header_format(exchange->reply, "Location", "%.*s%.*s", (int)canonical->size,
                        canonical->bytes, (int)kept.size, kept.bytes ? kept.bytes : "");
    reply_header(exchange->reply, "Cache-Control", "public, max-age=3600");
    if (exchange->reply->by_language)
        reply_header(exchange->reply, "Vary", "Accept-Language");
    buffer_release(&kept);
    reply_page(exchange, subject, reader, fonts);
}

static void answer_here(const struct exchange *exchange, const struct subject *subject,
                        const struct reader *reader, bool fonts)
{
    if (!exchange_unchanged(exchange))
        reply_page(exchange, subject, reader, fonts);
}

static void answer_subject(const struct exchange *exchange, const struct subject *subject)
{
    struct buffer canonical = BUFFER_INIT;
    struct reader reader;
    bool fonts;

    if (!webfonts_read(exchange, &fonts))
        return;
    reader_of(&reader, exchange);
    character_path_append(&canonical, subject->points, subject->count);
    if (canonical.failed)
        reply_no_memory(exchange->reply);
    else if (slice_equal(exchange->rest, (struct slice){canonical.bytes, canonical.size}))
        answer_here(exchange, subject, &reader, fonts);
    else
        send_there(exchange, subject, &reader, fonts, &canonical);
    buffer_release(&canonical);
}

void character_page_answer(const struct exchange *exchange)
{
    struct character_path path;
    struct subject subject;

    if (!character_path_read(exchange->rest, &path)) /* the route has read it */
        return;
    switch (subject_find(&subject, exchange->catalog->index, &path)) {
    case SUBJECT_FOUND:
        answer_subject(exchange, &subject);
        return;
    case SUBJECT_BEYOND:
        exchange_fail(
            exchange, 404,
            "There is no such code point; the last one is U+10FFFF. Search for a name instead");
        return;
    case SUBJECT_UNKNOWN:
        exchange_fail(
            exchange, 404,
            "These code points are not a character or a named sequence. Search for one of "
            "them, or for a name");
        return;
    case SUBJECT_NO_INDEX:
        (void)exchange_ready(exchange);
        return;
    }
}
