/*
 * CLDR's names of territories and currencies in one language:
 *
 *   <ldml><localeDisplayNames><territories>
 *     <territory type="US" alt="short">US</territory>
 *   <ldml><numbers><currencies>
 *     <currency type="INR"><displayName>Indian Rupee</displayName><symbol alt="narrow">₹</symbol>
 *
 * The rest of the file is skipped.
 *
 * Source: Unicode Technical Standard #35, part 1, section "Display name elements", and part 3, section
 * "Currencies".
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/sources/formats/ucd.h"
#include "index/sources/formats/xml.h"

enum {
    TEXT_MAX = 256, /* bytes of a name; longer ones are left out */
    NO_KIND = -1,
};

struct ldml {
    struct locale_names *names;
    uint8_t language;
    bool all; /* not only other names of territories */

    char currency[LOCALE_CODE_SIZE]; /* of the element around */
    int kind;                        /* of the name that is being read, or NO_KIND */
    char code[LOCALE_CODE_SIZE];
    size_t size; /* of the whole text, even if it does not fit */
    char text[TEXT_MAX];
};

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

static void begin_territory(struct ldml *ldml, const char *const *attributes)
{
    const char *alternative = xml_attribute(attributes, "alt");

    if (!take_code(ldml->code, xml_attribute(attributes, "type"), 2))
        return;
    if (!alternative && ldml->all)
        ldml->kind = LOCALE_TERRITORY;
    else if (alternative &&
             (strcmp(alternative, "short") == 0 || strcmp(alternative, "variant") == 0))
        ldml->kind = LOCALE_OTHER_TERRITORY;
}

/* Names by number ("1 Indian rupee") have a count. */
static void begin_currency_part(struct ldml *ldml, const char *element,
                                const char *const *attributes)
{
    const char *alternative = xml_attribute(attributes, "alt");

    if (strcmp(element, "displayName") == 0 && !alternative && !xml_attribute(attributes, "count"))
        ldml->kind = LOCALE_CURRENCY;
    else if (strcmp(element, "symbol") == 0 && alternative && strcmp(alternative, "narrow") == 0)
        ldml->kind = LOCALE_SYMBOL;
    memcpy(ldml->code, ldml->currency, sizeof ldml->code);
}

static void on_start(void *context, struct xml *xml, unsigned depth, const char *element,
                     const char *const *attributes)
{
    struct ldml *ldml = context;

    (void)xml;
    ldml->size = 0;
    ldml->kind = NO_KIND;
    if (depth == 4 && strcmp(element, "territory") == 0)
        begin_territory(ldml, attributes);
    else if (depth == 4 && strcmp(element, "currency") == 0 && ldml->all &&
             take_code(ldml->currency, xml_attribute(attributes, "type"), 3))
        return;
    else if (depth == 5 && ldml->currency[0])
        begin_currency_part(ldml, element, attributes);
}

static void on_text(void *context, struct xml *xml, const char *text, size_t size)
{
    struct ldml *ldml = context;

    (void)xml;
    if (ldml->kind == NO_KIND)
        return;
    if (size <= sizeof ldml->text && ldml->size <= sizeof ldml->text - size)
        memcpy(ldml->text + ldml->size, text, size);
    ldml->size += size;
}

static void add_name(struct ldml *ldml)
{
    struct slice text;

    if (ldml->size > sizeof ldml->text)
        return;
    for (size_t i = 0; i < ldml->size; i++)
        if (ldml->text[i] == '\n')
            ldml->text[i] = ' ';
    text = ucd_trim((struct slice){ldml->text, ldml->size});
    if (text.size == 0 || slice_is(text, XML_INHERITED))
        return;
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.bytes[i] < ' ' || text.bytes[i] == 0x7F)
            return;
    locale_names_add(ldml->names, (enum locale_name_kind)ldml->kind, ldml->language, ldml->code,
                     text);
}

static void on_end(void *context, struct xml *xml, unsigned depth)
{
    struct ldml *ldml = context;

    (void)xml;
    if (depth == 4)
        ldml->currency[0] = '\0';
    if (ldml->kind != NO_KIND)
        add_name(ldml);
    ldml->kind = NO_KIND;
}

int ldml_names_read(const char *bytes, size_t size, uint8_t language, bool all,
                    struct locale_names *names, struct reason *reason)
{
    static const struct xml_handlers handlers = {
        .start = on_start,
        .text = on_text,
        .end = on_end,
    };
    struct ldml ldml = {.names = names, .language = language, .all = all, .kind = NO_KIND};
    const int r = xml_read(bytes, size, "ldml", &handlers, &ldml, reason);

    return names->list.failed || names->texts.failed ? -ENOMEM : r;
}
