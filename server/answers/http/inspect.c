/*
 * Inspects any text. index/unicode/text_facts.h computes lengths, forms and mixed scripts,
 * json_inspection.h clusters and names. Only the maximum length is defined here.
 */

#include "server/answers/http/inspect.h"

#include "server/answers/http/reply.h"
#include "server/answers/json/json_inspection.h"

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

static bool inspect_text(struct json_inspection *inspection)
{
    struct slice text = inspection->text;

    return text_facts_read(text.bytes, text.size, &inspection->facts) == 0 &&
           text_facts_mixed(text.bytes, text.size, inspection->mixed, JSON_INSPECTION_WARNINGS,
                            &inspection->mixed_count) == 0;
}

static void reply_inspection(const struct exchange *exchange, struct slice text)
{
    struct json_inspection inspection = {.text = text, .index = exchange->catalog->index};
    struct buffer body = BUFFER_INIT;

    if (!inspect_text(&inspection)) {
        reply_no_memory(exchange->reply);
        return;
    }
    json_inspection_append(&body, &inspection);
    reply_body(exchange->reply, "application/json", &body);
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
