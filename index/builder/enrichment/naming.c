/*
 * ICU's currencies are visited in the order of their codes, and those that only the files have are put in
 * between. Where the files do not say something, such as a symbol, ICU's answer stays.
 */

#include "index/builder/enrichment/naming.h"

#include <errno.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/base/utf8.h"
#include "index/unicode/property.h"

size_t naming_region(const struct naming *naming, const char region[static REGION_CODE_SIZE],
                     char *name, size_t size)
{
    const struct slice known =
        locale_names_find(naming->names, LOCALE_TERRITORY, naming->english, region);

    if (known.size == 0 || known.size >= size)
        return region_name(region, name, size);
    memcpy(name, known.bytes, known.size);
    name[known.size] = '\0';
    return known.size;
}

int naming_visit_other_regions(const struct naming *naming, uint8_t language, const char *name,
                               region_visit visit, void *context)
{
    size_t at, end;

    if (!naming->names->read[language])
        return region_visit_other_names(name, visit, context);
    locale_names_range(naming->names, LOCALE_OTHER_TERRITORY, language, &at, &end);
    for (; at < end; at++)
        if (!visit(context, naming->names->list.items[at].code,
                   locale_names_text(naming->names, at)))
            return -ECANCELED;
    return 0;
}

/* A region that CLDR's newer file does not have has no currency, whatever ICU says. */
bool naming_currency_of_region(const struct naming *naming,
                               const char region[static REGION_CODE_SIZE],
                               char code[static CURRENCY_CODE_SIZE])
{
    struct slice known;
    size_t first, end;

    locale_names_range(naming->names, LOCALE_TENDER, naming->english, &first, &end);
    if (first == end)
        return currency_of_region(region, code);
    known = locale_names_find(naming->names, LOCALE_TENDER, naming->english, region);
    if (known.size != CURRENCY_CODE_SIZE - 1 || slice_is(known, CURRENCY_NONE))
        return false;
    memcpy(code, known.bytes, known.size);
    code[known.size] = '\0';
    return true;
}

/* The only currency symbol in a text, or 0. */
static uint32_t symbol_in(const struct naming *naming, struct slice text)
{
    uint32_t symbol = 0;

    for (size_t at = 0; at < text.size;) {
        const uint32_t code_point = (uint32_t)utf8_next(text.bytes, text.size, &at);

        if (property_number(naming->repertoire, PROPERTY_CATEGORY, code_point) != U_CURRENCY_SYMBOL)
            continue;
        if (symbol != 0)
            return 0;
        symbol = code_point;
    }
    return symbol;
}

struct merge {
    const struct naming *naming;
    currency_visit visit;
    void *context;
    size_t at, end; /* of the names that have not been visited */
};

/* With what the files say of it. */
static bool visit_known(const struct merge *merge, struct currency currency)
{
    const struct naming *naming = merge->naming;
    struct slice name =
        locale_names_find(naming->names, LOCALE_CURRENCY, naming->english, currency.code);
    const uint32_t symbol = symbol_in(
        naming, locale_names_find(naming->names, LOCALE_SYMBOL, naming->english, currency.code));

    name = currency_name_alone(name);
    if (name.size > 0)
        currency.name = name;
    if (symbol != 0)
        currency.symbol = symbol;
    return currency.name.size == 0 || merge->visit(merge->context, &currency);
}

/* Visits those before this code, which ICU does not have; NULL: all. */
static bool visit_before(struct merge *merge, const char *code)
{
    for (; merge->at < merge->end; merge->at++) {
        const struct locale_name *name = &merge->naming->names->list.items[merge->at];
        struct currency currency = {.symbol = 0};

        if (code && strcmp(name->code, code) >= 0)
            break;
        memcpy(currency.code, name->code, sizeof currency.code);
        if (strcmp(name->code, CURRENCY_NONE) != 0 && !visit_known(merge, currency))
            return false;
    }
    while (code && merge->at < merge->end &&
           strcmp(merge->naming->names->list.items[merge->at].code, code) == 0)
        merge->at++;
    return true;
}

static bool visit_of_icu(void *context, const struct currency *currency)
{
    struct merge *merge = context;

    return visit_before(merge, currency->code) && visit_known(merge, *currency);
}

int naming_visit_currencies(const struct naming *naming, currency_visit visit, void *context)
{
    struct merge merge = {.naming = naming, .visit = visit, .context = context};
    int r;

    locale_names_range(naming->names, LOCALE_CURRENCY, naming->english, &merge.at, &merge.end);
    r = currency_visit_all(visit_of_icu, &merge);
    if (r == 0 && !visit_before(&merge, NULL))
        r = -ECANCELED;
    return r;
}
