/*
 * A thin layer over expat.
 */

#include "index/sources/formats/xml.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <expat.h>

#include "index/sources/formats/expat_line.h"
#include "index/sources/records/source.h"

struct xml {
    XML_Parser parser;
    const char *root;
    const struct xml_handlers *handlers;
    void *context;
    struct reason *reason;
    int outcome; /* SOURCE_OK until there is an error */
    unsigned depth;
};

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

void xml_stop(struct xml *xml, const char *what)
{
    if (xml->outcome != SOURCE_OK)
        return;
    xml->outcome = SOURCE_DAMAGED;
    reason_set(xml->reason, "line %lu: %s", expat_line(xml->parser), what);
    (void)XML_StopParser(xml->parser, XML_FALSE);
}

static void refuse_root(struct xml *xml)
{
    char what[64];

    (void)snprintf(what, sizeof what, "not <%s>", xml->root);
    xml_stop(xml, what);
}

static void on_start(void *context, const char *element, const char **attributes)
{
    struct xml *xml = context;

    xml->depth++;
    if (xml->outcome != SOURCE_OK)
        return;
    if (xml->depth > XML_DEPTH_MAX)
        xml_stop(xml, "elements nested too deeply");
    else if (xml->depth == 1 && strcmp(element, xml->root) != 0)
        refuse_root(xml);
    else
        xml->handlers->start(xml->context, xml, xml->depth, element,
                             (const char *const *)attributes);
}

static void on_text(void *context, const char *text, int size)
{
    struct xml *xml = context;

    if (xml->outcome == SOURCE_OK && xml->handlers->text)
        xml->handlers->text(xml->context, xml, text, (size_t)size);
}

static void on_end(void *context, const char *element)
{
    struct xml *xml = context;

    (void)element;
    if (xml->outcome == SOURCE_OK && xml->handlers->end)
        xml->handlers->end(xml->context, xml, xml->depth);
    xml->depth--;
}

/* expat's callback type fixes the parameters. */
static void on_entity(void *context, const char *name, int is_parameter, const char *value,
                      int value_size, const char *base, const char *system, const char *public,
                      const char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)value_size;
    (void)base, (void)system, (void)public, (void)notation;
    xml_stop(context, "entity declarations are not accepted");
}

static void on_skipped(void *context, const char *name, int is_parameter)
{
    (void)name, (void)is_parameter;
    xml_stop(context, "undeclared entity");
}

static int parse(struct xml *xml, const char *bytes, size_t size)
{
    XML_Parser parser = xml->parser;

    XML_SetUserData(parser, xml);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetEntityDeclHandler(parser, on_entity);
    XML_SetSkippedEntityHandler(parser, on_skipped);
    if (XML_Parse(parser, bytes, (int)size, XML_TRUE) == XML_STATUS_OK || xml->outcome != SOURCE_OK)
        return xml->outcome;
    if (XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY)
        return -ENOMEM;
    reason_set(xml->reason, "line %lu: %s", expat_line(parser),
               XML_ErrorString(XML_GetErrorCode(parser)));
    return SOURCE_DAMAGED;
}

int xml_read(const char *bytes, size_t size, const char *root, const struct xml_handlers *handlers,
             void *context, struct reason *reason)
{
    struct xml xml = {
        .parser = XML_ParserCreate(NULL),
        .root = root,
        .handlers = handlers,
        .context = context,
        .reason = reason,
    };
    int r;

    if (!xml.parser)
        return -ENOMEM;
    r = parse(&xml, bytes, size);
    XML_ParserFree(xml.parser);
    return r;
}
