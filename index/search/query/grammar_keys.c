/*
 * Clauses with a key: the fields, and the properties with their values. An error names what is
 * close to a mistyped key or value.
 *
 * Colons also occur among words (12:30, "flag: Switzerland"). A clause has a key only if the name
 * before the colon is known. An unknown name with a value directly after the colon is an error: to
 * read it as words would answer a different query.
 */

#include "index/search/query/grammar_keys.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/search/query/grammar_points.h"
#include "index/search/query/grammar_words.h"
#include "index/search/query/value.h"
#include "index/unicode/property_names.h"

static enum parse_result add_property(struct parse *parse, enum property property,
                                      const struct value *value)
{
    struct query_clause *clause;

    if (property_kind(property) == PROPERTY_KIND_PLANES)
        return parse_add_range(parse, value->low, value->high);
    clause = parse_add_clause(parse, QUERY_PROPERTY);
    clause->property = property;
    clause->low = value->low;
    clause->high = value->high;
    clause->categories = value->categories;
    clause->count = (uint32_t)strlen(value->name);
    return parse_add_folded(parse, value->name, clause->count, &clause->first) ? PARSE_OK
                                                                               : PARSE_ERROR;
}

static enum parse_result fail_with(struct parse *parse, enum complaint complaint, size_t at,
                                   const char *message, const char *closest)
{
    struct query_error *error = parse->error;

    (void)parse_fail(parse, complaint, at, "%s%s%s", message, closest ? "; the closest is " : "",
                     closest ? closest : "");
    if (closest)
        (void)snprintf(error->closest, sizeof error->closest, "%s", closest);
    return PARSE_ERROR;
}

static enum complaint complaint_of(enum property property)
{
    switch (property_kind(property)) {
    case PROPERTY_KIND_NAMED:
    case PROPERTY_KIND_CATEGORIES:
    case PROPERTY_KIND_EMOJI_GROUPS:
        return COMPLAINT_VALUE_UNKNOWN;
    case PROPERTY_KIND_YES_NO:
        return COMPLAINT_VALUE_NOT_YES_NO;
    case PROPERTY_KIND_VERSIONS:
        return COMPLAINT_VALUE_NOT_VERSION;
    case PROPERTY_KIND_NUMBERS:
        return COMPLAINT_VALUE_NOT_NUMBER;
    case PROPERTY_KIND_PLANES:
        return COMPLAINT_VALUE_NOT_PLANE;
    }
    assert(false && "not a value of enum property_kind");
    return COMPLAINT_VALUE_UNKNOWN;
}

static enum parse_result read_property(struct parse *parse, enum property property, size_t begin)
{
    struct span span = {begin, parse->clause.end};
    struct value value;
    const char *message;

    if (cursor_at_quote(&parse->cursor, begin) && !grammar_unquote(parse, begin, &span))
        return PARSE_ERROR;
    message = value_read(parse->repertoire, property, parse->cursor.text + span.begin,
                         span.end - span.begin, &value);
    if (message) {
        struct closest closest;

        closest_init(&closest, parse->cursor.text + span.begin, span.end - span.begin);
        property_value_closest(parse->repertoire, property, &closest);
        (void)fail_with(parse, complaint_of(property), span.begin, message, closest.found);
        parse->error->key = property_name(property);
        return PARSE_ERROR;
    }
    return add_property(parse, property, &value);
}

static const char *const field_names[] = {
    [QUERY_NAME] = "name",
    [QUERY_ALIAS] = "alias",
    [QUERY_KEYWORD] = "keyword",
    [QUERY_DEFINITION] = "definition",
};

static bool is_name(const char *name, const char *text, size_t size)
{
    return strlen(name) == size && strncasecmp(name, text, size) == 0;
}

static bool find_field(const char *name, size_t size, enum query_field *field)
{
    for (unsigned i = QUERY_NAME; i <= QUERY_DEFINITION; i++)
        if (is_name(field_names[i], name, size)) {
            *field = (enum query_field)i;
            return true;
        }
    return false;
}

static enum parse_result read_field(struct parse *parse, enum query_field field, size_t begin)
{
    if (cursor_at_quote(&parse->cursor, begin))
        return grammar_phrase(parse, begin, field);
    if (!cursor_has_word(&parse->cursor, (struct span){begin, parse->clause.end}))
        return parse_fail(parse, COMPLAINT_WORD_MISSING, begin,
                          "missing word after the field: write one, as in alias:heart");
    return grammar_words(parse, begin, field);
}

static const char *const relation_names[] = {[QUERY_LIKE] = "like", [QUERY_BASE] = "base"};
enum { RELATIONS = sizeof relation_names / sizeof *relation_names };

static bool find_relation(const char *name, size_t size, enum query_relation *relation)
{
    for (unsigned i = 0; i < RELATIONS; i++)
        if (is_name(relation_names[i], name, size)) {
            *relation = (enum query_relation)i;
            return true;
        }
    return false;
}

/* The value is a character as it is, or a code point in any notation. */
static enum parse_result read_relation(struct parse *parse, enum query_relation relation,
                                       size_t begin)
{
    const struct cursor *cursor = &parse->cursor;
    struct span span = {begin, parse->clause.end};
    enum parse_result result = PARSE_OK;
    size_t after;
    uint32_t point;

    if (cursor_at_quote(cursor, begin) && !grammar_unquote(parse, begin, &span))
        return PARSE_ERROR;
    after = span.begin;
    point = span.begin < span.end ? (uint32_t)utf8_next(cursor->text, span.end, &after) : 0;
    if (after < span.end)
        result = grammar_point(parse, span, &point);
    if (result == PARSE_NO_MATCH || span.begin == span.end)
        return parse_fail(parse, COMPLAINT_VALUE_NOT_CHARACTER, span.begin,
                          "not a character: use one character or code point, as in %s:a or "
                          "%s:U+00E9",
                          relation_names[relation], relation_names[relation]);
    if (result == PARSE_OK) {
        struct query_clause *clause = parse_add_clause(parse, QUERY_RELATIVES);

        clause->relation = relation;
        clause->low = point;
    }
    return result;
}

/* Without a value after the colon, an unknown key is a word: "man:". */
static bool has_value(const struct parse *parse, size_t at)
{
    const char *text = parse->cursor.text;

    if (at == parse->clause.end)
        return false;
    return text[at] == '"' || text[at] == '<' || text[at] == '>' || text[at] == '=' ||
           cursor_at_word(&parse->cursor, at);
}

/* Would somebody write a code point after that key? Code points are written without one. */
static bool is_encoding(const char *name, size_t size)
{
    static const char *const encodings[] = {
        "hex",    "hexadecimal", "dec",    "decimal", "octal",     "utf8",       "utf_8", "utf16",
        "utf_16", "utf32",       "utf_32", "u",       "codepoint", "code_point", "cp",    "html",
    };

    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        if (is_name(encodings[i], name, size))
            return true;
    return false;
}

#define AND_KEY(name, key, ...) ", " key
#define AND_KEYS                PROPERTIES_SHOWN(AND_KEY)

static const char unknown_key[] =
    "unknown key: use name, alias, keyword, definition, like, base" AND_KEYS
    " or another property of Unicode, or put a space after the colon";
static const char encoding_key[] =
    "unknown key: write a code point without one, as in U+2603, &#9731; for decimal numbers or "
    "\\xE2\\x98\\x83 for bytes";

static enum parse_result refuse_key(struct parse *parse, const char *name, size_t size)
{
    struct closest closest;

    if (is_encoding(name, size))
        return parse_fail(parse, COMPLAINT_KEY_OF_CODE_POINT, parse->clause.begin, "%s",
                          encoding_key);
    closest_init(&closest, name, size);
    for (unsigned i = QUERY_NAME; i <= QUERY_DEFINITION; i++)
        closest_try(&closest, field_names[i], field_names[i]);
    for (unsigned i = 0; i < RELATIONS; i++)
        closest_try(&closest, relation_names[i], relation_names[i]);
    property_closest(&closest);
    return fail_with(parse, COMPLAINT_KEY_UNKNOWN, parse->clause.begin, unknown_key, closest.found);
}

static bool find_property(const char *name, size_t size, enum property *property)
{
    return !is_encoding(name, size) && property_find(name, size, property); /* "hex" is Hex_Digit */
}

/* Negative numbers are values. */
static bool is_misplaced_minus(const struct parse *parse, enum property property, size_t begin)
{
    return parse->cursor.text[begin] == '-' &&
           (property == PROPERTY_COUNT || property_kind(property) != PROPERTY_KIND_NUMBERS);
}

enum parse_result grammar_key(struct parse *parse)
{
    const char *name = parse->cursor.text + parse->clause.begin;
    enum query_field field = QUERY_ANYWHERE;
    enum property property = PROPERTY_COUNT;
    enum query_relation relation;
    size_t colon, size;
    bool known;

    if (!cursor_find_colon(&parse->cursor, parse->clause.begin, &colon) ||
        colon >= parse->clause.end)
        return PARSE_NO_MATCH;
    size = colon - parse->clause.begin;
    if (find_relation(name, size, &relation))
        return colon + 1 == parse->clause.end ? PARSE_NO_MATCH /* "looks like: a" */
                                              : read_relation(parse, relation, colon + 1);
    known = find_field(name, size, &field) || find_property(name, size, &property);
    /* A key that no help text shows may well be a word: "math: plus". */
    if ((!known || property >= PROPERTY_SHOWN) && field == QUERY_ANYWHERE &&
        !has_value(parse, colon + 1))
        return PARSE_NO_MATCH;
    if (!known)
        return refuse_key(parse, name, size);
    if (colon + 1 == parse->clause.end)
        return parse_fail(parse, COMPLAINT_VALUE_MISSING, colon + 1,
                          "missing value: put it directly after the colon, as in block:arrows");
    if (is_misplaced_minus(parse, property, colon + 1))
        return parse_fail(parse, COMPLAINT_MINUS_KEY, colon + 1,
                          "misplaced -: put it before the key, as in -block:arrows");
    return property == PROPERTY_COUNT ? read_field(parse, field, colon + 1)
                                      : read_property(parse, property, colon + 1);
}
