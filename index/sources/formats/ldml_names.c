/*
 * CLDR's names of territories and currencies in one language:
 *
 *   <ldml><localeDisplayNames><territories>
 *     <territory type="US" alt="short">US</territory>
 *   <ldml><numbers><currencies>
 *     <currency type="INR"><displayName>Indian Rupee</displayName><symbol alt="narrow">₹</symbol>
 *
 * The rest of the file is skipped. The DTD is never loaded, and entities are refused, as in annotations.c.
 *
 * Source: Unicode Technical Standard #35, part 1, section "Display name elements", and part 3, section
 * "Currencies".
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <string.h>

#include <expat.h>

#include "index/base/ascii.h"
#include "index/sources/formats/expat_line.h"
#include "index/sources/formats/ucd.h"

enum {
    DEPTH_MAX = 32, /* levels of nested elements; CLDR has 10 */
    TEXT_MAX = 256, /* bytes of a name; longer ones are left out */
    NO_KIND = -1,
};

struct ldml {
    XML_Parser parser;
    struct locale_names *names;
    struct reason *reason;
    int outcome; /* SOURCE_OK until there is an error */
    uint8_t language;
    bool all; /* not only other names of territories */
    unsigned depth;

    char currency[LOCALE_CODE_SIZE]; /* of the element around */
    int kind;                        /* of the name that is being read, or NO_KIND */
    char code[LOCALE_CODE_SIZE];
    size_t size; /* of the whole text, even if it does not fit */
    char text[TEXT_MAX];
};

static void stop(struct ldml *ldml, const char *what)
{
    if (ldml->outcome != SOURCE_OK)
        return;
    ldml->outcome = SOURCE_DAMAGED;
    reason_set(ldml->reason, "line %lu: %s", expat_line(ldml->parser), what);
    (void)XML_StopParser(ldml->parser, XML_FALSE);
}

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

/* So many capital letters: regions of UN M.49 are numbers. */
static bool take_code(char code[static LOCALE_CODE_SIZE], const char *type, size_t size)
{
    if (!type || strlen(type) != size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (!ascii_is_capital(type[i]))
            return false;
    memcpy(code, type, size + 1);
    return true;
}

static void begin_territory(struct ldml *ldml, const char **attributes)
{
    const char *alternative = attribute(attributes, "alt");

    if (!take_code(ldml->code, attribute(attributes, "type"), 2))
        return;
    if (!alternative && ldml->all)
        ldml->kind = LOCALE_TERRITORY;
    else if (alternative &&
             (strcmp(alternative, "short") == 0 || strcmp(alternative, "variant") == 0))
        ldml->kind = LOCALE_OTHER_TERRITORY;
}

/* Names by number ("1 Indian rupee") have a count. */
static void begin_currency_part(struct ldml *ldml, const char *element, const char **attributes)
{
    const char *alternative = attribute(attributes, "alt");

    if (strcmp(element, "displayName") == 0 && !alternative && !attribute(attributes, "count"))
        ldml->kind = LOCALE_CURRENCY;
    else if (strcmp(element, "symbol") == 0 && alternative && strcmp(alternative, "narrow") == 0)
        ldml->kind = LOCALE_SYMBOL;
    memcpy(ldml->code, ldml->currency, sizeof ldml->code);
}

static void on_start(void *context, const char *element, const char **attributes)
{
    struct ldml *ldml = context;

    ldml->depth++;
    if (ldml->outcome != SOURCE_OK)
        return;
    ldml->size = 0;
    ldml->kind = NO_KIND;
    if (ldml->depth > DEPTH_MAX)
        stop(ldml, "elements nested too deeply");
    else if (ldml->depth == 1 && strcmp(element, "ldml") != 0)
        stop(ldml, "not LDML");
    else if (ldml->depth == 4 && strcmp(element, "territory") == 0)
        begin_territory(ldml, attributes);
    else if (ldml->depth == 4 && strcmp(element, "currency") == 0 && ldml->all &&
             take_code(ldml->currency, attribute(attributes, "type"), 3))
        return;
    else if (ldml->depth == 5 && ldml->currency[0])
        begin_currency_part(ldml, element, attributes);
}

static void on_text(void *context, const char *text, int size)
{
    struct ldml *ldml = context;

    if (ldml->kind == NO_KIND || ldml->outcome != SOURCE_OK)
        return;
    if ((size_t)size <= sizeof ldml->text && ldml->size <= sizeof ldml->text - (size_t)size)
        memcpy(ldml->text + ldml->size, text, (size_t)size);
    ldml->size += (size_t)size;
}

/* Three arrows mean "as in the parent language". */
static void add_name(struct ldml *ldml)
{
    struct slice text;

    if (ldml->size > sizeof ldml->text)
        return;
    for (size_t i = 0; i < ldml->size; i++)
        if (ldml->text[i] == '\n')
            ldml->text[i] = ' ';
    text = ucd_trim((struct slice){ldml->text, ldml->size});
    if (text.size == 0 || slice_is(text, "\xE2\x86\x91\xE2\x86\x91\xE2\x86\x91"))
        return;
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.bytes[i] < ' ' || text.bytes[i] == 0x7F)
            return;
    locale_names_add(ldml->names, (enum locale_name_kind)ldml->kind, ldml->language, ldml->code,
                     text);
}

static void on_end(void *context, const char *element)
{
    struct ldml *ldml = context;

    (void)element;
    if (ldml->depth == 4)
        ldml->currency[0] = '\0';
    ldml->depth--;
    if (ldml->kind != NO_KIND && ldml->outcome == SOURCE_OK)
        add_name(ldml);
    ldml->kind = NO_KIND;
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

static int parse(struct ldml *ldml, const char *bytes, size_t size)
{
    XML_Parser parser = ldml->parser;

    XML_SetUserData(parser, ldml);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetEntityDeclHandler(parser, on_entity);
    XML_SetSkippedEntityHandler(parser, on_skipped);
    if (XML_Parse(parser, bytes, (int)size, XML_TRUE) == XML_STATUS_OK ||
        ldml->outcome != SOURCE_OK)
        return ldml->outcome;
    if (XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY)
        return -ENOMEM;
    reason_set(ldml->reason, "line %lu: %s", expat_line(parser),
               XML_ErrorString(XML_GetErrorCode(parser)));
    return SOURCE_DAMAGED;
}

int ldml_names_read(const char *bytes, size_t size, uint8_t language, bool all,
                    struct locale_names *names, struct reason *reason)
{
    struct ldml ldml = {
        .parser = XML_ParserCreate(NULL),
        .names = names,
        .reason = reason,
        .language = language,
        .all = all,
        .kind = NO_KIND,
    };
    int r;

    if (!ldml.parser)
        return -ENOMEM;
    r = parse(&ldml, bytes, size);
    XML_ParserFree(ldml.parser);
    return names->list.failed || names->texts.failed ? -ENOMEM : r;
}
