/*
 * Inspects any text. index/text/text_facts.h computes lengths, forms and mixed scripts,
 * json_inspection.h clusters and names. Only the maximum length is defined here.
 */

#include "server/answers/http/inspect.h"

#include <stdlib.h>
#include <string.h>

#include "index/base/container_of.h"
#include "server/answers/http/base/pieces.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/json/json_inspection.h"

enum {
    FACTS_STEPS = 4000,   /* ICU's checker opened: 20 µs */
    FACTS_BYTE_STEPS = 8, /* a byte in four normalization forms, clusters and words */

    AT_ONCE = 32 * 1024,            /* bytes of a document that is one body of known length */
    STREAM_SPACE = 2 * PIECES_SIZE, /* for a piece, and the end of the document */
};

_Static_assert((int)INSPECT_MAX_SIZE <= (int)TEXT_FACTS_MAX, "text_facts handles every text");

static bool read_text(const struct exchange *exchange, struct slice *text)
{
    const struct slice *sent = target_value(exchange->target, "text");

    if (!sent || sent->size == 0) {
        exchange_refuse(exchange, "text",
                        "No text to inspect; send one, percent-encoded, for example "
                        "?text=%%E2%%98%%80");
        return false;
    }
    if (sent->size > INSPECT_MAX_SIZE) {
        exchange_refuse(exchange, "text", "The text has %zu bytes; send at most %d at a time",
                        sent->size, INSPECT_MAX_SIZE);
        return false;
    }
    *text = *sent;
    return true;
}

/* The body, as long as it is being written. */
struct inspect_stream {
    struct pieces pieces;
    struct charindex *index; /* holds a reference */
    struct json_inspection inspection;
    char text[INSPECT_MAX_SIZE];
};

static bool inspect_text(struct json_inspection *inspection, struct budget *budget)
{
    struct slice text = inspection->text;

    (void)budget_take(budget, BUDGET_PRESENT, FACTS_STEPS + text.size * FACTS_BYTE_STEPS);
    return text_facts_read(text.bytes, text.size, &inspection->facts) == 0 &&
           text_facts_mixed(charindex_repertoire(inspection->index), text.bytes, text.size,
                            inspection->mixed, JSON_INSPECTION_WARNINGS,
                            &inspection->mixed_count) == 0;
}

static void stream_fill(struct pieces *pieces)
{
    struct inspect_stream *stream = container_of(pieces, struct inspect_stream, pieces);

    pieces->ended =
        json_inspection_append(&stream->inspection, &pieces->piece, PIECES_SIZE, &pieces->budget);
}

static void stream_free(struct api_stream *base)
{
    struct pieces *pieces = container_of(base, struct pieces, stream);
    struct inspect_stream *stream = container_of(pieces, struct inspect_stream, pieces);

    json_inspection_end(&stream->inspection);
    pieces_release(pieces);
    charindex_unref(stream->index);
    free(stream);
}

static struct inspect_stream *stream_new(struct charindex *index, struct slice text)
{
    struct inspect_stream *stream = calloc(1, sizeof *stream);
    struct buffer none = BUFFER_INIT;

    if (!stream)
        return NULL;
    pieces_init(&stream->pieces, &none, stream_fill, stream_free);
    memcpy(stream->text, text.bytes, text.size);
    stream->inspection =
        (struct json_inspection){.text = {stream->text, text.size}, .index = index};
    stream->index = index;
    charindex_ref(index);
    return stream;
}

/* Most texts are short: their document is one body. What is longer than a turn goes on as a
 * stream. */
static void reply_inspection(const struct exchange *exchange, struct slice text)
{
    struct inspect_stream *stream = stream_new(exchange->catalog->index, text);
    struct pieces *pieces = stream ? &stream->pieces : NULL;

    if (stream && inspect_text(&stream->inspection, exchange->budget)) {
        json_inspection_begin(&stream->inspection, &pieces->piece);
        pieces->ended =
            json_inspection_append(&stream->inspection, &pieces->piece, AT_ONCE, exchange->budget);
        if (!pieces->ended && buffer_reserve(&pieces->piece, STREAM_SPACE)) {
            reply_stream_body(exchange->reply, "application/json", &pieces->stream);
            return;
        }
        if (pieces->ended)
            reply_body(exchange->reply, "application/json", &pieces->piece);
        else
            reply_no_memory(exchange->reply);
    } else {
        reply_no_memory(exchange->reply);
    }
    if (stream)
        stream_free(&pieces->stream);
}

void inspect_answer(const struct exchange *exchange)
{
    static const char *const names[] = {"text", NULL};
    struct slice text;

    if (!exchange_sends_only(exchange, names) || !exchange_sends_once(exchange, names) ||
        !read_text(exchange, &text) || !exchange_ready(exchange) || exchange_unchanged(exchange))
        return;
    reply_inspection(exchange, text);
}
