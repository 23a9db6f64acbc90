/*
 * CLDR's annotations of one language. For a character, or a sequence without its U+FE0F, they give
 * keywords separated by bars, and a short name for text to speech ("tts"):
 *
 *   <annotation cp="☀">bright | rays | sun | sunny</annotation>
 *   <annotation cp="☀" type="tts">sun</annotation>
 *
 * Source: Unicode Technical Standard #35, part 2, section "Annotations".
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/sources/formats/ucd.h"
#include "index/sources/formats/xml.h"

enum {
    CONTENT_MAX_SIZE = 16384, /* bytes of an annotation; CLDR 41's longest has 538 */
};

struct annotations {
    struct records *records;
    uint8_t language;

    /* The annotation being read. */
    bool inside, short_name;
    uint32_t points[SEQUENCE_MAX];
    size_t count; /* of all points, including those not stored */
    size_t size;
    char content[CONTENT_MAX_SIZE];
};

/* Types other than the short name are ignored. */
static void begin_annotation(struct annotations *annotations, struct xml *xml,
                             const char *const *attributes)
{
    const char *characters = xml_attribute(attributes, "cp");
    const char *type = xml_attribute(attributes, "type");
    size_t size = characters ? strlen(characters) : 0, at = 0;

    if (size == 0) {
        xml_stop(xml, "annotation without cp");
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

static void on_start(void *context, struct xml *xml, unsigned depth, const char *element,
                     const char *const *attributes)
{
    struct annotations *annotations = context;

    (void)depth;
    if (annotations->inside)
        xml_stop(xml, "element inside an annotation");
    else if (strcmp(element, "annotation") == 0)
        begin_annotation(annotations, xml, attributes);
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

static void on_text(void *context, struct xml *xml, const char *text, size_t size)
{
    struct annotations *annotations = context;

    if (!annotations->inside)
        return;
    if (size > sizeof annotations->content - annotations->size) {
        xml_stop(xml, "annotation too long");
        return;
    }
    for (size_t i = 0; i < size; i++)
        append(annotations, text[i]);
}

static void add_text(struct annotations *annotations, struct xml *xml, enum text_kind kind,
                     struct slice text)
{
    const struct source_text record = {
        .points = annotations->points,
        .count = annotations->count,
        .kind = kind,
        .language = annotations->language,
        .text = text.bytes,
        .size = text.size,
    };

    if (text.size == 0 || slice_is(text, XML_INHERITED))
        return;
    if (records_text(annotations->records, &record) != SOURCE_OK)
        xml_stop(xml, "text too long or with control characters");
}

static void on_end(void *context, struct xml *xml, unsigned depth)
{
    struct annotations *annotations = context;
    struct slice content = {annotations->content, annotations->size};

    (void)depth;
    if (!annotations->inside)
        return;
    annotations->inside = false;
    if (annotations->count > SEQUENCE_MAX)
        return;
    if (annotations->short_name)
        add_text(annotations, xml, TEXT_SHORT_NAME, ucd_trim(content));
    while (!annotations->short_name && content.size > 0)
        add_text(annotations, xml, TEXT_KEYWORD, ucd_field(&content, '|'));
}

int annotations_read(const char *bytes, size_t size, uint8_t language, struct records *records,
                     struct reason *reason)
{
    static const struct xml_handlers handlers = {
        .start = on_start,
        .text = on_text,
        .end = on_end,
    };
    struct annotations annotations = {.records = records, .language = language};
    const int r = xml_read(bytes, size, "ldml", &handlers, &annotations, reason);

    return records->bytes.failed ? -ENOMEM : r;
}
