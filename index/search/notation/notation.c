/*
 * Tries the notations of the table in order. The first byte of a text rules most of them out, so a
 * word costs about the same with many notations as with few. Each notation is a module of its own.
 */

#include "index/search/notation/notation.h"

#include <string.h>

#include "index/search/notation/table.h"

struct notation {
    const char *first, *examples;
    enum notation_result (*read)(struct notation_reader *reader);
};

#define NOTATION_ENTRY(name, first, examples) {first, examples, notation_read_##name},
static const struct notation notations[] = {NOTATIONS(NOTATION_ENTRY)};
#undef NOTATION_ENTRY

enum { NOTATION_COUNT = sizeof notations / sizeof notations[0] };

/* Not strchr(): the text may begin with NUL. */
static bool may_begin_with(const struct notation *notation, char byte)
{
    for (const char *first = notation->first; *first; first++)
        if (*first == byte)
            return true;
    return false;
}

enum notation_result notation_read(const char *text, size_t size, size_t *names_left,
                                   uint32_t *points, size_t *count, struct notation_error *error)
{
    struct notation_reader reader = {
        .text = text,
        .size = size,
        .error = error,
    };
    enum notation_result result = NOTATION_NO_MATCH;

    reader.names_left = names_left;
    reader.points = points;
    for (size_t i = 0; size > 0 && result == NOTATION_NO_MATCH && i < NOTATION_COUNT; i++)
        if (may_begin_with(&notations[i], text[0]))
            result = notations[i].read(&reader);
    *count = reader.count;
    return result;
}

void notation_append_examples(struct buffer *out, const char *newline, size_t at, size_t width)
{
    const char *line = strrchr(newline, '\n');
    size_t indentation = strlen(line ? line + 1 : newline);
    const char *between = "";

    for (size_t i = 0; i < NOTATION_COUNT; i++)
        for (const char *example = notations[i].examples; *example;) {
            size_t size = strcspn(example, " ");

            if (at + strlen(between) + size > width) {
                between = newline;
                at = indentation;
            } else {
                at += strlen(between);
            }
            buffer_append_text(out, between);
            buffer_append(out, example, size);
            at += size;
            between = " ";
            example += size + strspn(example + size, " ");
        }
}
