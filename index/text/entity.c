/*
 * HTML's named characters, by asking an HTML5 parser what "&name;" is: the list has 2,231 entries,
 * and the parser's authors maintain it. A document with one character reference is parsed, and the
 * text of its body is the answer.
 */

#include "index/text/entity.h"

#include <stdio.h>
#include <string.h>

#include <gumbo.h>

#include "index/base/utf8.h"

enum { ENTITY_MAX_NAME = 32 }; /* "CounterClockwiseContourIntegral" has 31 */

/* The text of the only text node below, or NULL. */
static const char *first_text(const GumboNode *node)
{
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)
        return node->v.text.text;
    if (node->type != GUMBO_NODE_ELEMENT)
        return NULL;
    for (unsigned i = 0; i < node->v.element.children.length; i++) {
        const char *text = first_text(node->v.element.children.data[i]);

        if (text)
            return text;
    }
    return NULL;
}

static size_t decode(const char *text, uint32_t points[static ENTITY_MAX_POINTS])
{
    size_t size = strlen(text), at = 0, count = 0;

    while (at < size) {
        int32_t code_point = utf8_next(text, size, &at);

        if (code_point < 0 || count == ENTITY_MAX_POINTS)
            return 0;
        points[count++] = (uint32_t)code_point;
    }
    return count;
}

size_t entity_find(const char *name, size_t size, uint32_t points[static ENTITY_MAX_POINTS])
{
    /* Inside <pre> white space (&Tab;, &NewLine;) is preserved. The leading "x" protects a newline,
     * because HTML drops the first one of a <pre>. */
    static const char before[] = "<pre>x&";
    char document[sizeof before + ENTITY_MAX_NAME + 1];
    GumboOutput *output;
    const char *text;
    size_t count = 0;
    int length;

    if (size == 0 || size > ENTITY_MAX_NAME)
        return 0;
    for (size_t i = 0; i < size; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", name[i]) ||
            name[i] == '\0')
            return 0;

    length = snprintf(document, sizeof document, "%s%.*s;", before, (int)size, name);
    output = gumbo_parse_with_options(&kGumboDefaultOptions, document, (size_t)length);
    if (!output)
        return 0;
    text = first_text(output->root);
    /* Text that is not a name is left unchanged, so it begins with "&". */
    if (text && text[0] == 'x' && (text[1] != '&' || strcmp(text + 1, "&") == 0))
        count = decode(text + 1, points);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return count;
}
