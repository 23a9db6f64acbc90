/*
 * Each kind of mapping by the function of ICU that answers for it elsewhere.
 */

#include "index/sources/icu_mapping.h"

#include <string.h>

#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

enum {
    UNITS_MAX = 2 * REPERTOIRE_POINTS_MAX,
    SCRIPTS_MAX = 64, /* of one character; today's most is 23 */
};

static bool same_text(const UChar *units, int32_t size, const uint32_t *points, size_t count)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar32 known[UNITS_MAX];
    int32_t length = 0;

    (void)u_strToUTF32(known, UNITS_MAX, &length, units, size, &status);
    return U_SUCCESS(status) && (size_t)length == count &&
           memcmp(known, points, count * sizeof *points) == 0;
}

static bool same_decomposition(UChar32 c, const uint32_t *points, size_t count)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
    UChar units[UNITS_MAX];
    int32_t size;

    if (U_FAILURE(status))
        return true; /* without ICU's data it is not known what differs */
    size = unorm2_getRawDecomposition(nfkd, c, units, UNITS_MAX, &status);
    return size >= 0 && U_SUCCESS(status) && same_text(units, size, points, count);
}

static int32_t title(const UChar *self, int32_t length, UChar *units, UErrorCode *status)
{
    UCaseMap *map =
        ucasemap_open("", U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_BREAK_ADJUSTMENT, status);
    int32_t size = ucasemap_toTitle(map, units, UNITS_MAX, self, length, status);

    ucasemap_close(map);
    return size;
}

/* The full mapping, of several characters. */
static bool same_case(enum repertoire_mapping_kind kind, UChar32 c, const uint32_t *points,
                      size_t count)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar self[U16_MAX_LENGTH], units[UNITS_MAX];
    int32_t length = 0, size;

    U16_APPEND_UNSAFE(self, length, c);
    if (kind == REPERTOIRE_UPPER)
        size = u_strToUpper(units, UNITS_MAX, self, length, "", &status);
    else if (kind == REPERTOIRE_LOWER)
        size = u_strToLower(units, UNITS_MAX, self, length, "", &status);
    else
        size = title(self, length, units, &status);
    return U_SUCCESS(status) && same_text(units, size, points, count);
}

static uint32_t simple_mapping(enum repertoire_mapping_kind kind, UChar32 c)
{
    switch (kind) {
    case REPERTOIRE_UPPER:
        return (uint32_t)u_toupper(c);
    case REPERTOIRE_LOWER:
        return (uint32_t)u_tolower(c);
    case REPERTOIRE_TITLE:
        return (uint32_t)u_totitle(c);
    default:
        return (uint32_t)u_charMirror(c);
    }
}

static bool has_script(const UScriptCode *scripts, int32_t count, uint32_t script)
{
    for (int32_t i = 0; i < count; i++)
        if ((uint32_t)scripts[i] == script)
            return true;
    return false;
}

/* As sets. A list that was cut is a part of ICU's. */
static bool same_scripts(UChar32 c, const uint32_t *wanted, size_t count)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode scripts[SCRIPTS_MAX];
    int32_t known = uscript_getScriptExtensions(c, scripts, SCRIPTS_MAX, &status);

    if (U_FAILURE(status) || ((size_t)known != count && count < REPERTOIRE_POINTS_MAX))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!has_script(scripts, known, wanted[i]))
            return false;
    return true;
}

bool icu_has_mapping(const struct fact_mapping *mapping, const uint32_t *points)
{
    const enum repertoire_mapping_kind kind = (enum repertoire_mapping_kind)mapping->kind;
    const UChar32 c = (UChar32)mapping->code_point;

    switch (kind) {
    case REPERTOIRE_DECOMPOSITION:
        return same_decomposition(c, points, mapping->count);
    case REPERTOIRE_SCRIPTS:
        return same_scripts(c, points, mapping->count);
    case REPERTOIRE_UPPER:
    case REPERTOIRE_LOWER:
    case REPERTOIRE_TITLE:
        if (mapping->count > 1)
            return same_case(kind, c, points, mapping->count);
        break;
    case REPERTOIRE_MIRROR:
    case REPERTOIRE_CONFUSABLE:
    case REPERTOIRE_MAPPING_KINDS:
        break;
    }
    return simple_mapping(kind, c) == points[0];
}
