/*
 * The named characters of HTML, from the entity declarations that the W3C publishes for them:
 *
 *   <!ENTITY starf "&#x02605;" >
 *
 * The file is a DTD. expat reads it as the DTD of a document generated here: each declared entity
 * is appended to the document's content as an element with a reference in it, and the expansion of
 * that reference is the entity's value. So declarations with two layers ("&#38;#60;") need no
 * special treatment, and expat's limits on expansion apply.
 *
 * XML itself predefines five names, for which expat does not report declarations in a DTD.
 *
 * Source: "XML Entity Definitions for Characters", W3C Recommendation of 2010.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <string.h>

#include <expat.h>

#include "index/base/ascii.h"
#include "index/base/buffer.h"
#include "index/base/utf8.h"
#include "index/sources/formats/expat_line.h"

struct entities {
    XML_Parser parser; /* of the generated document */
    const char *bytes; /* of the file */
    size_t size;
    bool opened; /* the DTD was requested */
    struct records *records;
    struct reason *reason;
    int outcome;           /* SOURCE_OK until there is an error */
    struct buffer content; /* elements: <e n="lt">&lt;</e> */
    uint32_t declared;

    /* The element being read. */
    bool marked_up; /* the entity contains markup */
    unsigned depth;
    size_t name_size;
    char name[TEXT_MAX_SIZE + 1]; /* cut if longer, and then longer than any text */
    uint32_t points[SEQUENCE_MAX];
    size_t count; /* of all points, including those not stored */
};

static void append_element(struct entities *entities, const char *name)
{
    buffer_append_format(&entities->content, "<e n=\"%s\">&%s;</e>", name, name);
}

/* expat's callback type fixes the parameters. */
static void on_entity(void *context, const char *name, int is_parameter, const char *value,
                      int value_size, const char *base, const char *system, const char *public,
                      const char *notation)
{
    struct entities *entities = context;

    (void)value_size, (void)base, (void)system, (void)public, (void)notation;
    if (is_parameter || !value)
        return;
    append_element(entities, name);
    entities->declared++;
}

/* The error of a parser: of the one of the file if it has any, otherwise of the document's. */
static void fail(struct entities *entities, XML_Parser parser)
{
    if (entities->outcome != SOURCE_OK)
        return;
    entities->outcome = XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY ? -ENOMEM : SOURCE_DAMAGED;
    reason_set(entities->reason, "line %lu: %s", expat_line(parser),
               XML_ErrorString(XML_GetErrorCode(parser)));
}

/* The first external entity is the document's DTD: the file. Any other would be in another file,
 * which is not opened. */
static int on_external(XML_Parser parser, const char *context, const char *base, const char *system,
                       const char *public)
{
    struct entities *entities = XML_GetUserData(parser);
    enum XML_Status status;
    XML_Parser inner;

    (void)base, (void)system, (void)public;
    if (entities->opened)
        return XML_STATUS_ERROR;
    entities->opened = true;
    inner = XML_ExternalEntityParserCreate(parser, context, NULL);
    if (!inner) {
        entities->outcome = -ENOMEM;
        return XML_STATUS_ERROR;
    }
    status = XML_Parse(inner, entities->bytes, (int)entities->size, XML_TRUE);
    if (status != XML_STATUS_OK)
        fail(entities, inner);
    XML_ParserFree(inner);
    return status == XML_STATUS_OK ? XML_STATUS_OK : XML_STATUS_ERROR;
}

static void on_start(void *context, const char *element, const char **attributes)
{
    struct entities *entities = context;

    (void)element;
    entities->depth++;
    if (entities->depth == 2) {
        entities->name_size = strnlen(attributes[1], sizeof entities->name);
        memcpy(entities->name, attributes[1], entities->name_size);
        entities->marked_up = false;
        entities->count = 0;
    } else if (entities->depth > 2) {
        entities->marked_up = true;
    }
}

static void on_text(void *context, const char *text, int size)
{
    struct entities *entities = context;
    size_t at = 0;

    while (at < (size_t)size) {
        int32_t code_point = utf8_next(text, (size_t)size, &at);

        if (entities->count < SEQUENCE_MAX)
            entities->points[entities->count] = (uint32_t)code_point;
        entities->count++;
    }
}

/* An undeclared entity inside another one. */
static void on_skipped(void *context, const char *name, int is_parameter)
{
    struct entities *entities = context;

    (void)name;
    (void)is_parameter;
    entities->marked_up = true;
}

/*
 * Names that are several words without a space, "RightArrow", "DoubleLongLeftArrow": HTML took them
 * from Mathematica. People do not type them as one word, so they are added a second time with
 * spaces. A run of capitals ("AMP", "RBarr") is not such a name.
 */
static size_t spell_words(const struct entities *entities, char words[static 2 * TEXT_MAX_SIZE])
{
    size_t size = 0;

    for (size_t i = 0; i < entities->name_size; i++) {
        char byte = entities->name[i];
        bool capital = ascii_is_capital(byte);

        if (!ascii_is_letter(byte))
            return 0;
        if (capital && i > 0 && ascii_is_capital(entities->name[i - 1]))
            return 0;
        if (capital && i > 0)
            words[size++] = ' ';
        words[size++] = byte;
    }
    return ascii_is_capital(entities->name[0]) && size > entities->name_size ? size : 0;
}

/* A name with a capital is a spelling as well: HTML has "And" besides "and", and words have no case. */
static void add_spelling(struct entities *entities, const struct source_text *text)
{
    const struct source_spelling spelling = {
        .points = text->points,
        .count = text->count,
        .kind = SPELLING_HTML,
        .text = text->text,
        .size = text->size,
    };
    bool capitals = false;

    for (size_t i = 0; i < text->size; i++)
        capitals = capitals || ascii_is_capital(text->text[i]);
    if (capitals)
        (void)records_spelling(entities->records, &spelling); /* too long for one: a text only */
}

/* The W3C puts a space before combining marks; HTML does not, and HTML's names are needed here. */
static void on_end(void *context, const char *element)
{
    struct entities *entities = context;
    size_t spaces = entities->count > 1 && entities->points[0] == ' ' ? 1 : 0;
    char words[2 * TEXT_MAX_SIZE];
    struct source_text text = {
        .points = entities->points + spaces,
        .count = entities->count - spaces,
        .kind = TEXT_HTML,
        .text = entities->name,
        .size = entities->name_size,
    };

    (void)element;
    entities->depth--;
    if (entities->depth != 1 || entities->outcome != SOURCE_OK)
        return;
    if (entities->marked_up || entities->count == 0 || entities->count > SEQUENCE_MAX)
        return;
    if (records_text(entities->records, &text) != SOURCE_OK) {
        reason_set(entities->reason, "name too long");
        entities->outcome = SOURCE_DAMAGED;
        (void)XML_StopParser(entities->parser, XML_FALSE);
        return;
    }
    add_spelling(entities, &text);
    text.kind = TEXT_INFORMAL;
    text.text = words;
    text.size = spell_words(entities, words);
    if (text.size > 0)
        (void)records_text(entities->records, &text); /* cannot fail: the name was accepted */
}

static bool feed(struct entities *entities, const char *text, size_t size, bool last)
{
    if (XML_Parse(entities->parser, text, (int)size, last) == XML_STATUS_OK)
        return true;
    fail(entities, entities->parser);
    return false;
}

static int parse(struct entities *entities)
{
    static const char head[] = "<!DOCTYPE c SYSTEM 'file'><c>", tail[] = "</c>";
    static const char *const predefined[] = {"amp", "apos", "gt", "lt", "quot"};
    XML_Parser parser = entities->parser;

    XML_SetUserData(parser, entities);
    (void)XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_ALWAYS);
    XML_SetExternalEntityRefHandler(parser, on_external);
    XML_SetEntityDeclHandler(parser, on_entity);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetSkippedEntityHandler(parser, on_skipped);

    for (size_t i = 0; i < sizeof predefined / sizeof predefined[0]; i++)
        append_element(entities, predefined[i]);
    if (!feed(entities, head, sizeof head - 1, false))
        return entities->outcome;
    if (entities->content.failed)
        return -ENOMEM;
    if (entities->declared == 0) {
        reason_set(entities->reason, "no entity is declared");
        return SOURCE_DAMAGED;
    }
    if (feed(entities, entities->content.bytes, entities->content.size, false))
        (void)feed(entities, tail, sizeof tail - 1, true);
    return entities->outcome;
}

int entities_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    struct entities entities = {
        .parser = XML_ParserCreate(NULL),
        .bytes = bytes,
        .size = size,
        .records = records,
        .reason = reason,
        .content = BUFFER_INIT,
    };
    int r;

    if (!entities.parser)
        return -ENOMEM;
    r = parse(&entities);
    XML_ParserFree(entities.parser);
    buffer_release(&entities.content);
    return records->bytes.failed ? -ENOMEM : r;
}
