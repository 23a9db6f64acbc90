/*
 * CLDR's annotations of one language. For a character, or a sequence without its U+FE0F, they give
 * keywords separated by bars, and a short name for text to speech ("tts"):
 *
 *   <annotation cp="☀">bright | rays | sun | sunny</annotation>
 *   <annotation cp="☀" type="tts">sun</annotation>
 *
 * The files name a DTD. It is never loaded, because no handler of expat's is set that could. A file
 * must not declare entities either: CLDR's do not, and entities can expand a few bytes to any size.
 *
 * Source: Unicode Technical Standard #35, part 2, section "Annotations".
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <string.h>

#include <expat.h>

#include "index/base/utf8.h"
#include "index/sources/formats/expat_line.h"
#include "index/sources/formats/ucd.h"

enum {
    DEPTH_MAX = 8,            /* levels of nested elements; CLDR has 3 */
    CONTENT_MAX_SIZE = 16384, /* bytes of an annotation; CLDR 41's longest has 538 */
};

struct annotations {
    XML_Parser parser;
    struct records *records;
    struct reason *reason;
    int outcome; /* SOURCE_OK until there is an error */
    uint8_t language;
    unsigned depth;

    /* The annotation being read. */
    bool inside, short_name;
    uint32_t points[SEQUENCE_MAX];
    size_t count; /* of all points, including those not stored */
    size_t size;
    char content[CONTENT_MAX_SIZE];
};

static void stop(struct annotations *annotations, const char *what)
{
    if (annotations->outcome != SOURCE_OK)
        return;
    annotations->outcome = SOURCE_DAMAGED;
    reason_set(annotations->reason, "line %lu: %s", expat_line(annotations->parser), what);
    (void)XML_StopParser(annotations->parser, XML_FALSE);
}

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

/* Types other than the short name are ignored. */
static void begin_annotation(struct annotations *annotations, const char **attributes)
{
    const char *characters = attribute(attributes, "cp");
    const char *type = attribute(attributes, "type");
    size_t size = characters ? strlen(characters) : 0, at = 0;

    if (size == 0) {
        stop(annotations, "annotation without cp");
        return;
    }
    annotations->inside = !type || strcmp(type, "tts") == 0;
    annotations->short_name = type != NULL;
    annotations->size = 0;
    annotations->count = 0;
    while (at < size) {
        int32_t code_point = utf8_next(characters, size, &at);

        if (annotations->count < SEQUENCE_MAX)
            annotations->points[annotations->count] = (uint32_t)code_point;
        annotations->count++;
    }
}

static void on_start(void *context, const char *element, const char **attributes)
{
    struct annotations *annotations = context;

    annotations->depth++;
    if (annotations->outcome != SOURCE_OK)
        return;
    if (annotations->depth > DEPTH_MAX)
        stop(annotations, "elements nested too deeply");
    else if (annotations->depth == 1 && strcmp(element, "ldml") != 0)
        stop(annotations, "not LDML");
    else if (annotations->inside)
        stop(annotations, "element inside an annotation");
    else if (strcmp(element, "annotation") == 0)
        begin_annotation(annotations, attributes);
}

/* Any amount of white space becomes one space. */
static void append(struct annotations *annotations, char c)
{
    bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';

    if (!space)
        annotations->content[annotations->size++] = c;
    else if (annotations->size > 0 && annotations->content[annotations->size - 1] != ' ')
        annotations->content[annotations->size++] = ' ';
}

static void on_text(void *context, const char *text, int size)
{
    struct annotations *annotations = context;

    if (!annotations->inside || annotations->outcome != SOURCE_OK)
        return;
    if ((size_t)size > sizeof annotations->content - annotations->size) {
        stop(annotations, "annotation too long");
        return;
    }
    for (int i = 0; i < size; i++)
        append(annotations, text[i]);
}

static void add_text(struct annotations *annotations, enum text_kind kind, struct slice text)
{
    const struct source_text record = {
        .points = annotations->points,
        .count = annotations->count,
        .kind = kind,
        .language = annotations->language,
        .text = text.bytes,
        .size = text.size,
    };

    /* Three arrows mean "as in the parent language". */
    if (text.size == 0 || slice_is(text, "\xE2\x86\x91\xE2\x86\x91\xE2\x86\x91"))
        return;
    if (records_text(annotations->records, &record) != SOURCE_OK)
        stop(annotations, "text too long or with control characters");
}

static void on_end(void *context, const char *element)
{
    struct annotations *annotations = context;
    struct slice content = {annotations->content, annotations->size};

    (void)element;
    annotations->depth--;
    if (!annotations->inside || annotations->outcome != SOURCE_OK)
        return;
    annotations->inside = false;
    if (annotations->count > SEQUENCE_MAX)
        return;
    if (annotations->short_name)
        add_text(annotations, TEXT_SHORT_NAME, ucd_trim(content));
    while (!annotations->short_name && content.size > 0)
        add_text(annotations, TEXT_KEYWORD, ucd_field(&content, '|'));
}

/* expat's callback type fixes the parameters. */
static void on_entity(void *context, const char *name, int is_parameter, const char *value,
                      int value_size, const char *base, const char *system, const char *public,
                      const char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)value_size;
    (void)base, (void)system, (void)public, (void)notation;
    stop(context, "entity declarations are not accepted");
}

static void on_skipped(void *context, const char *name, int is_parameter)
{
    (void)name, (void)is_parameter;
    stop(context, "undeclared entity");
}

static int parse(struct annotations *annotations, const char *bytes, size_t size)
{
    XML_Parser parser = annotations->parser;

    XML_SetUserData(parser, annotations);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetEntityDeclHandler(parser, on_entity);
    XML_SetSkippedEntityHandler(parser, on_skipped);
    if (XML_Parse(parser, bytes, (int)size, XML_TRUE) == XML_STATUS_OK ||
        annotations->outcome != SOURCE_OK)
        return annotations->outcome;
    if (XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY)
        return -ENOMEM;
    reason_set(annotations->reason, "line %lu: %s", expat_line(parser),
               XML_ErrorString(XML_GetErrorCode(parser)));
    return SOURCE_DAMAGED;
}

int annotations_read(const char *bytes, size_t size, uint8_t language, struct records *records,
                     struct reason *reason)
{
    struct annotations annotations = {
        .parser = XML_ParserCreate(NULL),
        .records = records,
        .reason = reason,
        .language = language,
    };
    int r;

    if (!annotations.parser)
        return -ENOMEM;
    r = parse(&annotations, bytes, size);
    XML_ParserFree(annotations.parser);
    return records->bytes.failed ? -ENOMEM : r;
}
