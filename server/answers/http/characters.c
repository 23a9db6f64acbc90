/*
 * Answers for one code point or one sequence. Each of the 1,114,112 code points has an answer, even
 * if unassigned. Members that need the index are left out while it is being built. A sequence has
 * an answer if the index has its name; for any other text there is /api/v1/inspect.
 */

#include "server/answers/http/characters.h"

#include "index/base/hex.h"
#include "index/base/utf8.h"
#include "index/present/lookup.h"
#include "index/unicode/character.h"
#include "server/answers/http/reply.h"
#include "server/answers/json/json_character.h"

enum { POINTS_MAX = 2 * SEQUENCE_MAX }; /* a sequence with U+FE0F after every character */

enum {
    CHARACTER_STEPS = 8000, /* properties, encodings, relations: 40 µs */
    TEXT_STEPS = 120,       /* a name or keyword: the most have 1,200 of them */
};

/* The code points that the path denotes. */
struct wanted {
    uint32_t points[POINTS_MAX];
    size_t count;
};

/* Reads one to eight hexadecimal digits; the value may exceed the last code point. */
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

/* Reads "U+2600", or several joined by "+" or a space: "U+1F1E8+U+1F1ED". */
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

/* Reads the characters themselves; a target is valid UTF-8. */
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
                    "The path has %zu characters, which are not a named sequence; send one "
                    "character, percent-encoded, or its code point as U+2600. To find one by "
                    "name, use /api/v1/search; to analyze a text, use /api/v1/inspect",
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

static void charge(const struct exchange *exchange, uint32_t document)
{
    struct text_range texts = charindex_texts(exchange->catalog->index, document);

    (void)budget_take(exchange->budget, BUDGET_PRESENT,
                      CHARACTER_STEPS + (size_t)TEXT_STEPS * (texts.end - texts.first));
}

static void answer_character(const struct exchange *exchange, uint32_t code_point)
{
    const struct character_place place = find_place(exchange->catalog->index, code_point);
    struct buffer body = BUFFER_INIT;
    struct character character;

    if (exchange_unchanged(exchange))
        return;
    if (place.known)
        charge(exchange, place.document);
    else
        (void)budget_take(exchange->budget, BUDGET_PRESENT, CHARACTER_STEPS);
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
    charge(exchange, document);
    character_facts(charindex_code_point(index, document), &first);
    json_sequence_append(&body, index, document, &first);
    reply_body(exchange->reply, "application/json", &body);
}

/* Several code points: a sequence, or a character followed by U+FE0F. */
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
