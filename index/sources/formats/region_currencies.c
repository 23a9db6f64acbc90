/*
 * CLDR's currencies of regions, the newest first:
 *
 *   <supplementalData><currencyData>
 *     <region iso3166="HR">
 *       <currency iso4217="EUR" from="2023-01-01"/>
 *       <currency iso4217="HRK" from="1994-05-30" to="2023-01-14"/>
 *
 * The present one is the first that has no end and is legal tender. The day of today does not count: the
 * same file must give the same index on any day, and a currency that begins next month is what people
 * ask for already.
 *
 * Source: Unicode Technical Standard #35, part 3, section "Supplemental Currency Data".
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/sources/formats/xml.h"

struct regions {
    struct locale_names *names;
    uint8_t language;
    char region[LOCALE_CODE_SIZE]; /* of the element around; "": none whose currency is wanted */
};

/* So many capital letters. */
static bool is_code(const char *text, size_t size)
{
    if (!text || strlen(text) != size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (!ascii_is_capital(text[i]))
            return false;
    return true;
}

static void take_currency(struct regions *regions, const char *const *attributes)
{
    const char *code = xml_attribute(attributes, "iso4217");
    const char *tender = xml_attribute(attributes, "tender");

    if (!is_code(code, 3) || xml_attribute(attributes, "to") ||
        (tender && strcmp(tender, "false") == 0))
        return;
    locale_names_add(regions->names, LOCALE_TENDER, regions->language, regions->region,
                     slice_of(code));
    regions->region[0] = '\0';
}

static void on_start(void *context, struct xml *xml, unsigned depth, const char *element,
                     const char *const *attributes)
{
    struct regions *regions = context;

    (void)xml;
    if (depth == 4 && regions->region[0] && strcmp(element, "currency") == 0)
        take_currency(regions, attributes);
    if (depth > 3)
        return;
    regions->region[0] = '\0';
    if (depth == 3 && strcmp(element, "region") == 0) {
        const char *region = xml_attribute(attributes, "iso3166");

        if (is_code(region, 2))
            memcpy(regions->region, region, 3);
    }
}

int region_currencies_read(const char *bytes, size_t size, uint8_t language,
                           struct locale_names *names, struct reason *reason)
{
    static const struct xml_handlers handlers = {.start = on_start};
    struct regions regions = {.names = names, .language = language};
    const int r = xml_read(bytes, size, "supplementalData", &handlers, &regions, reason);

    return names->list.failed || names->texts.failed ? -ENOMEM : r;
}
