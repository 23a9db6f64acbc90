/*
 * The query language, in one pass from left to right over tokens between separators.
 *
 * parse_token() is the grammar's list of alternatives: each form either declines the token, takes
 * it, or refuses it with an error. A new kind of clause is one more function in that list and one
 * more case where clauses are evaluated (index/search/search.c).
 */

#include "index/search/query.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/character.h"
#include "index/entity.h"
#include "index/utf8.h"

#define NO_RANGES "ranges such as U+2600..U+26FF are not understood here: send one code point"

enum form {
    FORM_DECLINED, /* not of this form: the next one may try */
    FORM_TAKEN,
    FORM_REFUSED, /* of this form, but wrong: the error is set */
};

struct parser {
    struct query *query;
    struct query_error *error;
    const char *text;
    size_t size;
    const char *token; /* the token being parsed, within text */
    size_t token_size;
    bool joins;   /* the token before this one was pasted text too */
    size_t named; /* HTML's named characters so far */
};

/* Messages carry nothing of the client's own: they end up on terminals. */
__attribute__((format(printf, 3, 4))) static enum form refuse(struct parser *parser, size_t at,
                                                              const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(parser->error->message, sizeof parser->error->message, format, arguments);
    va_end(arguments);
    parser->error->column = utf8_length(parser->text, at) + 1;
    return FORM_REFUSED;
}

static size_t token_at(const struct parser *parser)
{
    return (size_t)(parser->token - parser->text);
}

static struct query_clause *add_clause(struct parser *parser, enum query_clause_kind kind)
{
    struct query_clause *clause = &parser->query->clauses[parser->query->count++];

    /* A clause takes at least one byte and the separator before it. */
    *clause = (struct query_clause){
        .kind = kind,
        .begin = (uint32_t)token_at(parser),
        .end = (uint32_t)(token_at(parser) + parser->token_size),
        .letter = -1,
    };
    return clause;
}

static enum form take_points(struct parser *parser, const uint32_t *points, size_t count)
{
    struct query *query = parser->query;
    struct query_clause *clause;

    if (count == 1) {
        add_clause(parser, QUERY_CODE_POINT)->first = points[0];
        return FORM_TAKEN;
    }
    clause = add_clause(parser, QUERY_TEXT);
    clause->first = (uint32_t)query->point_count;
    clause->size = (uint32_t)count;
    memcpy(query->points + query->point_count, points, count * sizeof *points);
    query->point_count += count;
    return FORM_TAKEN;
}

/*
 * Code points: U+2600, 0x2600, \u2600, &#9728;, &starf;
 */

static int digit_value(char c, unsigned base)
{
    int value = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;

    return value < (int)base ? value : -1;
}

/* Digits up to a code point; false where there are none, other characters, or it is too large. */
static bool parse_number(const char *digits, size_t size, unsigned base, uint32_t *value)
{
    *value = 0;
    for (size_t i = 0; i < size; i++) {
        int digit = digit_value(digits[i], base);

        if (digit < 0)
            return false;
        *value = *value * base + (uint32_t)digit;
        if (*value > CHARACTER_LAST)
            return false;
    }
    return size > 0;
}

static enum form form_u_plus(struct parser *parser)
{
    const char *token = parser->token;
    uint32_t point;

    if (parser->token_size < 2 || (token[0] != 'U' && token[0] != 'u') || token[1] != '+')
        return FORM_DECLINED;
    if (memmem(token, parser->token_size, "..", 2))
        return refuse(parser, token_at(parser), NO_RANGES);
    if (!parse_number(token + 2, parser->token_size - 2, 16, &point))
        return refuse(parser, token_at(parser) + 2,
                      "U+ wants one to six hexadecimal digits up to 10FFFF, as in U+2600");
    return take_points(parser, &point, 1);
}

/* What follows 0x and is no code point is a word like any other. */
static enum form form_0x(struct parser *parser)
{
    const char *token = parser->token;
    uint32_t point;

    if (parser->token_size < 3 || token[0] != '0' || (token[1] != 'x' && token[1] != 'X') ||
        !parse_number(token + 2, parser->token_size - 2, 16, &point))
        return FORM_DECLINED;
    return take_points(parser, &point, 1);
}

/* How many hexadecimal digits follow the letter behind the backslash; 0: it begins no escape. */
static size_t escape_digits(char letter)
{
    return letter == 'u' ? 4 : letter == 'U' ? 8 : letter == 'x' ? 2 : 0;
}

/* One of \u2600, \U0001F600, \u{1F600}, \xE9 at *at, which moves behind it. */
static bool parse_escape(const struct parser *parser, size_t *at, uint32_t *point)
{
    const char *escape = parser->token + *at;
    size_t left = parser->token_size - *at, digits;

    if (left < 2 || escape[0] != '\\')
        return false;
    if (left > 3 && escape[1] == 'u' && escape[2] == '{') {
        const char *end = memchr(escape, '}', left);

        if (!end || !parse_number(escape + 3, (size_t)(end - escape) - 3, 16, point))
            return false;
        *at += (size_t)(end - escape) + 1;
        return true;
    }
    digits = escape_digits(escape[1]);
    if (digits == 0 || left < 2 + digits || !parse_number(escape + 2, digits, 16, point))
        return false;
    *at += 2 + digits;
    return true;
}

static enum form form_escapes(struct parser *parser)
{
    uint32_t points[QUERY_MAX_SIZE / 4];
    size_t count = 0, at = 0;

    if (parser->token_size < 2 || parser->token[0] != '\\' || escape_digits(parser->token[1]) == 0)
        return FORM_DECLINED;
    while (at < parser->token_size) {
        size_t begin = at;
        uint32_t point;

        if (!parse_escape(parser, &at, &point))
            return refuse(parser, token_at(parser) + begin,
                          "an escape has the form \\u2600, \\U0001F600, \\u{1F600} or \\xE9");
        /* JavaScript, Java and JSON write what is above U+FFFF as two surrogates. */
        if (count > 0 && U16_IS_TRAIL(point) && U16_IS_LEAD(points[count - 1]))
            points[count - 1] = (uint32_t)U16_GET_SUPPLEMENTARY(points[count - 1], point);
        else
            points[count++] = point;
    }
    return take_points(parser, points, count);
}

/* One of &#9728; &#x2600; &starf; whose name or number is `body`. */
static size_t parse_reference(const char *body, size_t size,
                              uint32_t points[static ENTITY_MAX_POINTS])
{
    if (size == 0 || body[0] != '#')
        return entity_find(body, size, points);
    if (size > 1 && (body[1] == 'x' || body[1] == 'X'))
        return parse_number(body + 2, size - 2, 16, points);
    return parse_number(body + 1, size - 1, 10, points);
}

/* A byte of a letter outside ASCII begins none: HTML's names have no such letters. */
static bool begins_reference(char c)
{
    return c == '#' || ((unsigned char)c < 0x80 && words_code_point((unsigned char)c));
}

static enum form form_references(struct parser *parser)
{
    uint32_t points[QUERY_MAX_SIZE / 2];
    size_t count = 0, at = 0;

    if (parser->token_size < 2 || parser->token[0] != '&' || !begins_reference(parser->token[1]))
        return FORM_DECLINED;
    while (at < parser->token_size) {
        const char *reference = parser->token + at;
        const char *end = memchr(reference, ';', parser->token_size - at);
        size_t found;

        if (reference[0] != '&' || !end)
            return refuse(parser, token_at(parser) + at,
                          "a character reference has the form &#9728;, &#x2600; or &starf;");
        if (reference[1] != '#' && ++parser->named > QUERY_MAX_NAMED)
            return refuse(parser, token_at(parser) + at,
                          "a query has at most %d of HTML's named characters", QUERY_MAX_NAMED);
        found = parse_reference(reference + 1, (size_t)(end - reference) - 1, points + count);
        if (found == 0)
            return refuse(parser, token_at(parser) + at,
                          "HTML has no such character: send its number, as in &#9728;, or words");
        count += found;
        at += (size_t)(end - reference) + 1;
    }
    return take_points(parser, points, count);
}

/*
 * Pasted text: no word in it.
 */

static enum form form_text(struct parser *parser)
{
    struct query *query = parser->query;
    struct query_clause *clause;
    struct words words;
    struct word word;

    words_init(&words, parser->token, parser->token_size);
    if (words_next(&words, &word))
        return FORM_DECLINED;

    if (parser->joins) {
        clause = &query->clauses[query->count - 1];
        clause->end = (uint32_t)(token_at(parser) + parser->token_size);
    } else {
        clause = add_clause(parser, QUERY_TEXT);
        clause->first = (uint32_t)query->point_count;
    }
    for (size_t at = 0; at < parser->token_size;) {
        int32_t point = utf8_next(parser->token, parser->token_size, &at);

        query->points[query->point_count++] = (uint32_t)point;
        clause->size++;
    }
    return FORM_TAKEN;
}

/*
 * Words, and what is reserved beside them.
 */

static bool is_key(const char *token, size_t size)
{
    const char *colon = memchr(token, ':', size);

    if (!colon || colon == token || colon == token + size - 1)
        return false;
    for (const char *c = token; c < colon; c++)
        if (!(*c >= 'a' && *c <= 'z') && !(*c >= 'A' && *c <= 'Z'))
            return false;
    return true;
}

static enum form form_reserved(struct parser *parser)
{
    const char *token = parser->token, *quote, *bar, *dots;
    size_t size = parser->token_size, at = token_at(parser);

    quote = memchr(token, '"', size);
    if (quote)
        return refuse(parser, at + (size_t)(quote - token),
                      "phrases in quotation marks are not understood here: send their words alone");
    bar = memchr(token, '|', size);
    if (bar)
        return refuse(parser, at + (size_t)(bar - token),
                      "alternatives with | are not understood here: send one query for each");
    dots = memmem(token, size, "..", 2);
    if (dots)
        return refuse(parser, at + (size_t)(dots - token), NO_RANGES);
    if (token[0] == '-')
        return refuse(parser, at,
                      "excluding a word with - is not understood here: send the words to find");
    if (token[size - 1] == '*')
        return refuse(parser, at + size - 1,
                      "beginnings of words with * are not understood here: send whole words");
    if (is_key(token, size))
        return refuse(
            parser, at,
            "filters such as block:arrows are not understood here: send words of the name");
    return FORM_DECLINED;
}

static enum form form_words(struct parser *parser)
{
    struct query *query = parser->query;
    struct words words;
    struct word word;

    words_init(&words, parser->token, parser->token_size);
    while (words_next(&words, &word)) {
        struct query_clause *clause = add_clause(parser, QUERY_WORD);

        clause->begin = (uint32_t)(token_at(parser) + word.begin);
        clause->end = (uint32_t)(token_at(parser) + word.end);
        clause->first = (uint32_t)query->folded_size;
        clause->size = (uint32_t)word.size;
        if (word.length == 1 && word.first >= 0x80)
            clause->letter = (int32_t)word.first;
        memcpy(query->folded + query->folded_size, word.folded, word.size);
        query->folded_size += word.size;
    }
    return FORM_TAKEN;
}

static bool parse_token(struct parser *parser)
{
    static enum form (*const forms[])(struct parser *) = {
        form_u_plus, form_0x,       form_escapes, form_references,
        form_text,   form_reserved, form_words, /* takes whatever is left */
    };
    enum form form = FORM_DECLINED;
    size_t i = 0;

    for (; form == FORM_DECLINED && i < sizeof forms / sizeof forms[0]; i++)
        form = forms[i](parser);
    parser->joins = form == FORM_TAKEN && forms[i - 1] == form_text;
    return form == FORM_TAKEN;
}

static bool is_separator(int32_t code_point)
{
    return code_point == ',' || u_isUWhiteSpace(code_point);
}

/* Moves *at to the start of the next token, or to the end of the text. */
static void skip_separators(const struct parser *parser, size_t *at)
{
    size_t next = *at;

    while (next < parser->size && is_separator(utf8_next(parser->text, parser->size, &next)))
        *at = next;
}

static void skip_token(const struct parser *parser, size_t *at)
{
    size_t next = *at;

    while (next < parser->size && !is_separator(utf8_next(parser->text, parser->size, &next)))
        *at = next;
}

bool query_parse(struct query *query, const char *text, size_t size, struct query_error *error)
{
    struct parser parser = {.query = query, .error = error, .text = text, .size = size};

    query->count = query->folded_size = query->point_count = 0;
    if (size > QUERY_MAX_SIZE) {
        (void)refuse(&parser, QUERY_MAX_SIZE, "a query has at most %d bytes", QUERY_MAX_SIZE);
        return false;
    }
    for (size_t at = 0; at < size;) {
        size_t begin = at;

        if (utf8_next(text, size, &at) < 0) {
            (void)refuse(&parser, begin, "a query is text in UTF-8, and this byte is not");
            return false;
        }
    }
    for (size_t at = 0;;) {
        skip_separators(&parser, &at);
        if (at == size)
            return true;
        parser.token = text + at;
        skip_token(&parser, &at);
        parser.token_size = (size_t)(text + at - parser.token);
        if (!parse_token(&parser))
            return false;
    }
}
