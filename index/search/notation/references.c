/*
 * Character references of HTML: &#9728;, &#x2600; and &starf;, any number in a row.
 */

#include <string.h>

#include "index/search/notation/table.h"
#include "index/text/entity.h"
#include "index/text/words.h"

/* Parses the name or number between "&" and ";". Returns the number of code points that it stands
 * for. */
static size_t parse_reference(const char *body, size_t size,
                              uint32_t points[static ENTITY_MAX_POINTS])
{
    if (size == 0 || body[0] != '#')
        return entity_find(body, size, points);
    if (size > 1 && (body[1] == 'x' || body[1] == 'X'))
        return notation_number(body + 2, size - 2, 16, points);
    return notation_number(body + 1, size - 1, 10, points);
}

/* HTML's names begin with an ASCII letter. */
static bool begins_reference(char c)
{
    return c == '#' || ((unsigned char)c < 0x80 && words_code_point((unsigned char)c));
}

/* Reads the reference at *at and moves past it. */
static enum notation_result read_reference(struct notation_reader *reader, size_t *at)
{
    const char *reference = reader->text + *at;
    const char *end = memchr(reference, ';', reader->size - *at);
    uint32_t points[ENTITY_MAX_POINTS];
    size_t found;

    if (reference[0] != '&' || !end)
        return notation_fail(reader, *at, "malformed reference: use &#9728;, &#x2600; or &starf;");
    if (reference[1] != '#') {
        if (*reader->names_left == 0)
            return notation_fail(reader, *at,
                                 "too many named references: use numbers, as in &#9728;");
        --*reader->names_left;
    }
    found = parse_reference(reference + 1, (size_t)(end - reference) - 1, points);
    if (found == 0)
        return notation_fail(reader, *at,
                             "unknown HTML character: use its number, as in &#9728;, or words");
    for (size_t i = 0; i < found; i++)
        (void)notation_add(reader, points[i]);
    *at += (size_t)(end - reference) + 1;
    return NOTATION_OK;
}

enum notation_result notation_read_references(struct notation_reader *reader)
{
    enum notation_result result = NOTATION_OK;

    if (reader->size < 2 || !begins_reference(reader->text[1]))
        return NOTATION_NO_MATCH;
    for (size_t at = 0; result == NOTATION_OK && at < reader->size;)
        result = read_reference(reader, &at);
    return result;
}
