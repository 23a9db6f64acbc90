/*
 * A language is opened without its parents: where a name is missing, ICU's functions would answer with the code,
 * and for a language that it does not have with names in that of the machine.
 */

#include "index/text/script_name.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/udata.h>
#include <unicode/ures.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "index/unicode/property.h"

#define LANGUAGE_DATA U_ICUDATA_NAME U_TREE_SEPARATOR_STRING "lang"

enum { NAME_MAX_SIZE = 256 }; /* bytes; the longest name of ICU 72 has 48 */

/* ICU knows scripts of ISO 15924 that Unicode does not have. Common and Inherited are values of the property but
 * not scripts, and CLDR's names for them are not what readers expect: a "term of genetics" in Chinese. */
static bool is_named(int32_t script)
{
    if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED)
        return false;
    return script == USCRIPT_UNKNOWN ||
           uscript_getUsage((UScriptCode)script) != USCRIPT_USAGE_NOT_ENCODED;
}

/* The name of a script in a table of names; 0 bytes: it has none. */
static struct slice name_of(const UResourceBundle *table, int32_t script,
                            char name[static NAME_MAX_SIZE])
{
    const char *code = u_getPropertyValueName(UCHAR_SCRIPT, script, U_SHORT_PROPERTY_NAME);
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0, bytes = 0;
    const UChar *units = code ? ures_getStringByKey(table, code, &length, &status) : NULL;

    if (!units || U_FAILURE(status))
        return (struct slice){.bytes = name, .size = 0};
    (void)u_strToUTF8(name, NAME_MAX_SIZE, &bytes, units, length, &status);
    return (struct slice){.bytes = name, .size = U_SUCCESS(status) ? (size_t)bytes : 0};
}

static int visit_table(const UResourceBundle *table, script_visit visit, void *context)
{
    const int32_t last = u_getIntPropertyMaxValue(UCHAR_SCRIPT);

    for (int32_t script = 0; script <= last; script++) {
        char value[PROPERTY_VALUE_SIZE], bytes[NAME_MAX_SIZE];
        struct slice name;

        if (!is_named(script))
            continue;
        name = name_of(table, script, bytes);
        property_spell(NULL, PROPERTY_SCRIPT, (uint32_t)script, value);
        if (name.size > 0 && value[0] && !visit(context, slice_of(value), name))
            return -ECANCELED;
    }
    return 0;
}

int script_visit_names(const char *language, script_visit visit, void *context)
{
    UErrorCode status = U_ZERO_ERROR;
    UResourceBundle *bundle = ures_openDirect(LANGUAGE_DATA, language, &status);
    UResourceBundle *table = NULL;
    int r = 0;

    if (U_SUCCESS(status))
        table = ures_getByKey(bundle, "Scripts", NULL, &status);
    if (status == U_MEMORY_ALLOCATION_ERROR)
        r = -ENOMEM;
    else if (U_SUCCESS(status))
        r = visit_table(table, visit, context);
    ures_close(table);
    ures_close(bundle);
    return r;
}
