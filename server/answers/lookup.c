/*
 * All about one code point. Any of the 1,114,112 has an answer, since also "nobody has given it a
 * meaning" is one; only the neighbours come from the index, so that this route answers while it
 * is being built.
 */

#include "server/answers/lookup.h"

#include <stdlib.h>
#include <string.h>

#include "index/character.h"
#include "index/utf8.h"
#include "server/answers/reply.h"

/* "U+2600" or "u+2600", possibly beyond the last code point. */
static bool read_notation(const struct slice *text, uint32_t *code_point)
{
    char digits[9] = "";
    size_t size = text->size - 2;

    if (text->size < 3 || size >= sizeof digits || (text->bytes[0] | 0x20) != 'u' ||
        text->bytes[1] != '+')
        return false;
    memcpy(digits, text->bytes + 2, size);
    if (strspn(digits, "0123456789abcdefABCDEF") != size)
        return false;
    *code_point = (uint32_t)strtoul(digits, NULL, 16);
    return true;
}

/* A text that is one character. */
static bool read_itself(const struct slice *text, uint32_t *code_point)
{
    size_t at = 0;

    if (text->size == 0)
        return false;
    *code_point = (uint32_t)utf8_next(text->bytes, text->size, &at); /* a target is valid UTF-8 */
    return at == text->size;
}

static bool read_code_point(const struct exchange *exchange, uint32_t *code_point)
{
    const struct slice *text = &exchange->rest;

    if (!read_notation(text, code_point) && !read_itself(text, code_point)) {
        exchange_refuse(exchange, "character",
                        "That is not one character but %zu; send one, percent-encoded, or its "
                        "code point as U+2600. To find one by its name ask /api/v1/search",
                        utf8_length(text->bytes, text->size));
        return false;
    }
    if (*code_point > CHARACTER_LAST) {
        const struct json_problem problem = {
            .status = 404,
            .detail = "There is no such code point; send one from U+0000 to U+10FFFF",
        };

        reply_problem(exchange->reply, &problem);
        return false;
    }
    return true;
}

/* The first document whose code point is at least this one; the number of documents if none. */
static uint32_t find_document(const struct charindex *index, uint32_t code_point)
{
    uint32_t low = 0, high = charindex_documents(index);

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (charindex_code_point(index, middle) < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct json_place find_place(const struct charindex *index, uint32_t code_point)
{
    struct json_place place = {.previous = -1, .next = -1};
    uint32_t document;

    if (!index)
        return place;
    place.generation = charindex_generation(index);
    document = find_document(index, code_point);
    if (document > 0)
        place.previous = (int32_t)charindex_code_point(index, document - 1);
    if (document < charindex_documents(index) &&
        charindex_code_point(index, document) == code_point)
        document++;
    if (document < charindex_documents(index))
        place.next = (int32_t)charindex_code_point(index, document);
    return place;
}

static void lookup_headers(const struct exchange *exchange)
{
    if (exchange->catalog->state == CATALOG_READY)
        exchange_cache_headers(exchange, false);
    else /* the neighbours are still missing */
        reply_header(exchange->reply, "Cache-Control", "no-store");
    reply_header(exchange->reply, "Access-Control-Allow-Origin", "*");
    reply_header(exchange->reply, "Access-Control-Expose-Headers", "ETag");
}

void lookup_answer(const struct exchange *exchange)
{
    struct buffer body = BUFFER_INIT;
    struct character character;
    struct json_place place;
    uint32_t code_point;

    if (!read_code_point(exchange, &code_point))
        return;
    lookup_headers(exchange);
    if (exchange->catalog->state == CATALOG_READY && exchange_unchanged(exchange)) {
        exchange->reply->status = 304;
        return;
    }
    character_describe(code_point, &character);
    place = find_place(exchange->catalog->index, code_point);
    json_append_character(&body, &character, &place);
    reply_body(exchange->reply, "application/json", &body);
}
