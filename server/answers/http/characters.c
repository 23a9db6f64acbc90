/*
 * Answers for one code point or one sequence. For any other text there is /api/v1/inspect.
 */

#include "server/answers/http/characters.h"

#include "index/base/utf8.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/json/json_tree.h"

static void refuse_text(const struct exchange *exchange)
{
    const struct slice *text = &exchange->rest;

    exchange_refuse(exchange, "character",
                    "The path has %zu characters, which are not a named sequence; send one "
                    "character, percent-encoded, or its code point as U+2600. To find one by "
                    "name, use /api/v1/search; to analyze a text, use /api/v1/inspect",
                    utf8_length(text->bytes, text->size));
}

static void answer_subject(const struct exchange *exchange, const struct subject *subject)
{
    struct buffer body = BUFFER_INIT;

    if (exchange_unchanged(exchange))
        return;
    subject_charge(subject, exchange->budget);
    json_tree_append(&body, subject_document(subject));
    reply_body(exchange->reply, "application/json", &body);
}

bool characters_subject(const struct exchange *exchange, struct subject *subject)
{
    struct character_path path;

    if (!character_path_read(exchange->rest, &path)) {
        refuse_text(exchange);
        return false;
    }
    switch (subject_find(subject, exchange->catalog->index, &path)) {
    case SUBJECT_FOUND:
        return true;
    case SUBJECT_BEYOND:
        exchange_fail(exchange, 404,
                      "There is no such code point; send one from U+0000 to U+10FFFF");
        return false;
    case SUBJECT_UNKNOWN:
        refuse_text(exchange);
        return false;
    case SUBJECT_NO_INDEX:
        (void)exchange_ready(exchange);
        return false;
    }
    return false;
}

void characters_answer(const struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct subject subject;

    if (exchange_sends_only(exchange, none) && characters_subject(exchange, &subject))
        answer_subject(exchange, &subject);
}
