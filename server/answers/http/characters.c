/*
 * All about one code point, or about one sequence. Any of the 1,114,112 code points has an answer,
 * an unassigned one too. What only the index knows is left out while it is being built. A sequence
 * has an answer where the index has its name; any other text is taken apart by inspect.
 */

#include "server/answers/http/characters.h"

#include "index/base/hex.h"
#include "index/base/utf8.h"
#include "index/present/lookup.h"
#include "index/unicode/character.h"
#include "server/answers/http/reply.h"
#include "server/answers/json/json_character.h"

enum { POINTS_MAX = 2 * SEQUENCE_MAX }; /* of a sequence with U+FE0F wherever it may stand */

/* What the path names. */
struct wanted {
    uint32_t points[POINTS_MAX];
    size_t count;
};

/* One to eight hexadecimal digits, possibly beyond the last code point. */
static bool read_digits(const char *digits, size_t size, uint32_t *code_point)
{
    *code_point = 0;
    for (size_t i = 0; i < size; i++) {
        int value = hex_value(digits[i]);

        if (value < 0)
            return false;
        *code_point = *code_point << 4 | (uint32_t)value;
    }
    return size > 0 && size <= 8;
}

/* "U+2600", or several with "+" or a space between: "U+1F1E8+U+1F1ED". */
static bool read_notation(const struct slice *text, struct wanted *wanted)
{
    wanted->count = 0;
    for (size_t at = 0, end; at < text->size; at = end + 1) {
        if (wanted->count == POINTS_MAX || text->size - at < 3 || (text->bytes[at] | 0x20) != 'u' ||
            text->bytes[at + 1] != '+')
            return false;
        at += 2;
        for (end = at; end < text->size && text->bytes[end] != '+' && text->bytes[end] != ' ';)
            end++;
        if (end + 1 == text->size ||
            !read_digits(text->bytes + at, end - at, &wanted->points[wanted->count++]))
            return false;
    }
    return wanted->count > 0;
}

/* The characters themselves; a target is valid UTF-8. */
static bool read_itself(const struct slice *text, struct wanted *wanted)
{
    wanted->count = 0;
    for (size_t at = 0; at < text->size;) {
        if (wanted->count == POINTS_MAX)
            return false;
        wanted->points[wanted->count++] = (uint32_t)utf8_next(text->bytes, text->size, &at);
    }
    return wanted->count > 0;
}

static void refuse_text(const struct exchange *exchange)
{
    const struct slice *text = &exchange->rest;

    exchange_refuse(exchange, "character",
                    "That is not one character but %zu, and no sequence with a name; send one, "
                    "percent-encoded, or its code point as U+2600. To find one by its name ask "
                    "/api/v1/search, to take a text apart /api/v1/inspect",
                    utf8_length(text->bytes, text->size));
}

static bool read_wanted(const struct exchange *exchange, struct wanted *wanted)
{
    if (!read_notation(&exchange->rest, wanted) && !read_itself(&exchange->rest, wanted)) {
        refuse_text(exchange);
        return false;
    }
    for (size_t i = 0; i < wanted->count; i++)
        if (wanted->points[i] > CHARACTER_LAST) {
            exchange_fail(exchange, 404,
                          "There is no such code point; send one from U+0000 to U+10FFFF");
            return false;
        }
    return true;
}

static struct character_place find_place(const struct charindex *index, uint32_t code_point)
{
    struct character_place place = {.index = index};

    if (!index)
        return place;
    place.known = charindex_find(index, code_point, &place.document);
    if (!place.known)
        place.document = charindex_find_from(index, code_point);
    return place;
}

static void answer_character(const struct exchange *exchange, uint32_t code_point)
{
    const struct character_place place = find_place(exchange->catalog->index, code_point);
    struct buffer body = BUFFER_INIT;
    struct character character;

    if (exchange_unchanged(exchange))
        return;
    character_describe(code_point, &character);
    json_character_append(&body, &character, &place);
    reply_body(exchange->reply, "application/json", &body);
}

static void answer_sequence(const struct exchange *exchange, uint32_t document)
{
    const struct charindex *index = exchange->catalog->index;
    struct buffer body = BUFFER_INIT;
    struct character_facts first;

    if (exchange_unchanged(exchange))
        return;
    character_facts(charindex_code_point(index, document), &first);
    json_sequence_append(&body, index, document, &first);
    reply_body(exchange->reply, "application/json", &body);
}

/* Several code points: a sequence, or a character with U+FE0F behind it. */
static void answer_several(const struct exchange *exchange, const struct wanted *wanted)
{
    const struct charindex *index = exchange->catalog->index;
    uint32_t document;

    if (!exchange_ready(exchange))
        return;
    if (!lookup_points(index, wanted->points, wanted->count, &document))
        refuse_text(exchange);
    else if (document < charindex_first_sequence(index))
        answer_character(exchange, charindex_code_point(index, document));
    else
        answer_sequence(exchange, document);
}

void characters_answer(const struct exchange *exchange)
{
    static const char *const none[] = {NULL};
    struct wanted wanted;

    if (!exchange_sends_only(exchange, none) || !read_wanted(exchange, &wanted))
        return;
    if (wanted.count == 1)
        answer_character(exchange, wanted.points[0]);
    else
        answer_several(exchange, &wanted);
}
