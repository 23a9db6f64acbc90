/*
 * Clauses with a key: the fields, and the properties with their values.
 *
 * Colons also occur among words (12:30, "flag: Switzerland"). A clause has a key only if the name
 * before the colon is known. An unknown name with a value directly after the colon is an error: to
 * read it as words would answer a different query.
 */

#include "index/search/query/grammar_keys.h"

#include <string.h>

#include "index/search/query/grammar_words.h"
#include "index/search/query/value.h"

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

static enum parse_result read_property(struct parse *parse, enum property property, size_t begin)
{
    struct span span = {begin, parse->clause.end};
    struct value value;
    const char *message;

    if (cursor_at_quote(&parse->cursor, begin) && !grammar_unquote(parse, begin, &span))
        return PARSE_ERROR;
    message = value_read(property, parse->cursor.text + span.begin, span.end - span.begin, &value);
    if (message)
        return parse_fail(parse, span.begin, "%s", message);
    return add_property(parse, property, &value);
}

static bool find_field(const char *name, size_t size, enum query_field *field)
{
    static const char *const names[] = {
        [QUERY_NAME] = "name",
        [QUERY_ALIAS] = "alias",
        [QUERY_KEYWORD] = "keyword",
        [QUERY_DEFINITION] = "definition",
    };

    for (unsigned i = QUERY_NAME; i <= QUERY_DEFINITION; i++)
        if (strlen(names[i]) == size && strncasecmp(name, names[i], size) == 0) {
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
        return parse_fail(parse, begin,
                          "missing word after the field: write one, as in alias:heart");
    return grammar_words(parse, begin, field);
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

#define AND_KEY(name, key, ...) ", " key
#define AND_KEYS                PROPERTIES(AND_KEY)

static const char unknown_key[] =
    "unknown key: use name, alias, keyword, definition" AND_KEYS ", or put a space after the colon";

enum parse_result grammar_key(struct parse *parse)
{
    const char *name = parse->cursor.text + parse->clause.begin;
    enum query_field field = QUERY_ANYWHERE;
    enum property property = PROPERTY_COUNT;
    size_t colon, size;

    if (!cursor_find_colon(&parse->cursor, parse->clause.begin, &colon) ||
        colon >= parse->clause.end)
        return PARSE_NO_MATCH;
    size = colon - parse->clause.begin;
    if (!find_field(name, size, &field) && !property_find(name, size, &property)) {
        if (!has_value(parse, colon + 1))
            return PARSE_NO_MATCH;
        return parse_fail(parse, parse->clause.begin, "%s", unknown_key);
    }
    if (colon + 1 == parse->clause.end)
        return parse_fail(parse, colon + 1,
                          "missing value: put it directly after the colon, as in block:arrows");
    if (parse->cursor.text[colon + 1] == '-')
        return parse_fail(parse, colon + 1,
                          "misplaced -: put it before the key, as in -block:arrows");
    return property == PROPERTY_COUNT ? read_field(parse, field, colon + 1)
                                      : read_property(parse, property, colon + 1);
}
