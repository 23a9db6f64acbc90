/*
 * ICU's data of regions. It has a table of names a language, and two small ones of other names,
 * which no function of ICU returns by themselves; so they are read as resources. A language is
 * opened without its parents, because a language that ICU does not have would get the names of the
 * machine's locale.
 */

#include "index/text/region.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <unicode/udata.h>
#include <unicode/uloc.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

#include "index/base/ascii.h"

#define REGION_DATA U_ICUDATA_NAME U_TREE_SEPARATOR_STRING "region"

enum {
    NAME_MAX_SIZE = 256, /* bytes; the longest name of ICU 72 has 120 */
    LOCALE_SIZE = 16,
};

/* The locale of a region in a language that does not matter. */
static void locale_of(const char region[static REGION_CODE_SIZE], char locale[static LOCALE_SIZE])
{
    (void)snprintf(locale, LOCALE_SIZE, "en_%.2s", region);
}

const char *region_long_code(const char region[static REGION_CODE_SIZE])
{
    char locale[LOCALE_SIZE];

    locale_of(region, locale);
    return uloc_getISO3Country(locale);
}

size_t region_name(const char region[static REGION_CODE_SIZE], char *name, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[LOCALE_SIZE];
    UChar units[NAME_MAX_SIZE];
    int32_t length, bytes = 0;

    locale_of(region, locale);
    length = uloc_getDisplayCountry(locale, "en", units, NAME_MAX_SIZE, &status);
    /* A warning says that the code is returned, because there is no name. */
    if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || length <= 0)
        return 0;
    (void)u_strToUTF8(name, (int32_t)size, &bytes, units, length, &status);
    return U_FAILURE(status) || (size_t)bytes >= size ? 0 : (size_t)bytes;
}

static bool is_region(const char *key)
{
    return key && strlen(key) == 2 && ascii_is_capital(key[0]) && ascii_is_capital(key[1]);
}

/* Visits one table, of which names too long to be one are left out. */
static int visit_table(UResourceBundle *table, region_visit visit, void *context)
{
    while (ures_hasNext(table)) {
        UErrorCode status = U_ZERO_ERROR;
        const char *key = NULL;
        char name[NAME_MAX_SIZE];
        int32_t length = 0, bytes = 0;
        const UChar *units = ures_getNextString(table, &length, &key, &status);

        if (U_FAILURE(status))
            return status == U_MEMORY_ALLOCATION_ERROR ? -ENOMEM : 0;
        (void)u_strToUTF8(name, sizeof name, &bytes, units, length, &status);
        if (U_FAILURE(status) || bytes <= 0 || !is_region(key))
            continue;
        if (!visit(context, key, (struct slice){.bytes = name, .size = (size_t)bytes}))
            return -ECANCELED;
    }
    return 0;
}

int region_visit_other_names(const char *language, region_visit visit, void *context)
{
    static const char *const tables[] = {"Countries%short", "Countries%variant"};
    UErrorCode status = U_ZERO_ERROR;
    UResourceBundle *bundle = ures_openDirect(REGION_DATA, language, &status);
    int r = status == U_MEMORY_ALLOCATION_ERROR ? -ENOMEM : 0;

    for (size_t i = 0; U_SUCCESS(status) && r == 0 && i < sizeof tables / sizeof *tables; i++) {
        UErrorCode found = U_ZERO_ERROR;
        UResourceBundle *table = ures_getByKey(bundle, tables[i], NULL, &found);

        if (U_SUCCESS(found))
            r = visit_table(table, visit, context);
        else if (found == U_MEMORY_ALLOCATION_ERROR)
            r = -ENOMEM;
        ures_close(table);
    }
    ures_close(bundle);
    return r;
}
